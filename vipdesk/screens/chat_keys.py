"""The keys of a chat."""

from textual.binding import Binding, BindingType

from vipdesk.domain.language import N_

SCROLLS: list[BindingType] = [
    Binding("pageup", "page(-1)", N_("back"), show=False, priority=True),
    Binding("pagedown", "page(1)", N_("on"), show=False, priority=True),
]

CHAT_KEYS: list[BindingType] = [
    Binding("enter,ctrl+s,f2", "send('')", N_("send"), key_display="enter", priority=True),
    Binding(
        "ctrl+j,alt+enter,shift+enter", "new_line", N_("new line"), key_display="^j", priority=True
    ),
    Binding("escape", "leave", N_("keep draft"), key_display="esc", priority=True),
    Binding("ctrl+o,f5", "other_chat", N_("next chat"), key_display="^o", priority=True),
    Binding("ctrl+g,f6", "severity", N_("severity"), key_display="^g", priority=True),
    Binding("ctrl+b,f10", "take_back", N_("take back"), key_display="^b", priority=True),
    Binding("ctrl+t,f3", "send('waiting')", N_("send, wait"), key_display="^t", priority=True),
    Binding("ctrl+r,f4", "send('resolved')", N_("send, resolve"), key_display="^r", priority=True),
    Binding("ctrl+n,f9", "canned", N_("ready answer"), key_display="^n", priority=True),
    Binding("ctrl+f,f12", "attach", N_("files"), key_display="^f", priority=True),
    Binding("ctrl+e,f7", "edit", N_("editor"), key_display="^e", priority=True),
    Binding("ctrl+l,f8", "take_over", N_("take over draft"), key_display="^l", priority=True),
    *SCROLLS,
]
