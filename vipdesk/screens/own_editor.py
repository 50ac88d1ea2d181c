"""A text in the agent's own editor, with the whole terminal, and back."""

import os
from typing import Any

from textual.app import App, SuspendNotSupported

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.editor import edited, editor_named


def edited_outside(app: App[Any], text: str, name: str = "answer-.txt") -> str:
    """`text` as $EDITOR left it; BadInput where that can't be, and nothing has changed."""
    command = editor_named(os.environ)
    try:
        with app.suspend():
            return edited(text, command, name)
    except SuspendNotSupported:
        raise BadInput(_("an editor needs a terminal of its own: type here")) from None
