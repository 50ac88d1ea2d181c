"""Who may stand in: a cover, who is known as one."""

from vipdesk.domain.colleagues import Colleague, Role, named
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.language import _
from vipdesk.domain.names import alike
from vipdesk.domain.text import clean_line


def cover_named(name: str, people: tuple[Colleague, ...]) -> Colleague:
    """The cover who is called that; Refusal for somebody of another role, BadInput for nobody."""
    found = named(people, name)
    if found is not None and found.active and found.role is not Role.COVER:
        raise Refusal(
            _("{name} is {role}, and no cover: name a cover").format(
                name=clean_line(found.name, 60), role=_(found.role.words)
            )
        )
    meant = next((one for one in people if one.active and alike(one.name, name)), None)
    if found is None and meant is not None:
        raise Refusal(
            _("{name} is not known: do you mean {other}?").format(
                name=clean_line(name, 60), other=clean_line(meant.name, 60)
            )
        )
    if found is None or not found.active:
        raise BadInput(
            _('{name} is not known as a cover: `vipdesk people add "{name}" --role cover`').format(
                name=clean_line(name, 60)
            )
        )
    return found
