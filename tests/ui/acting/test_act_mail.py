"""What comes by mail, as the agent sees it: floods, notes, answers that failed, false claims."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.ui.acting.stage import MARTA, SAM, SIZES, Scene, sitting
from vipdesk.domain.commands import MarkSent, Receive, Reply
from vipdesk.domain.delivery_report import DeliveryReport, Fate
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.mail_light import Light, MailLight
from vipdesk.domain.people import Person
from vipdesk.domain.policy import MOST_AN_HOUR, Channel
from vipdesk.personal import Personal


def live(scene: Scene, sender: Person = MARTA, number: int = 0) -> Inbound:
    """A mail that comes in just now."""
    return Inbound(
        channel=Channel.EMAIL,
        external_id=f"live-{sender.address}-{number}",
        sender=sender,
        received=scene.clock.at,
        subject="Buy now",
        text="Please help.",
        message_id=f"live-{number}@acme.example.com",
        live=True,
    )


@pytest.mark.parametrize("size", SIZES)
async def test_a_flood_is_one_row_from_which_all_can_be_taken(
    scene: Scene, size: tuple[int, int]
) -> None:
    for number in range(MOST_AN_HOUR + 3):
        scene.do(Receive(live(scene, SAM, number)))
    async with sitting(scene, size) as desk:
        await desk.keys("U")
        await desk.until(lambda: "3 more of sam@elsewhere" in desk.shown)
        await desk.until(lambda: "more than 30 in an hour" in desk.shown)
        await desk.until(lambda: "take them all" in desk.shown)
        await desk.keys("m")
        await desk.until(lambda: scene.board().set_aside == 0)
        assert len(scene.board().lines) == MOST_AN_HOUR + 3
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)


async def test_an_acknowledgement_stands_on_the_ticket(scene: Scene) -> None:
    scene.clock.at += timedelta(days=(5 - scene.clock.at.weekday()) % 7)
    scene.do(Receive(live(scene)))
    async with sitting(scene, (160, 36)) as desk:
        await desk.until(lambda: "automatic · acknowledged to Marta Rossi" in desk.shown)
        assert "not sent yet" in desk.shown
        assert "it arrived; the desk opens Mon" in desk.shown
        assert "an answer is due Mon" in desk.shown


async def test_what_did_not_arrive_is_said_and_reminded_of(scene: Scene) -> None:
    number = scene.mail()
    answer = scene.do(Reply(number, "We are on it.")).change.messages[0]
    scene.do(MarkSent(answer.number))
    async with sitting(scene) as desk:
        report = DeliveryReport(
            fate=Fate.FAILED, message_id=answer.message_id, why="550 5.1.1 user unknown"
        )
        mailer = Person("Mail Delivery System", "mailer-daemon@mx.example.com")
        scene.do(
            Receive(replace(live(scene, mailer), origin=Origin.BOUNCE, report=report)),
        )
        desk.bell.ring()
        await desk.until(lambda: "the answer was not delivered" in desk.shown)
        await desk.until(lambda: "NOT DELIVERED" in desk.shown)
        assert "because: 550 5.1.1 user unknown" in desk.shown


async def test_the_line_of_an_answer_that_is_held_says_when_it_is_sent(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene, personal=Personal(mail=lambda: True)) as desk:
        await desk.keys("a")
        await desk.types("On it.")
        await desk.keys("ctrl+s")
        await desk.says("is held for 5 seconds, then sent · u undoes it")
        await desk.until(lambda: len(scene.messages(number)) == 2)
        scene.do(MarkSent(scene.messages(number)[-1].number))
        desk.bell.ring()
        await desk.until(lambda: desk.said == "#101: the answer to Marta Rossi is sent")


async def test_trouble_of_mail_is_no_act_that_failed_and_goes_when_it_is_over(
    scene: Scene,
) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        desk.app._say_trouble("mail: the server is away")
        await desk.until(lambda: desk.said == "mail: the server is away")
        desk.app._say_trouble("")
        await desk.until(lambda: desk.said == "")
        await desk.keys("r")
        await desk.says("#101 resolved")
        said = desk.said
        desk.app._say_trouble("")
        assert desk.said == said, "what was done stays to be read"


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_desk_says_where_mail_is_set_up(scene: Scene, size: tuple[int, int]) -> None:
    async with sitting(scene, size) as desk:
        desk.app.board_screen.mail = MailLight(Light.OFF, settings="~/.config/vipdesk/config.toml")
        said = "set in ~/.config/vipdesk/config.toml: `vipdesk mail set-up YOUR@ADDRESS` sets one."
        words = said.split()
        await desk.until(lambda: all(word in desk.shown for word in words))
        desk.app.board_screen.mail = MailLight(Light.WELL)
        await desk.until(lambda: "set-up" not in desk.shown)


async def test_an_empty_desk_says_why_nothing_comes(scene: Scene) -> None:
    async with sitting(scene) as desk:
        desk.app.board_screen.mail = MailLight(Light.TROUBLE, "the password is refused\x1b[2J")
        await desk.until(lambda: "✕ the password is refused␛[2J" in desk.shown)
        assert "Nobody of the client is known" not in desk.shown
        board = desk.app.board_screen.board
        assert board is not None
        nobody = replace(board.client, contacts=(), domains=frozenset())
        desk.app.board_screen.take(replace(board, client=nobody))
        await desk.until(lambda: "Nobody of the client is known yet" in desk.shown)


async def test_what_to_beware_of_stands_below_the_message(scene: Scene) -> None:
    elsewhere = (Person("Marta", "marta@evil.example.org"),)
    scene.do(Receive(replace(live(scene), reply_to=elsewhere)))
    async with sitting(scene) as desk:
        await desk.until(lambda: "beware: it wants answers at" in desk.shown)


async def test_a_claim_is_told_with_the_ticket_it_is_about(scene: Scene) -> None:
    number = scene.mail()
    answer = scene.do(Reply(number, "We are on it.")).change.messages[0]
    scene.do(Receive(replace(live(scene, SAM), references=(answer.message_id,))))
    async with sitting(scene) as desk:
        await desk.keys("J")
        await desk.until(lambda: f"beware: it claims to belong to #{number}" in desk.shown)
