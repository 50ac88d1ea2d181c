"""A watcher in Italian, at every size: the badge, the queue, and a ticket read alone."""

import pytest

from tests.ui.italian.reading import words_of
from tests.ui.watching.stage import (
    SMALL,
    SMALLEST,
    WIDE,
    a_watch,
    monday,
    morning_of,
    press,
    ready,
    seen,
)

pytestmark = pytest.mark.usefixtures("italian")
SIZES = [WIDE, SMALL, SMALLEST]


@pytest.mark.parametrize("size", SIZES)
async def test_a_watcher_sees_that_nothing_can_be_done(size: tuple[int, int]) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        top = seen(pilot).splitlines()[0]
        assert "SOLA LETTURA" in top
        assert "10:42" in top
        assert "apert" in top
        assert "Coda · " in seen(pilot)
        assert "in pausa" in seen(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_a_ticket_is_told_in_italian(size: tuple[int, int]) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        app.board_screen.open_ticket(104)
        told = words_of(await press(pilot, "home"))
        assert "1 Critical · aperto" in told
        assert "iniziale ■ scade 10:30 · 0h 12m di ritardo" in told
        while "nota · Jana" not in told:
            before, told = told, words_of(await press(pilot, "space"))
            assert told != before, "the note never came"
        told += words_of(await press(pilot, "end"))
        assert "nessuno raggiunto" in told


async def test_a_ticket_is_searched_in_italian() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        app.board_screen.open_ticket(104)
        await press(pilot, "home")
        assert "parole in questo ticket" in await press(pilot, "slash")
        assert "1 di " in await press(pilot, *"pavel")
        assert "non c'è qui" in await press(pilot, *"zzz")


@pytest.mark.parametrize(
    ("size", "day"),
    [((200, 50), " · 4 in scadenza oggi, restano 6h 18m ─"), (SMALL, " · 4 scad., 6h 18m ─")],
)
async def test_how_the_day_stands_is_told_in_italian(size: tuple[int, int], day: str) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        assert day in seen(pilot)
        assert " più stretto: 2 entro 10:46, 2m l'uno ─╯" in seen(pilot)
