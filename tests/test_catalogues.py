"""The languages of the screens: each says all that the original says, and fits its places."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from hatch_build import LOCALES, build_catalogues
from tests.catalogue import KEYWORDS, PAGES, ROOT, SCREENS, catalogues, said
from vipdesk.domain.language import Catalogue
from vipdesk.door import words
from vipdesk.languages import LANGUAGES, ORIGINAL, language_of, translations

PLACES = re.compile(r"\{[^}]*\}|%\([a-z]+\)s")


def forms(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said in the original, and in the language: one form, or one for each count."""
    return _all(message.id), _all(message.string)


def _all(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said or ""),)


ALL = [(path, catalogue) for whose in (SCREENS, PAGES) for path, catalogue in catalogues(whose)]


def _named(path: Path) -> str:
    return f"{path.parts[-3]}-{path.stem}"


SPOKEN: Mapping[str, Callable[[str], Catalogue]] = {
    SCREENS: translations,
    PAGES: words.translations,
}


@pytest.fixture(params=[pytest.param(each, id=_named(each[0])) for each in ALL])
def kept(request: pytest.FixtureRequest) -> tuple[Path, Catalog]:
    found: tuple[Path, Catalog] = request.param
    return found


@pytest.fixture
def language(kept: tuple[Path, Catalog]) -> Catalog:
    return kept[1]


def entries(language: Catalog) -> Iterator[Message]:
    return (message for message in language if message.id)


def test_every_language_but_the_original_has_a_catalogue() -> None:
    there = {_named(path) for path, _ in ALL}
    screens = {f"{each}-{SCREENS}" for each in set(LANGUAGES) - {ORIGINAL}}
    assert there == screens | {f"{each}-{PAGES}" for each in set(words.LANGUAGES) - {ORIGINAL}}


def test_all_that_is_said_is_in_the_catalogue_and_nothing_else(
    kept: tuple[Path, Catalog],
) -> None:
    path, language = kept
    ours = {(message.context, message.id) for message in entries(said(path.stem))}
    assert {(message.context, message.id) for message in entries(language)} == ours


def test_all_of_it_is_translated(language: Catalog) -> None:
    open_still = [message.id for message in entries(language) if not all(forms(message)[1])]
    assert open_still == []
    assert not any(message.fuzzy for message in entries(language))


def test_nothing_is_said_where_the_catalogue_does_not_look() -> None:
    """What stands within an f-string is not found, and would stay in the original for ever."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in (ROOT / "vipdesk").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _says(call)
    ]
    assert hidden == []


def _says(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    return named and any(isinstance(one, ast.Constant) for one in call.args)


def test_places_are_filled_alike_and_edges_kept(language: Catalog) -> None:
    for message in entries(language):
        original, translated = forms(message)
        wanted = [set(PLACES.findall(form)) for form in original]
        for form in translated:
            assert set(PLACES.findall(form)) in wanted, message.id
            lead = original[-1][: len(original[-1]) - len(original[-1].lstrip())]
            assert form[: len(form) - len(form.lstrip())] == lead, message.id
            tail = original[-1][len(original[-1].rstrip()) :]
            assert form[len(form.rstrip()) :] == tail, message.id


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LANG": "it"}, "it"),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "it_CH"}, "it"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "../../etc"}, "en"),
    ],
)
def test_the_terminal_asks_for_a_language(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_what_is_built_says_what_the_translators_wrote(tmp_path: Path) -> None:
    build_catalogues()
    for path, catalogue in ALL:
        spoken = SPOKEN[path.stem](path.parts[-3])
        for message in entries(catalogue):
            if isinstance(message.id, str) and message.context is None:
                assert spoken.gettext(message.id) == message.string
        assert path.with_suffix(".mo").is_relative_to(LOCALES)
