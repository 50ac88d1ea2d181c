"""How the client is told who has the desk, as this machine is set up."""

from vipdesk.config import Settings
from vipdesk.domain.errors import DeskError
from vipdesk.domain.handover_commands import Templates


def read_templates(settings: Settings) -> tuple[Templates, tuple[str, ...]]:
    """The templates, and of each file that can't be one why; slow."""
    from vipdesk.cli.mail_set_up import mail_set_up  # seldom needed, and slow to import
    from vipdesk.introduction_files import read_introductions

    try:
        account = mail_set_up(settings)
    except DeskError:  # whoever carries mail tells it
        account = None
    return read_introductions(settings.answers, account.chat if account is not None else "")
