"""Every mistake in a policy file is named with its place and its mend."""

from collections.abc import Callable

import pytest

Refusal = Callable[[str], str]
Changed = Callable[..., str]

INITIAL_3 = 'initial = "2 business hours"'
MONDAY = 'monday = ["09:00-17:00"]'
SPECIAL = '[[hours.special]]\ndate = "{}"\nintervals = {}\n'


def special(*days: tuple[str, str]) -> tuple[str, str]:
    return "[severity.1]", "".join(SPECIAL.format(*day) for day in days) + "[severity.1]"


MISTAKES: list[tuple[tuple[str, str], str, str]] = [
    # what is changed, the place that is named, the mend (or what leads to it)
    (("[service]", "[services]"), "services", "did you mean service?"),
    (("[bands]", "[palette]"), "palette", "the keys here are service"),
    (("[escalation]\n", "[escalation]\nafter = 1\n"), "escalation.after", "accept_within"),
    (("timezone", "time_zone"), "hours.time_zone", "did you mean timezone?"),
    (("monday", "Monday"), "hours.Monday", "did you mean monday?"),
    (("\nfollow_up", "\nfollowup"), "severity.1.followup", "did you mean follow_up?"),
    (("[channel.email]", "[channel.e-mail]"), "channel.e-mail", "did you mean email?"),
    (("[channel.manual]", "[channel.fax]"), "channel.fax", "the keys here are email, voicemail"),
    (("urgent = 0.8", "urgnet = 0.8"), "bands.urgnet", "did you mean urgent?"),
    (("notice", "notise"), "bookings.notise", "did you mean notice?"),
    (("\nwarn = 0.5", ""), "bands.warn is missing", "add warn = 0.5"),
    (('timezone = "Europe/Bratislava"', ""), "hours.timezone is missing", 'add timezone = "Europe'),
    (('\nname = "Critical"', ""), "severity.1.name is missing", 'add name = "Standard"'),
    ((f"\n{INITIAL_3}", ""), "severity.3.initial is missing", 'add initial = "2 business hours"'),
    (("\nfee_eur_per_month = 1000", ""), "service.fee_eur_per_month is missing", "= 1000"),
    (("\ndefault_severity = 3", ""), "tickets.default_severity is missing", "= 3"),
    (
        ('[channel.chat]\nstarts = "immediate"', "[channel.chat]"),
        "channel.chat.starts",
        "immediate",
    ),
    (('[escalation]\naccept_within = "15 minutes"', ""), "escalation is missing", "[escalation]"),
    (('aim = "1 business hour"', ""), "callbacks.aim is missing", 'add aim = "1 business hour"'),
    (('name = "VIP dedicated support"', "name = 7"), "service.name", "7 is not in quotes"),
    (('"VIP dedicated support"', '""'), "service.name", "nothing in the quotes"),
    (('"VIP dedicated support"', '"VIP\\u001b[31m"'), "service.name", "one plain line"),
    (('"Critical"', '"Criti\\u202ecal"'), "severity.1.name", "one plain line"),
    (('"Critical"', '"Criti\\ncal"'), "severity.1.name", "one plain line"),
    (('plan = "All-inclusive"', "plan = true"), "service.plan", "true is not in quotes"),
    (("= 1000", "= -1"), "service.fee_eur_per_month", "write 0 or more"),
    (("= 1000", "= 999.5"), "service.fee_eur_per_month", "not a whole number; write 1000"),
    (("= 1000", "= true"), "service.fee_eur_per_month", "true is not a whole number"),
    (("= 1000", '= "1000"'), "service.fee_eur_per_month", '"1000" is not a whole number'),
    (
        ("Europe/Bratislava", "Europe/Bratislave"),
        "hours.timezone",
        "did you mean Europe/Bratislava?",
    ),
    (
        ("Europe/Bratislava", "europe/bratislava"),
        "hours.timezone",
        "did you mean Europe/Bratislava?",
    ),
    (("Europe/Bratislava", "Mars/Olympus"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "Europe"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "/etc/passwd"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "../../etc/passwd"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "localtime"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "right/UTC"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "tzdata.zi"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "zone.tab"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "UTC\\u0000"), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", ""), "hours.timezone", "is no IANA time zone"),
    (("Europe/Bratislava", "Európa/Bratislava"), "hours.timezone", "is no IANA time zone"),
    (('"Europe/Bratislava"', "1"), "hours.timezone", "1 is not in quotes"),
    ((MONDAY, 'monday = "09:00-17:00"'), "hours.monday", 'not a list; write ["09:00-17:00"]'),
    ((MONDAY, "monday = [9]"), "hours.monday[1]", '9 is not in quotes; write "09:00-17:00"'),
    ((MONDAY, 'monday = ["9-17"]'), "hours.monday[1]", 'no interval "HH:MM-HH:MM"'),
    ((MONDAY, 'monday = ["9:00-17:00"]'), "hours.monday[1]", 'write "09:00-17:00"'),
    ((MONDAY, 'monday = ["09:00 - 17:00"]'), "hours.monday[1]", 'write "09:00-17:00"'),
    ((MONDAY, 'monday = ["09:00-17:00\\n"]'), "hours.monday[1]", 'write "09:00-17:00"'),
    ((MONDAY, 'monday = ["17:00-09:00"]'), "hours.monday[1]", "ends before it starts; write the"),
    ((MONDAY, 'monday = ["22:00-06:00"]'), "hours.monday[1]", 'past midnight, end at "24:00"'),
    ((MONDAY, 'monday = ["09:00-09:00"]'), "hours.monday[1]", "write a later end"),
    ((MONDAY, 'monday = ["09:00-24:01"]'), "hours.monday[1]", "write 00:00 to 24:00"),
    ((MONDAY, 'monday = ["09:00-24:00:01"]'), "hours.monday[1]", "write 00:00 to 24:00"),
    ((MONDAY, 'monday = ["09:60-17:00"]'), "hours.monday[1]", "write 00:00 to 24:00"),
    ((MONDAY, 'monday = ["09:00-17:00:60"]'), "hours.monday[1]", "write 00:00 to 24:00"),
    (
        (MONDAY, 'monday = ["09:00-12:00", "11:00-17:00"]'),
        "hours.monday[2]",
        'overlaps hours.monday[1] "09:00-12:00"; join the two',
    ),
    ((MONDAY, 'monday = ["13:00-17:00", "09:00-13:01"]'), "hours.monday[1]", "overlaps"),
    ((MONDAY, 'monday = ["09:00-17:00", "09:00-17:00"]'), "hours.monday[2]", "overlaps"),
    (("closed = []", "closed = [2026-12-24]"), "hours.closed[1]", 'write "2026-12-24"'),
    (("closed = []", 'closed = ["24.12.2026"]'), "hours.closed[1]", 'no day "YYYY-MM-DD"'),
    (("closed = []", 'closed = ["2026-02-30"]'), "hours.closed[1]", "is in no calendar"),
    (("closed = []", 'closed = ["20261224"]'), "hours.closed[1]", 'no day "YYYY-MM-DD"'),
    (
        ("closed = []", 'closed = ["2026-12-24", "2026-12-24"]'),
        "hours.closed[2]",
        "given twice; keep one",
    ),
    (("closed = []", 'closed = "2026-12-24"'), "hours.closed", "not a list"),
    (('holidays = ""', 'holidays = "Slovakia"'), "hours.holidays", 'write "SK", "DE-BY"'),
    (('holidays = ""', 'holidays = "DE-XX"'), "hours.holidays", 'write "SK", "DE-BY"'),
    (('holidays = ""', 'holidays = "sk"'), "hours.holidays", 'write "SK", "DE-BY"'),
    (('holidays = ""', "holidays = false"), "hours.holidays", "false is not in quotes"),
    (special(("2026-12-31", '"09:00-12:00"')), "hours.special[1].intervals", "not a list"),
    (special(("2026-12-31", '["12:00-09:00"]')), "hours.special[1].intervals[1]", "ends before"),
    (special(("31 Dec", "[]")), "hours.special[1].date", 'write "2026-12-31"'),
    (
        special(("2026-12-31", "[]"), ("2026-12-31", '["09:00-12:00"]')),
        "hours.special[2].date",
        "given twice; keep one",
    ),
    (
        ("closed = []", 'closed = ["2026-12-31"]\nspecial = [{date="2026-12-31", intervals=[]}]'),
        "hours.closed[1]",
        "hours of its own in hours.special; keep one",
    ),
    (("closed = []", 'special = [{date = "2026-12-31"}]'), "hours.special[1].intervals", "add"),
    (("closed = []", 'special = {date = "2026-12-31"}'), "hours.special", "not a list"),
    (("closed = []", 'special = ["2026-12-31"]'), "hours.special[1]", "not a table"),
    (("closed = []", "special = [{day = 1}]"), "hours.special[1].day", "keys here are date"),
    (("[severity.1]", "[severity.0]"), "severity.0", "number from 1 to 99; write [severity.1]"),
    (("[severity.1]", "[severity.critical]"), "severity.critical", "number from 1 to 99"),
    (("[severity.1]", "[severity.01]"), "severity.01", "number from 1 to 99"),
    (("[severity.1]", "[severity.-1]"), "severity.-1", "number from 1 to 99"),
    (("[severity.1]", "[severity.100]"), "severity.100", "number from 1 to 99"),
    (("[severity.1]", "[[severity.1]]"), "severity.1", "not a table"),
    ((INITIAL_3, 'initial = "2 work hours"'), "severity.3.initial", 'write "<n> [business]'),
    ((INITIAL_3, 'initial = "two hours"'), "severity.3.initial", 'write "<n> [business]'),
    ((INITIAL_3, "initial = 2"), "severity.3.initial", 'write "2 business hours"'),
    ((INITIAL_3, 'initial = "-2 hours"'), "severity.3.initial", 'write "<n> [business]'),
    ((INITIAL_3, 'initial = "1.5 hours"'), "severity.3.initial", 'write "<n> [business]'),
    ((INITIAL_3, f'initial = "{"9" * 20} days"'), "severity.3.initial", "use a smaller one"),
    ((INITIAL_3, 'initial = "999999999999 days"'), "severity.3.initial", "use a smaller number"),
    (('"2 business days"', '""'), "severity.3.follow_up", 'write "<n> [business]'),
    (('starts = "next opening"', 'starts = "soon"'), "channel.email.starts", '"next opening" or'),
    (('starts = "next opening"', "starts = 9"), "channel.email.starts", '"next opening" or'),
    (("= 3              #", "= 6 #"), "tickets.default_severity", "write one of 1, 2, 3, 4, 5"),
    (("= 3              #", '= "3" #'), "tickets.default_severity", "not a whole number; write 3"),
    (("= 3              #", "= true #"), "tickets.default_severity", "true is not a whole number"),
    (('"14 days"', '"a fortnight"'), "tickets.reopen_within", 'write "<n> [business]'),
    (('"5 seconds"', '"5 business seconds"'), "tickets.send_hold", 'write "5 seconds"'),
    (("warn = 0.5", "warn = 0.9"), "bands.warn", "write warn no higher than urgent"),
    (("warn = 0.5", "warn = 50"), "bands.warn", "not from 0 to 1; write 0.5"),
    (("warn = 0.5", "warn = -0.1"), "bands.warn", "not from 0 to 1"),
    (("warn = 0.5", "warn = nan"), "bands.warn", "not from 0 to 1"),
    (("warn = 0.5", "warn = true"), "bands.warn", "true is not a number; write 0.5"),
    (("urgent = 0.8", "urgent = inf"), "bands.urgent", "not from 0 to 1; write 0.8"),
    (("urgent = 0.8", 'urgent = "80 %"'), "bands.urgent", "is not a number"),
    (('training = "60 minutes"', "training = 60"), "bookings.kinds.training", 'write "30 minutes"'),
    (('training = "60 minutes"', 'training = "0 minutes"'), "bookings.kinds.training", "no length"),
    (
        ('training = "60 minutes"', 'training = "1 business hour"'),
        "bookings.kinds.training",
        "can't be business time here",
    ),
    (('training = "60', '"\\u001b" = "60'), "bookings.kinds", "needs a plain name"),
    (("# the soonest", "\nkind = 1 #"), "bookings.kind", "did you mean kinds?"),
    (('"10 minutes"', '"-10 minutes"'), "bookings.buffer", 'write "<n> [business]'),
    (('"10 minutes"', '"10 business minutes"'), "bookings.buffer", 'write "10 minutes"'),
    (('"60 days"', '"60 dyas"'), "bookings.horizon", 'write "<n> [business]'),
    (('confirm = "automatic"', 'confirm = "maybe"'), "bookings.confirm", '"automatic" or "agent"'),
    (("guests = 5", "guests = -1"), "bookings.guests", "write 0 or more"),
    (("guests = 5", "guests = 21"), "bookings.guests", "write 20 or less"),
    (('"15 minutes"', '"15 m"'), "escalation.accept_within", 'write "<n> [business]'),
    (("most_an_hour = 30", "most_an_hour = 0"), "mail.most_an_hour", "write 1 or more"),
    (("most_an_hour = 30", 'most_an_hour = "30"'), "mail.most_an_hour", "write 30"),
    (("most_an_hour = 30", "most_an_hours = 30"), "mail.most_an_hours", "mean most_an_hour?"),
    (("most_an_hour = 200", "most_an_hour = 0"), "chat.most_an_hour", "write 1 or more"),
    (
        ('mail_after = "10 minutes"', 'mail_after = "1 business hour"'),
        "chat.mail_after",
        "can't be business time here",
    ),
    (('mail_after = "10', 'mail_afer = "10'), "chat.mail_afer", "mean mail_after?"),
]


@pytest.mark.parametrize(("change", "place", "mend"), MISTAKES)
def test_a_mistake_is_named_with_its_place_and_its_mend(
    change: tuple[str, str], place: str, mend: str, changed: Changed, refusal: Refusal
) -> None:
    said = refusal(changed(change))
    assert said.startswith(f"house.toml: {place}")
    assert mend in said
