"""The words of an acknowledgement, in each language, with and without what is known."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.kit import ACME, BRATISLAVA, JANA, MARTA, at
from vipdesk.acknowledgement_files import read_templates
from vipdesk.domain.acknowledgement import Acknowledgement
from vipdesk.domain.acknowledgement_text import (
    PLACES,
    USUAL_SUBJECT,
    Sender,
    moment,
    sender_of,
    words_of,
)
from vipdesk.domain.people import Person

NOTE = Acknowledgement(
    number=1,
    ticket=118,
    message=7,
    to=MARTA,
    language="en",
    at=at("Sat 2026-11-21 12:00"),
    opens=at("Mon 2026-11-23 09:00"),
    due=at("Mon 2026-11-23 11:00"),
)
CAME = at("Sat 2026-11-21 11:58")
SENDER = Sender(
    agent="Jana Nováková", client="Acme", zone=BRATISLAVA, chat="https://chat.example.org"
)
SHIPPED, _ = read_templates(Path("/nowhere/answers"))


@pytest.mark.parametrize("language", ["en", "it", "de"])
def test_a_shipped_one_tells_all_of_it(language: str) -> None:
    words = words_of(replace(NOTE, language=language), CAME, SHIPPED, SENDER)
    for wanted in (MARTA.name, "11:58", "09:00", "11:00", SENDER.chat, SENDER.agent, "CET"):
        assert wanted in words.text
    assert "{" not in words.text + words.subject
    assert words.subject != USUAL_SUBJECT or language == "en"
    assert "\n" not in words.subject


def test_in_words_of_the_language() -> None:
    italian = words_of(replace(NOTE, language="it"), CAME, SHIPPED, SENDER).text
    assert "sabato 21 novembre, ore 11:58 CET" in italian
    german = words_of(replace(NOTE, language="de"), CAME, SHIPPED, SENDER).text
    assert "Montag, 23. November, 09:00 Uhr CET" in german


@pytest.mark.parametrize(
    ("language", "greeting"), [("en", "Hello,"), ("it", "Buongiorno,"), ("de", "Guten Tag,")]
)
def test_who_has_no_name_here_is_greeted_without_one(language: str, greeting: str) -> None:
    nameless = replace(NOTE, language=language, to=Person("", MARTA.address))
    text = words_of(nameless, CAME, SHIPPED, SENDER).text
    assert text.startswith(f"{greeting}\n\n")
    assert MARTA.address not in text


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("Hi {first_name}!\n\nfrom {contact}", "Hello,\n\nfrom marta.rossi@acme.example.com"),
        ("Sure, {contact}, at once.", "Sure, marta.rossi@acme.example.com, at once."),
        ("Noted\n\n{contact}", "Noted\n\nmarta.rossi@acme.example.com"),
    ],
)
def test_only_a_first_line_that_greets_is_another_then(template: str, said: str) -> None:
    nameless = replace(NOTE, to=Person("", MARTA.address))
    assert words_of(nameless, CAME, {"en": template}, SENDER).text == said


def test_what_is_not_known_is_not_spoken_of() -> None:
    words = words_of(replace(NOTE, due=None), CAME, SHIPPED, replace(SENDER, chat=""))
    assert "at the latest" not in words.text
    assert "chat" not in words.text
    assert "09:00" in words.text


def test_a_language_without_a_template_is_english() -> None:
    assert words_of(replace(NOTE, language="fr"), CAME, SHIPPED, SENDER) == words_of(
        NOTE, CAME, SHIPPED, SENDER
    )


def test_the_wall_is_that_of_whom_it_is_for() -> None:
    elsewhere = replace(ACME, zones={MARTA.address: "Europe/Lisbon"})
    assert sender_of(ACME, JANA, NOTE, BRATISLAVA, "").zone is BRATISLAVA
    there = sender_of(elsewhere, JANA, NOTE, BRATISLAVA, "")
    assert "10:58 WET" in words_of(NOTE, CAME, SHIPPED, there).text


def test_on_the_wall_of_whom_it_is_written_to() -> None:
    assert moment(CAME, "en", ZoneInfo("Europe/Lisbon")) == "Saturday 21 November, 10:58 WET"
    assert moment(CAME, "en", ZoneInfo("America/Sao_Paulo")).endswith("07:58 UTC-0300")


def test_every_month_and_day_has_its_name() -> None:
    for language in ("en", "it", "de"):
        said = {
            moment(datetime(2026, n, n, tzinfo=BRATISLAVA), language, BRATISLAVA)
            for n in range(1, 13)
        }
        assert len(said) == 12


def test_the_users_own_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "acknowledgements"
    own.mkdir()
    (own / "it.txt").write_text("Ciao {first_name}, a {opens}.")
    (own / "fr.txt").write_text("Subject: Bien reçu\n\nBonjour {first_name}")
    (own / "bad.txt").write_bytes(b"\xff\xfe")
    templates, problems = read_templates(tmp_path / "answers")
    assert set(templates) == {"de", "en", "fr", "it"}
    assert len(problems) == 1
    italian = words_of(replace(NOTE, language="it"), CAME, templates, SENDER)
    assert italian.text == "Ciao Marta, a lunedì 23 novembre, ore 09:00 CET."
    assert italian.subject == USUAL_SUBJECT
    assert words_of(replace(NOTE, language="fr"), CAME, templates, SENDER).subject == "Bien reçu"


def test_places_that_nobody_knows_stay_out() -> None:
    templates = {"en": "Subject: {secret} {due}\n\nKept\n\n{secret}\n\n{contact}"}
    words = words_of(NOTE, CAME, templates, SENDER)
    assert words.text == "Kept\n\nMarta Rossi"
    assert words.subject == USUAL_SUBJECT


def test_the_shipped_use_every_place_that_matters() -> None:
    for text in SHIPPED.values():
        used = {place for place in PLACES if f"{{{place}}}" in text}
        assert {"arrived", "opens", "due", "chat"} <= used
