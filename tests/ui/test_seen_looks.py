"""Looks are worked out when they are seen, and are what the library would have worked out."""

from typing import ClassVar

import pytest
from textual.app import ComposeResult

from vipdesk.appearance import Appearance
from vipdesk.terminal.themed import Themed
from vipdesk.widgets.seen_looks import SeenLooks


class Seen(SeenLooks, can_focus=True):
    """Three looks, of which one knows whether it has the focus."""

    DEFAULT_CSS = """
    Seen .seen--late { color: $error; text-style: bold; }
    Seen:focus .seen--cursor { color: $accent; text-style: reverse; }
    Seen.-odd .seen--odd { color: $success; }
    """
    COMPONENTS = frozenset({"seen--late", "seen--cursor", "seen--odd"})


class AtOnce(SeenLooks, can_focus=True):
    """The same, as the library does it."""

    DEFAULT_CSS = Seen.DEFAULT_CSS.replace("Seen", "AtOnce")
    COMPONENT_CLASSES: ClassVar[set[str]] = {*Seen.COMPONENTS}


class Both(Themed[None]):
    """One beside the other."""

    def compose(self) -> ComposeResult:
        """Two views."""
        yield Seen()
        yield AtOnce()


def looks(widget: SeenLooks) -> list[object]:
    """All there are, as they are painted."""
    names = sorted(Seen.COMPONENTS)
    return [
        widget.get_component_rich_style(name, partial=part)
        for name in names
        for part in (False, True)
    ]


@pytest.mark.parametrize("appearance", Appearance)
@pytest.mark.parametrize("focused", [True, False])
async def test_a_look_is_what_the_library_makes_of_it(
    appearance: Appearance, focused: bool
) -> None:
    found = []
    for kind in (Seen, AtOnce):
        app = Both(wanted=Appearance.DARK)
        async with app.run_test() as pilot:
            one = app.query_one(kind)
            dark = looks(one)
            app.wear(appearance)
            app.set_focus(one if focused else None)
            await pilot.pause()
            found.append(looks(one))
            assert appearance is Appearance.DARK or found[-1] != dark
    assert found[0] == found[1]


async def test_a_look_that_was_not_seen_is_not_worked_out() -> None:
    app = Both()
    async with app.run_test() as pilot:
        seen = app.query_one(Seen)
        seen.get_component_rich_style("seen--late")
        seen.focus()
        await pilot.pause()
        assert set(seen._component_styles) == {"seen--late"}


async def test_what_is_seen_is_painted_again_where_it_looks_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Both()
    painted: list[str] = []
    async with app.run_test() as pilot:
        seen, at_once = app.query_one(Seen), app.query_one(AtOnce)
        at_once.focus()
        await pilot.pause()
        seen.get_component_rich_style("seen--late")
        monkeypatch.setattr(seen, "refresh", lambda *_, **__: painted.append("late"))
        seen.notify_style_update()
        assert painted == []
        before = seen.get_component_rich_style("seen--cursor")
        seen.focus()
        await pilot.pause()
        assert painted
        assert seen.get_component_rich_style("seen--cursor") != before


async def test_what_was_seen_is_remembered_though_nothing_was_painted_in_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Both()
    painted: list[str] = []
    async with app.run_test() as pilot:
        seen = app.query_one(Seen)
        app.set_focus(None)
        await pilot.pause()
        seen.get_component_rich_style("seen--odd")
        monkeypatch.setattr(seen, "refresh", lambda *_, **__: painted.append("odd"))
        seen.notify_style_update()
        assert painted == []
        seen.add_class("-odd")
        await pilot.pause()
        assert painted


async def test_what_is_no_look_is_refused() -> None:
    app = Both()
    async with app.run_test():
        with pytest.raises(KeyError):
            app.query_one(Seen).get_component_rich_style("seen--unheard-of")
