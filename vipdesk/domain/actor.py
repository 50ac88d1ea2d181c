"""Whose acts a process's are: who is named, else whom its system user belongs to, else the agent.

A user that belongs to somebody acts for nobody else, but for the agent's own: there the keys of
all the others may be, each bound to a name.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.colleagues import Colleague, Role, named
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.language import _
from vipdesk.domain.names import same
from vipdesk.domain.text import clean_line

LONGEST_NAME = 60


class Actor(Struct, frozen=True):
    """Who acts, in which role, and their number among our people.

    `at_own_desk` is the agent whose desk it is, who may be none of these; `in_own_name` where they
    were named, and act as nobody else also while another has the desk.
    """

    name: str
    role: Role = Role.DEDICATED
    number: int = 0
    at_own_desk: bool = False
    in_own_name: bool = False

    @property
    def who(self) -> str:
        """The name that their acts are done under; empty for whoever has the desk."""
        return "" if self.at_own_desk and not self.in_own_name else self.name

    @property
    def called(self) -> str:
        """Their name, fit to be shown."""
        return clean_line(self.name, LONGEST_NAME)


def acting(people: tuple[Colleague, ...], agent: str, name: str, login: str) -> Actor:
    """Whose acts these are; raises BadInput for a name that nobody has, Refusal."""
    owner = _owner(people, login)
    mine = None if owner is None else actor_named(people, agent, owner.name)
    if not name.strip():
        return mine or actor_named(people, agent, agent)
    wanted = actor_named(people, agent, name)
    if mine is not None and not mine.at_own_desk and mine.name != wanted.name:
        raise Refusal(
            _("{login} is the account of {owner}: it can't act as {name}").format(
                login=clean_line(login, LONGEST_NAME), owner=mine.called, name=wanted.called
            )
        )
    return replace(wanted, in_own_name=wanted.at_own_desk)


def actor_named(people: tuple[Colleague, ...], agent: str, name: str) -> Actor:
    """Who is called that, in whatever case, in the role that they have now."""
    known = named(people, name)
    if same(name, agent):
        return Actor(agent, at_own_desk=True)
    if known is None:
        raise BadInput(
            _("nobody here is called {name}: there is {names}").format(
                name=clean_line(name, LONGEST_NAME), names=_everybody(people, agent)
            )
        )
    if not known.active:
        raise Refusal(_removed(known.name))
    return Actor(known.name, known.role, known.number)


def why_over(actor: Actor, people: Iterable[Colleague]) -> str:
    """Why what was opened for somebody has to end, from those who are here now; else nothing."""
    if actor.at_own_desk:
        return ""
    known = next((one for one in people if one.number == actor.number and one.active), None)
    if known is None:
        return _removed(actor.name)
    if known.role is actor.role:
        return ""
    return _("{name} is {role} now: open vipdesk again").format(
        name=actor.called, role=_(known.role.words)
    )


def _removed(name: str) -> str:
    return _("{name} was removed, and may do nothing here").format(
        name=clean_line(name, LONGEST_NAME)
    )


def _owner(people: tuple[Colleague, ...], login: str) -> Colleague | None:
    """Whose system user it is: of those who left only where it is nobody else's."""
    theirs = [one for one in people if login and login in one.logins]
    return next((one for one in theirs if one.active), next(iter(theirs), None))


def _everybody(people: tuple[Colleague, ...], agent: str) -> str:
    names = dict.fromkeys([agent, *(one.name for one in people if one.active)])
    return ", ".join(clean_line(name, LONGEST_NAME) for name in names)
