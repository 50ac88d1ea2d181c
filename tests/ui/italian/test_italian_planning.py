"""Calendar, callbacks and help in Italian: nothing of the original is left."""

from pathlib import Path

import pytest

from tests.ui.acting.planning import booked, busy
from tests.ui.acting.stage import SAM, SIZES, Scene, Sitting, sitting
from tests.ui.acting.test_act_callbacks import rang
from tests.ui.italian.reading import left_over, words_of
from vipdesk.verbs import ACTS

pytestmark = pytest.mark.usefixtures("italian")


async def says(desk: Sitting, *words: str) -> None:
    """Go on once all of it is on screen."""
    await desk.until(lambda: all(one in words_of(desk.shown) for one in words))


@pytest.mark.parametrize("size", SIZES)
async def test_the_calendar_is_in_italian(scene: Scene, size: tuple[int, int]) -> None:
    booked(scene, "24 10:00", subject="Regole")
    busy(scene, "Pranzo")
    async with sitting(scene, size) as desk:
        await desk.keys("C")
        await says(desk, "Calendario · lun 23 nov", "◷ training", "? aiuto")
        assert left_over(desk.shown) == []
        if size != SIZES[-1]:
            await says(desk, "b prenota B impegno X rimuovi", "t oggi → avanti ← indietro")
            assert "…" not in desk.shown
        await desk.keys("c")
        await says(desk, "non fatto: prima seleziona una chiamata prenotata")
        await desk.keys("d")
        await says(desk, "Calendario · lun 23 nov 2026")
        assert left_over(desk.shown) == []


async def test_an_empty_calendar_says_so_in_italian(scene: Scene) -> None:
    async with sitting(scene, SIZES[1]) as desk:
        await desk.keys("C")
        await says(desk, "Niente in calendario in questi giorni: b prenota una chiamata.")
        await desk.keys("escape", "v")
        await says(desk, "Nessuno attende una chiamata. M ne inserisce una persa")
        assert left_over(desk.shown) == []


@pytest.mark.parametrize("size", SIZES)
async def test_callbacks_are_in_italian(
    scene: Scene, tmp_path: Path, size: tuple[int, int]
) -> None:
    rang(scene, tmp_path)
    async with sitting(scene, size) as desk:
        await desk.keys("v")
        await says(desk, "Richiamate", "entro 11:12", "r raggiunto")
        assert left_over(desk.shown) == []
        await desk.keys("p")
        await says(desk, "non fatto: nessun lettore audio: s salva la registrazione")


@pytest.mark.parametrize("size", SIZES)
async def test_the_help_of_the_calendar_is_in_italian(scene: Scene, size: tuple[int, int]) -> None:
    booked(scene, "24 10:00", subject="Regole")
    async with sitting(scene, size) as desk:
        await desk.keys("C", "question_mark")
        await says(desk, "Tasti e segni", "scrivi che cosa cerchi", "Un ticket su o giù")
        assert left_over(desk.shown) == []
        await desk.types("lavorativa")
        await says(desk, "Tempo rimasto", "come in 1g 03h")
        await desk.types("xyz")
        await says(desk, "Qui non c'è nulla su questo")


async def test_a_ticket_that_is_not_there_and_a_kept_draft_are_told_in_italian(
    scene: Scene,
) -> None:
    number = scene.mail("Accesso", "Nessuno riesce a entrare.")
    scene.mail("Ritorno", sender=SAM)
    async with sitting(scene) as desk:
        await desk.keys("number_sign")
        await says(desk, "Vai al ticket")
        await desk.types("999")
        await desk.keys("enter")
        await desk.says("non fatto: il ticket #999 non esiste")
        await desk.keys(next(act.key for act in ACTS if act.action == "answer"))
        await says(desk, "la tua risposta")
        await desk.types("Ciao")
        await desk.keys("escape")
        await desk.says(f"bozza salvata su #{number}: a la riprende")


async def test_what_was_found_is_headed_in_italian(scene: Scene) -> None:
    scene.mail("Accesso")
    async with sitting(scene, SIZES[-1]) as desk:
        await desk.keys("slash")
        await desk.types("is:resolved")
        await says(desk, "risolti · nessuno", "Nulla corrisponde: esc mostra tutto.")
