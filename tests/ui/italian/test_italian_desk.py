"""The desk in Italian: queue, ticket, panes and what acts say; what goes out stays as it is."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.ui.acting.stage import MARTA, PAOLO, SIZES, Scene, sitting
from tests.ui.italian.reading import FRAMES, words_of
from vipdesk.domain.by_when import by_when
from vipdesk.domain.commands import Note, SetSeverity
from vipdesk.domain.duration import duration_words, parse_duration
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _, language_spoken
from vipdesk.domain.message import Kind
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.domain.sheet_text import KINDS
from vipdesk.domain.target import TargetKind
from vipdesk.screens.heading import places
from vipdesk.screens.moments import said, typed_moment
from vipdesk.screens.quoting import Original, answered
from vipdesk.widgets.columns import OWED_BY, Column, columns_for
from vipdesk.widgets.countdown import two_units
from vipdesk.widgets.diary import day_name
from vipdesk.widgets.entries import why_said
from vipdesk.widgets.promises import target_said
from vipdesk.widgets.signs import LEGEND

pytestmark = pytest.mark.usefixtures("italian")
ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=ROME)


async def test_the_whole_desk_says_in_italian_how_it_stands(scene: Scene) -> None:
    number = scene.mail("Accesso", "Nessuno riesce a entrare.")
    scene.do(SetSeverity(number, 1, "tutti fermi"))
    scene.do(Note(number, "chiesto a Pavel"))
    scene.clock.on(minutes=70)
    async with sitting(scene) as desk:
        await desk.until(lambda: "nota · Jana" in desk.shown)
        shown = words_of(desk.shown)
        for words in (
            *("Coda · 1 aperto · ■ 1 scaduto", "resta scade gra n. oggetto da via"),
            *("lun 23 nov 11:52 CET · aperto, chiude 17:00", "1 Critical · aperto · e-mail"),
            *("iniziale ■ scade 11:42", "di ritardo", "successiva 4 ore dalla nostra risposta"),
        ):
            assert words in shown, desk.shown


@pytest.mark.parametrize("size", SIZES[1:])
async def test_heads_and_titles_fit_a_small_screen(scene: Scene, size: tuple[int, int]) -> None:
    scene.do(SetSeverity(scene.mail("Accesso"), 1, "tutti fermi"))
    scene.clock.on(minutes=70)
    async with sitting(scene, size) as desk:
        rows = desk.shown.splitlines()
        title = next(row for row in rows if "Coda" in row)
        assert "1" in title
        assert "…" not in title
        heads = next(row for row in rows if "resta" in row)
        assert "…" not in heads


@pytest.mark.parametrize("width", [38, 50, 58, 62, 78, 84, 118])
def test_what_stands_in_the_columns_is_not_cut(width: int) -> None:
    columns = columns_for(width, 3)
    assert not any("…" in cell.text for cell in columns.heading())
    wide = {column: cells for column, _x, cells in columns.places}
    if Column.OWES in wide:
        assert all(len(_(who)) <= wide[Column.OWES] for who in OWED_BY)
    if Column.DUE in wide:
        assert len(_("waiting")) <= wide[Column.DUE]
    assert sum(cells for cells in wide.values()) <= width


@pytest.mark.parametrize(("columns", "told"), [(80, "ore di calendario"), (76, "ore di calend…")])
async def test_what_a_wallboard_is_too_narrow_for_ends_in_dots(
    scene: Scene, columns: int, told: str
) -> None:
    scene.do(SetSeverity(scene.mail("Accesso"), 1, "tutti fermi"))
    scene.clock.on(minutes=90)
    async with sitting(scene, (columns, 24)) as desk:
        await desk.keys("B")
        await desk.until(lambda: "iniziale" in desk.shown)
        (row,) = (row for row in desk.shown.split("\n") if "iniziale" in row and "0 su 1" in row)
        assert FRAMES.sub(" ", row).rstrip().endswith(told), row


def test_both_targets_go_by_one_name_each() -> None:
    assert _(KINDS["initial"]).startswith(_("initial response"))
    assert _(KINDS["follow-up"]).startswith(_("follow-up response"))
    assert _("initial response").endswith(target_said(TargetKind.INITIAL))
    assert _("follow-up response").endswith(target_said(TargetKind.FOLLOW_UP))


async def test_an_act_on_all_marked_says_so_in_italian(scene: Scene) -> None:
    first, second = scene.mail("Accesso"), scene.mail("Firma", sender=PAOLO)
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a")
        await desk.until(lambda: "✓ 2 segnati" in desk.shown)
        await desk.keys("w")
        await desk.says("in attesa: 2 ticket")
    assert {scene.view(one).line.status for one in (first, second)} == {"waiting"}


async def test_what_is_asked_of_all_marked_names_them_in_italian(scene: Scene) -> None:
    first, second = scene.mail("Accesso"), scene.mail("Firma", sender=PAOLO)
    scene.clock.on(minutes=90)
    named = f"2 ticket: #{first} #{second}"
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "p")
        await desk.until(lambda: f"Promessa su {named}: scriverò entro …" in desk.shown)
        assert f"scade: #{first} iniziale" in desk.shown
        await desk.keys("escape", "n")
        await desk.until(lambda: f"Nota su {named} · la vediamo solo noi" in desk.shown)
        await desk.keys("escape", "s")
        await desk.until(lambda: f"Gravità di {named}" in desk.shown)
        await desk.keys("1")
        await desk.until(lambda: f"fra gli altri SUBITO IN RITARDO: #{second}" in desk.shown)


def test_answers_are_in_order_by_the_language_that_is_spoken() -> None:
    assert language_spoken() == "it"


async def test_a_refusal_and_an_empty_search_are_said_in_italian(scene: Scene) -> None:
    scene.mail("Accesso")
    async with sitting(scene) as desk:
        await desk.keys("S")
        await desk.says("non fatto: #")
        await desk.keys("slash")
        await desk.until(lambda: "parole, sev:1" in desk.shown)
        await desk.types("introvabile")
        await desk.until(lambda: "Nulla corrisponde: esc mostra tutto." in desk.shown)
        await desk.until(lambda: "Coda · 0 di 1 aperto" in desk.shown)


def test_what_goes_out_keeps_its_language(scene: Scene) -> None:
    number = scene.mail("Accesso", "Nessuno riesce a entrare.")
    view, board = scene.view(number), scene.board()
    original = Original(board.policy.hours.zone)
    original.message = answered(view.messages)
    assert original.quoted().startswith("Marta Rossi, Mon 23 Nov 10:42 wrote:")
    filled = places(view.line, view, board, "Jana", scene.clock.at)
    assert filled["due"] == "Mon 23 Nov 12:42"
    assert said(scene.clock.at, board.policy.hours.zone) == "lun 23 nov 10:42"
    kept = scene.do(Note(number, "chiesto a Pavel")).change.events[0]
    assert (kept.what.value, kept.detail) == ("noted", "")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("domani 10:00", 24),
        ("tomorrow 10:00", 24),
        ("oggi 11:00", 23),
        ("ven 16:30", 27),
        ("venerdì 16:30", 27),
        ("fri 16:30", 27),
    ],
)
def test_a_day_is_understood_as_it_is_said_here(typed: str, day: int) -> None:
    assert by_when(typed, NOW, ROME).astimezone(ROME).day == day


@pytest.mark.parametrize(("typed", "day"), [("ieri 16:40", 22), ("yesterday 16:40", 22)])
def test_yesterday_is_understood_in_both(typed: str, day: int) -> None:
    moment = typed_moment(typed, NOW, ROME)
    assert moment is not None
    assert moment.astimezone(ROME).day == day


def test_a_day_nobody_says_is_none() -> None:
    with pytest.raises(BadInput):
        typed_moment("domenica 16:40", NOW, ROME)
    with pytest.raises(BadInput):
        by_when("dopodomani 10:00", NOW, ROME)


def test_lengths_days_and_signs_are_said_in_italian() -> None:
    assert two_units(timedelta(days=1, hours=3)) == "1g 03h"
    assert day_name(date(2026, 11, 23)) == "lun 23 nov"
    assert duration_words(parse_duration("1 business day")) == "1 giorno lavorativo"
    assert duration_words(parse_duration("30 minutes")) == "30 minuti"
    assert "arrivato per e-mail" in [_(what) for _sign, what in LEGEND]


def test_only_reasons_of_our_own_are_said_otherwise(scene: Scene) -> None:
    message = scene.messages(scene.mail(sender=MARTA))[0]
    call = replace(message, kind=Kind.CALL, why="reached nobody")
    assert why_said(call) == "nessuno raggiunto"
    assert why_said(replace(call, why="reached nobody: no answer")).startswith("nessuno raggiunto")
    assert why_said(replace(message, kind=Kind.AUTOMATIC, why="own mail")) == "posta nostra"
    assert why_said(replace(message, why="list")) == "list"


async def test_reminders_are_told_in_italian_and_kept_as_they_were_written(scene: Scene) -> None:
    scene.do(SetSeverity(scene.mail("Accesso"), 1, "tutti fermi"))
    scene.clock.on(minutes=70)
    scene.do(Sweep())
    kept = scene.board().reminders
    assert "#101 Accesso: breached" in [one.text for one in kept]
    async with sitting(scene) as desk:
        await desk.until(lambda: f"{len(kept)} promemoria: !" in desk.shown)
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "#101 Accesso: scaduto" in desk.shown)
        await desk.until(lambda: "tra 15 minuti" in desk.shown)
