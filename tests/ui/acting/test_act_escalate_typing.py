"""What is typed behind `e` is words: it changes no choice, and is glued to nothing."""

from tests.ui.acting.stage import Scene, in_one_burst, sitting
from tests.ui.acting.test_act_escalate import escalated, manned
from vipdesk.domain.commands import SetSeverity
from vipdesk.domain.escalation_commands import Escalate

__all__ = ["manned"]


async def test_what_is_typed_takes_the_place_of_the_first_words(manned: Scene) -> None:
    number = manned.mail(text="first line\n" + "more\n" * 12)
    manned.do(SetSeverity(number, 1, "down"))
    async with sitting(manned) as desk:
        await desk.keys("e")
        await desk.until(lambda: "reason      Login page returns 502" in desk.shown)
        await desk.keys(*"down", "enter")
        await desk.says(f"#{number} is escalated to")
    assert escalated(manned, number).reason == "down"


async def test_letters_are_words_and_change_no_choice(manned: Scene) -> None:
    number = manned.mail()
    manned.do(Escalate(number, "the proxy"))
    async with sitting(manned) as desk:
        await desk.keys("e", *"Pavel")
        await desk.until(lambda: "said        Pavel" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "say what happened first" in desk.shown)
        await desk.keys("down", "enter")
        await desk.until(lambda: "nothing is noted down with that" in desk.shown)
        await desk.keys("shift+tab", *"hln")
        assert "‹ Pavel Horák accepted ›" in desk.shown
        await desk.keys("down", "enter")
        await desk.says("is declined")
    assert escalated(manned, number).asked[0].why == "Pavel"


async def test_a_key_in_haste_knows_the_severity_that_was_just_set(manned: Scene) -> None:
    number = manned.mail(text="nobody can log in")
    async with sitting(manned) as desk:
        await desk.until(lambda: "nobody can log in" in desk.shown)
        in_one_burst(desk.app, "s", "1", "x", "enter", "e")
        await desk.until(lambda: "enter escalate" in desk.shown)
        await desk.until(lambda: "reason      Login page returns 502" in desk.shown)
    assert manned.view(number).line.severity == 1
