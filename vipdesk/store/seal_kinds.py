"""What an act seals beside the queue.

Old seals are checked for ever: what is said here of a kind never changes, a column that comes
later needs a kind of its own.
"""

from vipdesk.store.seals import ALL, Part, Sealed

SENT = "CASE delivery WHEN 'leaving' THEN 'queued' ELSE delivery END"
"""That a mail is being handed over is nobody's act: until it has left it waits."""

FACTS = Part(
    "fact",
    "ticket",
    "number, what, at, channel, noticed, status, level, answer, struck, until, clock_kind,"
    " clock_start, waits_since",
    "ticket, number",
)
VERDICTS = Part(
    "verdict",
    "ticket",
    "kind, opened_by, closed_by, start, ended, severity, target, length, used, outcome,"
    " policy_version, arithmetic, void, due",
    "ticket, kind, opened_by, closed_by",
)
COURSE = Sealed("course", "what moved the clock of #{key}, or its verdicts,", (FACTS, VERDICTS))
CAUSE = Sealed(
    "cause",
    "a cause of #{key}",
    (Part("cause", "ticket", "kind, opened_by, text, at, who", "ticket, kind, opened_by"),),
)
PEOPLE = Sealed(
    "colleague",
    "who works here, and as what,",
    (
        Part(
            "colleague",
            ALL,
            "number, name, address, role, skills, hours, away, active, logins",
            "number",
        ),
    ),
)
DESK = Sealed(
    "desk",
    "whose desk it is",
    (
        Part(
            "desk",
            ALL,
            "client, plan, vip_from, vip_until, domains, agent, agent_address, policy_version",
            "id",
        ),
    ),
)
POLICIES = Sealed(
    "policies",
    "a policy that was in force",
    (Part("policy", ALL, "version, text, since", "version"),),
)
HANDOVER = Sealed(
    "handover",
    "hand-over sheet {key}",
    (
        Part(
            "handover",
            "number",
            "at, who, giver, taker, back, begins, until, status, signed, signed_by, sheet",
            "number",
        ),
    ),
)
CALLBACK = Sealed(
    "callback",
    "callback {key}",
    (
        Part(
            "callback",
            "number",
            "channel, external_id, caller, caller_address, phone, shown, received, length, urgent,"
            " mailbox, transcript, remark, heard, next_try, ticket, closed",
            "number",
        ),
        Part("callback_attempt", "callback", "number, at, who, outcome, note", "callback, number"),
        Part("recording", "callback", "place, name, media_type, size, digest", "callback, place"),
    ),
)
PLACED = Sealed(
    "placed",
    "where message {key} is, or what came with it,",
    (
        Part(
            "message",
            "number",
            "ticket, why, fact, external_id, message_id, refers_to, came_from",
            "number",
        ),
        Part("attachment", "message", "place, name, media_type, size, digest", "message, place"),
    ),
)

DELIVERY = Sealed(
    "delivery",
    "whether message {key} has left, or why not,",
    (Part("message", "number", f"{SENT}, why", "number"),),
)
NOTICE = Sealed(
    "notice",
    "a mail to a senior about escalation {key}, or whether it has left,",
    (
        Part(
            "notice",
            "escalation",
            f"number, name, address, subject, text, at, {SENT}",
            "escalation, number",
        ),
    ),
)
BOOKING = Sealed(
    "booking",
    "booking {key}",
    (
        Part(
            "booking",
            "number",
            'number, kind, start, "end", buffer, guest, guest_address, subject, status, uid,'
            " sequence, ticket, outcome",
            "number",
        ),
    ),
)
GUESTS = Sealed(
    "guests",
    "who else comes to booking {key}",
    (Part("booking", "number", "number, others", "number"),),
)
INVITATION = Sealed(
    "invitation",
    "an invitation to booking {key}, or whether it has left,",
    (
        Part(
            "invitation",
            "booking",
            f'number, method, sequence, at, start, "end", {SENT}',
            "booking, number",
        ),
    ),
)
INTRODUCTION = Sealed(
    "introduction",
    "what the client was told of hand-over {key}",
    (
        Part(
            "introduction",
            "handover",
            f"number, name, address, author, language, subject, text, at, {SENT}",
            "handover, number",
        ),
    ),
)
RECEIPT = Sealed(
    "receipt",
    "note of receipt {key}, or whether it has left,",
    (
        Part(
            "acknowledgement",
            "number",
            f"number, ticket, message, name, address, language, at, opens, due, {SENT}",
            "number",
        ),
    ),
)
BUSY = Sealed(
    "busy",
    "when the agent is busy or away, and who stands in,",
    (
        Part(
            "busy",
            ALL,
            "number, uid, title, begins, ends, zone, all_day, repeat, every, weekdays, until,"
            " except_on, away, cover",
            "number",
        ),
    ),
)
CONTACTS = Sealed(
    "contacts",
    "who is of the client, by which numbers, clocks and languages,",
    (
        Part("contact", ALL, "address, name, place, stranger", "address"),
        Part("contact_phone", ALL, "number, address, shown", "number"),
        Part("contact_zone", ALL, "address, zone", "address"),
        Part("contact_language", ALL, "address, language", "address"),
    ),
)
REMINDER = Sealed(
    "reminder",
    "reminder {key}",
    (
        Part(
            "reminder",
            "number",
            "number, about, subject, occasion, due, text, fired, done",
            "number",
        ),
    ),
)
ALARM = Sealed(
    "alarm",
    "what was told off the terminal ({key})",
    (
        Part(
            "alarm",
            "number",
            "number, cause, ticket, person, since, at, subject, text, delivery, tries, told,"
            " next_try",
            "number",
        ),
    ),
)

KINDS = (
    *(COURSE, CAUSE, PEOPLE, DESK, POLICIES, HANDOVER, CALLBACK, PLACED),
    *(DELIVERY, NOTICE, BOOKING, GUESTS, INVITATION, INTRODUCTION, RECEIPT, BUSY, CONTACTS),
    *(REMINDER, ALARM),
)
