"""The keys of the policy file (spec: policy), each with a value that would be right."""

from collections.abc import Mapping

from vipdesk.domain.language import N_

Known = Mapping[str, str]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

FILE: Known = {
    "service": "[service]",
    "hours": "[hours]",
    "severity": "[severity.1]",
    "channel": "[channel.email]",
    "tickets": "[tickets]",
    "bands": "[bands]",
    "callbacks": "[callbacks]",
    "bookings": "[bookings]",
    "escalation": "[escalation]",
    "mail": "[mail]",
    "chat": "[chat]",
}
SERVICE: Known = {
    "name": '"VIP dedicated support"',
    "plan": '"All-inclusive"',
    "fee_eur_per_month": "1000",
}
HOURS: Known = {
    "timezone": '"Europe/Bratislava"',
    **dict.fromkeys(DAYS, '["09:00-17:00"]'),
    "closed": '["2026-12-24"]',
    "holidays": N_('"SK", "DE-BY", or "" for none'),
    "special": '[{ date = "2026-12-31", intervals = ["09:00-12:00"] }]',
}
SPECIAL: Known = {"date": '"2026-12-31"', "intervals": '["09:00-12:00"]'}
SEVERITY: Known = {
    "name": '"Standard"',
    "meaning": '"Part of the service is lost."',
    "initial": '"2 business hours"',
    "follow_up": '"2 business days"',
}
CHANNEL: Known = {"starts": N_('"next opening" or "immediate"')}
TICKETS: Known = {
    "default_severity": "3",
    "reopen_within": '"14 days"',
    "send_hold": '"5 seconds"',
}
BANDS: Known = {"warn": "0.5", "urgent": "0.8"}
CALLBACKS: Known = {"aim": '"1 business hour"'}
BOOKINGS: Known = {
    "kinds": '{ training = "60 minutes" }',
    "notice": '"2 business hours"',
    "horizon": '"60 days"',
    "buffer": '"10 minutes"',
    "confirm": N_('"automatic" or "agent"'),
    "guests": "5",
}
ESCALATION: Known = {"accept_within": '"15 minutes"'}
CHAT: Known = {"mail_after": '"10 minutes"', "most_an_hour": "200"}
MAIL: Known = {"most_an_hour": "30"}
