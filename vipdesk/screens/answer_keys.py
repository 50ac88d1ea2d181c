"""The keys of an answer that is being written."""

from textual.binding import Binding, BindingType

from vipdesk.domain.language import N_

ANSWER_KEYS: list[BindingType] = [
    Binding("ctrl+s,f2", "send('')", N_("send"), key_display="^s", priority=True),
    Binding("ctrl+t,f3", "send('waiting')", N_("send, wait"), key_display="^t", priority=True),
    Binding("ctrl+r,f4", "send('resolved')", N_("send, resolve"), key_display="^r", priority=True),
    Binding("escape", "leave", N_("keep draft"), key_display="esc", priority=True),
    Binding("ctrl+o,f5", "fold", N_("original"), key_display="^o", priority=True),
    Binding("ctrl+g,f6", "quote", N_("quote it"), key_display="^g", priority=True),
    Binding("ctrl+e,f7", "edit", N_("editor"), key_display="^e", priority=True),
    Binding("ctrl+n,f9", "canned", N_("ready answer"), key_display="^n", priority=True),
    Binding("ctrl+f,f12", "attach", N_("files"), key_display="^f", priority=True),
    Binding("ctrl+l,f8", "take_over", N_("take over draft"), key_display="^l", priority=True),
]
