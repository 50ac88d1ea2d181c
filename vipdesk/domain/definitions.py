"""What each figure means, in words that stand beside it."""

from vipdesk.domain.language import N_

MET = N_(
    "Met of judged: the targets that were kept, of all that were kept or missed. A target is of the"
    " month (desk time) in which it fell due, or became late by a change of severity. What is open"
    " and late counts as missed; what runs, was stopped, merged away or taken back does not count."
)
MEDIAN = N_(
    "Median: half of them took no longer, in office time where the target counts business hours,"
    " else in calendar time; of what is open and late, until now."
)
WORST = N_("Worst: the longest that one of them took, in the same time.")
LATE = N_(
    "Late by: what was taken beyond the target, in the target's own time. The cause is what the"
    " agent gave."
)
CALLS = N_("Calls held: booked calls of the month that took place.")
CALLBACKS = N_(
    "Callbacks: voicemails and missed calls of the month. They are best effort: the aim is our own,"
    " and missing it is no breach."
)
ESCALATIONS = N_(
    "Escalations of the month. To accept: from the first asking until a senior took it. To hand"
    " back: from then until it came back. Both in calendar time; the median, of an even number the"
    " shorter in the middle, and the worst."
)
RISK = N_(
    "At risk now: targets and promises to write that fall due within {hours} hours and are not late"
    " yet, whatever month is shown. A promise that was missed stays until it is kept: it is no"
    " breach, and the target may be due yet."
)
WAITING = N_("Escalations that no senior has accepted yet, then those that one has; longest first.")
AGE = N_("Callbacks that are still to be made, by their age in calendar time.")
DUTY = N_(
    "On duty: in by their own hours, or by the desk's, and not away. Above them who has the desk:"
    " the agent, or who took it over by a sheet."
)
LOAD = N_(
    "Load: tickets by when they came, without those merged into others. Attainment: targets by"
    " when they fell due, met of judged. Both of the weeks until now, whatever month is shown."
)
