"""The forms of what the desk writes into its records, the narrower first.

A place takes what its name says, numbers at the end of it apart; `said` is a record again.
"""

import re
from collections.abc import Mapping

from vipdesk.domain.callback import Outcome
from vipdesk.domain.colleagues import Role
from vipdesk.domain.event import What
from vipdesk.domain.explanation import PROMISES, SPOKEN, THE_CLOCK
from vipdesk.domain.facts import Status
from vipdesk.domain.language import DAYS, MONTHS, N_
from vipdesk.domain.timetable import DayKind

NAMED = re.compile(rf"\b(?:{'|'.join((*DAYS, *MONTHS))})\b")
"""A day or a month."""

_TIME = r"\d\d:\d\d(?::\d\d)?(?: [A-Z]{2,5}| [+-]\d\d)?"
_DAY = rf"(?:{'|'.join(DAYS)})(?: \d+ (?:{'|'.join(MONTHS)}))?(?: \d{{4}})?"
_MOMENT = rf"{_DAY}(?: {_TIME})?(?: \([\w/+-]+\))?"
_UNITS = "second|minute|hour|day"

TAKES_ANY = ".+"
KINDS: Mapping[str, str] = {
    "moment": _MOMENT,
    "span": rf"{_MOMENT}(?:-{_TIME}| - {_MOMENT})?",
    "length": r"[\d.]+ (?:h|min|s)(?: \d+ (?:min|s))*",
    "duration": rf"\d+ (?:business )?(?:{_UNITS})s?",
    "count": r"\d+",
    "ticket": r"\d+",
    "severity": r"\d+(?: \(.+?\))?",
    "version": r"[0-9a-f]+",
    "tickets": r"#\d+(?:, #\d+)*",
    "what": "|".join(re.escape(each.value) for each in What),
    "outcome": "|".join(re.escape(each.words) for each in Outcome),
    "status": "|".join(each.value for each in Status),
    "promise": "|".join(PROMISES.values()),
    "channel": "|".join((*SPOKEN.values(), THE_CLOCK)),
    "title": r".+?",
    "aside": "own mail|not of the client|auto-reply|bounce|list",
    "reason": "|".join(each.value for each in DayKind),
    "role": "|".join(each.words for each in Role),
}
"""What a place takes; any other takes all that stands there."""

_WHOLE = (
    *(N_("by hand"), N_("the client wrote again"), N_("nobody of the client")),
    *(N_("reached the client"), N_("reached nobody"), N_("the reason is not known")),
    *("answer", N_("note"), N_("call"), N_("escalation"), N_("promise withdrawn")),
    N_("an answer may not have arrived; nothing proves it"),
    *(N_("by us"), N_("by vendor"), N_("the agent decides")),
    *(N_("the ticket is resolved"), N_("undone"), N_("removed elsewhere")),
    *(N_("as it is here"), N_("as it is elsewhere"), N_("no longer there")),
    *(N_("NO_COLOR is set"), N_("somebody"), N_("unknown caller"), N_("busy"), N_("time off")),
    *(N_("own mail"), N_("not of the client"), N_("auto-reply"), N_("bounce"), N_("list")),
    N_("the recording is no audio that could be read: ask the caller"),
)
_DETAILS = (
    *("{moment}", "{outcome}", "{what}"),
    N_("goes on from #{ticket}"),
    N_("split from #{ticket}"),
    N_("split off as #{ticket}"),
    N_("continues #{ticket}"),
    N_("into #{ticket}"),
    N_("from #{ticket}"),
    N_("then {status}"),
    N_("to write by {moment}"),
    N_("promise to write by {moment}"),
    N_("{outcome}, next try {moment}"),
    N_("reached nobody: {outcome}"),
    N_("{count} from another calendar"),
    N_("{version} to {version2}: {count} tickets move, {count2} overdue by it"),
    N_("{version} to {version2}: {count} tickets move"),
    N_("{count} to {count2}: {why}"),
    N_("{count} to {count2}"),
    N_("{moment} there"),
    N_("{kind} with {who} on {moment}"),
    N_("{kind} with {who} on {moment}: {said}"),
    N_("{title}, from {moment}, {who} stands in"),
    N_("{title}, from {moment}"),
    N_("may not have arrived at {who}: {why}"),
    N_("may not have arrived at {who}"),
    N_("an answer may not have arrived; nothing proves it: {why}"),
    N_("acknowledgement to {who}: {why}"),
    N_("introduction to {who}: {why}"),
    N_("sheet {count} from {who} to {name}"),
    N_("sheet {count} for {name}"),
    N_("{who} has the desk: {names}"),
    N_("invitation to {who}: {why}"),
    N_("notice to {who}: {why}"),
    *("{what}: {said}", "{what}, {said}", "{who}, {what}: {said}", "{who}, {what}"),
    N_("{said}; its escalation stays withdrawn"),
    N_("the recording was not taken: {why}"),
    N_("TERM={why} has no colours"),
)

RECORDS = (*_WHOLE, *_DETAILS)
"""What an act leaves behind it."""

_BY = (N_("by {who}: {why}"), N_("by {who}"), *RECORDS)
OF_EVENTS: Mapping[What, tuple[str, ...]] = {
    What.ESCALATED: (N_("to {who}"), *RECORDS),
    What.ESCALATION_ACCEPTED: _BY,
    What.ESCALATION_DECLINED: _BY,
    What.ESCALATION_NOT_ACCEPTED: _BY,
    What.HANDED_BACK: _BY,
    What.CAUSE_GIVEN: ("{promise}: {why}", *RECORDS),
    What.IDENTIFIED: (N_("{who}, of the client"), *RECORDS),
    What.COLLEAGUE_SET: (
        *(N_("{who} is {role} from now on"), "{who}, {role}: {said}", N_("was {role} before")),
        *(N_("nothing is changed"), N_("no days off"), N_("is back"), *RECORDS),
    ),
    What.COLLEAGUE_REMOVED: (N_("{who}, {role}, is removed"), *RECORDS),
    What.SET_ASIDE: ("{aside}: {why}", *RECORDS),
    What.LINK_MADE: (N_("for {who}"), *RECORDS),
    What.DOOR_CLOSED: (N_("for {who}"), *RECORDS),
    What.ENTERED: (N_("by link"), N_("by signed token"), *RECORDS),
    What.SEVERITY_PROPOSED: ("{count}: {why}", *RECORDS),
}
"""What these events have besides."""

REMINDERS = (
    N_("{said} · {who} has the desk"),
    N_("the desk is open: nothing came in while it was closed"),
    N_("the desk closes soon: nothing runs overnight"),
    N_("the desk is open: {tickets} and {count} more came in while it was closed"),
    N_("the desk is open: {tickets} came in while it was closed"),
    N_("the desk closes soon: {tickets} run overnight; {tickets2} due right after opening"),
    N_("the desk closes soon: {tickets} run overnight"),
    N_("the desk closes soon: {tickets} due right after opening"),
    N_("call {who} again now"),
    N_("call {who} back now"),
    N_("in 10 minutes: {kind} with {who}"),
    N_("escalation declined by {who}; nobody is left to ask"),
    N_("escalation declined by {who}; {next} is asked"),
    N_("escalation not accepted by {who}; nobody is left to ask"),
    N_("escalation not accepted by {who}; {next} is asked"),
    N_("accepted by {who}"),
    N_("handed back by {who}"),
    *(N_("the answer was not delivered"), N_("an answer may not have arrived")),
    N_("nobody knows whether the answer arrived"),
    N_("mail of {who} is only kept and not taken: more than {count} in an hour"),
    N_("chat of {who} is only kept and not taken: more than {count} in an hour"),
    N_("{kind} with {who}: the invitation was not delivered"),
    N_("{who} proposes severity {count}"),
    N_("{who} goes: {name} has not signed sheet {count}"),
    N_("{who} goes {moment}: {name} has not signed sheet {count}"),
    N_("{who} goes {moment}: no hand-over sheet is made"),
    N_("{who} is away: no hand-over sheet is made"),
    N_("{who} is back: no hand-over sheet is made"),
    N_("{name}: half of its time is used"),
    N_("{name}: most of its time is used"),
    N_("{name}: breached"),
    N_("{name}: say why it was missed"),
    "{title}: {said}",
)

ARITHMETIC = (
    *(N_("night"), N_("weekend"), "{span} {length}"),
    *(N_("initial response"), N_("follow-up response")),
    *(N_("e-mail"), N_("voicemail"), N_("chat"), N_("a phone call")),
    *(N_("a booked call"), N_("a ticket opened by hand"), N_("the clock")),
    N_("{promise}, severity {severity}: {duration}"),
    N_("{promise}, severity {severity}: {duration}, that is {length} of office hours"),
    N_("the clock started {moment}"),
    N_("the clock starts {moment}"),
    N_("counted from our message of {moment}"),
    N_("received {moment}; {channel} starts at once"),
    N_("received {moment}, in office hours; {channel} starts at once"),
    N_("received {moment}, outside office hours; {channel} starts at the next opening: {moment2}"),
    *("{moment} + {length}", "{moment} + {duration}"),
    N_("{moment} + {length}, clocks go forward {length2}"),
    N_("{moment} + {length}, clocks go back {length2}"),
    N_("{moment} + {duration}, clocks go forward {length}"),
    N_("{moment} + {duration}, clocks go back {length}"),
    N_("due {moment}"),
    N_("waiting for you {span}"),
    N_("{span} {length}, clocks go forward {length2}"),
    N_("{span} {length}, clocks go back {length2}"),
    N_("… {count} day, {length} …"),
    N_("… {count} days, {length} …"),
    N_("… {count} more lines …"),
    N_("closed until {moment}"),
    N_("closed {span}"),
    N_("closed {span} ({reason})"),
    "{reason} {span}",
    N_("ended {moment}: used {length} of {length2}"),
    N_("ended {moment}: used {length} of {length2}, {length3} too much; due {moment2}"),
)
