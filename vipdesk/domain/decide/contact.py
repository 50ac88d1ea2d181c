"""Who calls from which number, and who is a contact of the client."""

from msgspec.structs import replace

from vipdesk.domain.busy import is_zone
from vipdesk.domain.callback import CallbackStatus
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import NameCaller, SetContact
from vipdesk.domain.decide.ticket import happened
from vipdesk.domain.errors import BadInput
from vipdesk.domain.event import Event, What
from vipdesk.domain.language import N_, _
from vipdesk.domain.people import Contact, Person, Phone, is_language, mail_address
from vipdesk.domain.text import clean_line

LONGEST_NAME = 200


def set_contact(command: SetContact, here: Circumstances) -> Change:
    """Make somebody a contact, under a name, with numbers that they call from."""
    person = _contact(command.address, command.name, here)
    phones = tuple(Phone(person.address, number, shown) for number, shown in command.phones)
    if command.zone and not is_zone(command.zone):
        shown = clean_line(command.zone, 60)
        raise BadInput(
            _("zone: {zone} is no IANA time zone: give one like Europe/Lisbon").format(zone=shown)
        )
    spoken = command.language.strip().lower()
    if spoken and not is_language(spoken):
        shown = clean_line(command.language, 60)
        raise BadInput(
            _("language: {language} is no language's code: give one like it or de").format(
                language=shown
            )
        )
    more = [word for word in (command.zone, spoken) if word]
    said = ", ".join([person.called, *(phone.shown for phone in phones), *more])
    return Change(
        contact=_kept(person, here),
        phones=phones,
        zone=(person.address, command.zone) if command.zone else None,
        language=(person.address, spoken) if spoken else None,
        events=(happened(here, What.CONTACT_SET, None, said),),
    )


def name_caller(command: NameCaller, here: Circumstances) -> Change:
    """The caller is this contact; so is who else called from that number and still waits."""
    callback = here.the_callback()
    person = _contact(command.address, command.name, here)
    waiting = [c for c in here.same_phone if c.status is CallbackStatus.OPEN]
    theirs = tuple(replace(c, caller=person) for c in (callback, *waiting))
    phones = (Phone(person.address, callback.phone, callback.shown),) if callback.phone else ()
    event = Event(
        here.now, What.CALLER_NAMED, here.who, callback.ticket, person.called, None, callback.number
    )
    return Change(callbacks=theirs, contact=_kept(person, here), phones=phones, events=(event,))


def _contact(address: str, name: str, here: Circumstances) -> Person:
    wanted = mail_address(address, N_("contact"))
    known = here.client.contact(wanted)
    said = clean_line(name, LONGEST_NAME) or (known.name if known else "")
    return Person(said, wanted)


def _kept(person: Person, here: Circumstances) -> Contact | None:
    """What is to be saved of the contact; nothing where the list says so already."""
    return None if person in here.client.contacts else Contact(person)
