"""Which mail account this store's mail goes through."""

from vipdesk.config import Settings
from vipdesk.mail_account import MailAccount, read_mail_account


def mail_set_up(settings: Settings) -> MailAccount | None:
    """The account in the settings, None where there is none or it is not for this store; BadInput.

    A demonstration has none: it must not take in anybody's mail, nor send any.
    """
    return read_mail_account(settings.own_file) if settings.mail else None
