"""The keys that look at the calendar, and change nothing in it."""

from textual.binding import Binding, BindingType

from vipdesk.domain.language import N_

CALENDAR_KEYS: list[BindingType] = [
    Binding("a", "look('agenda')", N_("agenda"), tooltip=N_("The next two weeks as a list")),
    Binding("d", "look('day')", N_("day"), tooltip=N_("One day, half hour by half hour")),
    Binding("w", "look('week')", N_("week"), tooltip=N_("The week, day beside day")),
    Binding("t", "today", N_("today"), tooltip=N_("Back to today")),
    Binding("right,l", "go(1)", N_("on"), key_display="→", tooltip=N_("The days after these")),
    Binding("left,h", "go(-1)", N_("back"), key_display="←", tooltip=N_("The days before these")),
    Binding("down,j", "step(1)", N_("down"), show=False, tooltip=N_("The next entry")),
    Binding("up,k", "step(-1)", N_("up"), show=False, tooltip=N_("The entry before")),
    Binding("enter", "day_of", N_("its day"), show=False, tooltip=N_("The day of what is marked")),
    Binding(
        "space", "page(1)", N_("on"), show=False, tooltip=N_("On in what is told of the entry")
    ),
    Binding(
        "backspace",
        "page(-1)",
        N_("back"),
        show=False,
        tooltip=N_("Back in what is told of it"),
    ),
    Binding(
        "question_mark", "help", N_("help"), key_display="?", tooltip=N_("Show keys and signs")
    ),
    Binding("escape,q,C", "dismiss", N_("close"), key_display="esc"),
]
