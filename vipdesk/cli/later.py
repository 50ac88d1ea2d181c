"""What is imported for the screens, and loaded when it is used."""

USED_LATER = frozenset(
    (
        *("vipdesk.domain.calendar_commands", "vipdesk.domain.circumstances"),
        *("vipdesk.domain.commands", "vipdesk.domain.explanation", "vipdesk.domain.filter"),
        *("vipdesk.domain.inbound", "vipdesk.domain.reminder_commands"),
        *("vipdesk.screens.booking", "vipdesk.screens.calendar", "vipdesk.screens.call"),
        *("vipdesk.screens.callbacks", "vipdesk.screens.composer", "vipdesk.screens.desk_apart"),
        *("vipdesk.screens.desk_calendar", "vipdesk.screens.desk_callbacks"),
        *("vipdesk.screens.dialog", "vipdesk.screens.explanation", "vipdesk.screens.go_to"),
        *("vipdesk.screens.canned", "vipdesk.screens.copying", "vipdesk.screens.escalate"),
        *("vipdesk.screens.escalation", "vipdesk.screens.files", "vipdesk.screens.merging"),
        *("vipdesk.screens.policy", "vipdesk.screens.settings", "vipdesk.screens.splitting"),
        *("vipdesk.screens.help", "vipdesk.screens.identify", "vipdesk.screens.jotting"),
        *("vipdesk.screens.keep_view", "vipdesk.screens.kept_apart"),
        *("vipdesk.screens.new_ticket", "vipdesk.screens.note", "vipdesk.screens.promise"),
        *("vipdesk.screens.severity", "vipdesk.screens.told_reminders"),
        *("vipdesk.told", "vipdesk.undo"),
    )
)
"""What no first picture needs: screens that a key opens, acts and the words for them."""
