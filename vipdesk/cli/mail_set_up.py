"""Which mail account this store's mail goes through."""

from vipdesk.config import Settings
from vipdesk.mail_account import MailAccount, read_mail_account
from vipdesk.mail_owner import check_owner
from vipdesk.store.place import store_path


def mail_set_up(settings: Settings) -> MailAccount | None:
    """The account in the settings, None where there is none or it is not for this store.

    A demonstration has none: it must not take in anybody's mail, nor send any. Raises BadInput
    where the account can't be right, and CarriedElsewhere where another store has it.
    """
    account = read_mail_account(settings.own_file) if settings.mail else None
    if account is None or is_for_another(account, settings):
        return None
    check_owner(account, store_path(settings.store), settings.own_file)
    return account


def is_for_another(account: MailAccount, settings: Settings) -> bool:
    """Whether `store` in `[mail]` names another store than this."""
    return account.store not in (None, store_path(settings.store))
