"""A client who writes in a chat on the scene's store, and sees what comes there."""

from tests.ui.acting.stage import MARTA, Scene, Sitting
from vipdesk.desk import Desk
from vipdesk.domain.door_commands import Chat, MarkSeen
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Kind
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.visitor import door_identity
from vipdesk.policies import policy_for
from vipdesk.screens.chat import ChatPane
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer


class Client:
    """Somebody on the client's page."""

    def __init__(self, scene: Scene, who: Person = MARTA) -> None:
        self.who, self._scene, self._said = who, scene, 0
        writer = Writer(open_writer(scene.where), policy_for)
        self._desk = Desk(writer, scene.clock, visitor=who)
        scene.opened.append(self._desk)

    def says(self, text: str, ticket: int | None = None) -> int:
        """A word; the ticket it is on."""
        self._said += 1
        word = Inbound(
            channel=Channel.CHAT,
            external_id=door_identity(self.who.address, f"word-{self._said}"),
            sender=self.who,
            received=self._scene.clock.at,
            text=text,
        )
        found = self._desk.execute(Chat(word, ticket)).change.ticket
        assert found is not None
        return found.number

    def has(self, ticket: int, delivered: int, read: int = 0) -> None:
        """Messages up to these have come to the page, and were read there."""
        self._desk.execute(MarkSeen(ticket, self.who.address, delivered, read))


async def in_chat(desk: Sitting) -> ChatPane:
    """Open the chat of the ticket in hand; it has been read."""
    await desk.keys("a")
    return await chat_shown(desk)


async def chat_shown(desk: Sitting) -> ChatPane:
    """The chat that is open, once it has been read."""

    def shown() -> bool:
        top = desk.app.screen
        return isinstance(top, ChatPane) and top.view is not None

    await desk.until(shown)
    top = desk.app.screen
    assert isinstance(top, ChatPane)
    return top


def answers(scene: Scene, number: int) -> list[str]:
    """What we have said that stands."""
    said = (one for one in scene.messages(number) if one.kind is Kind.ANSWER and one.stands)
    return [one.text for one in said]


async def sent(desk: Sitting, number: int, count: int) -> None:
    """Go on once so many answers are stored, and the line is free."""
    pane = await chat_shown(desk)
    await desk.until(lambda: len(answers(desk.scene, number)) == count and not pane._sending)
    desk.bell.ring()
