"""The first question of all in Italian."""

from datetime import datetime

import pytest
from rich.cells import cell_len
from textual.widgets import Label

from tests.ui.acting.stage import SIZES, text_of, type_text, until
from tests.ui.italian.reading import left_over
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.screens.first_use import FirstUseApp

pytestmark = pytest.mark.usefixtures("italian")


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_question_is_asked_in_italian(size: tuple[int, int]) -> None:
    policy = policy_for(shipped_policy_text())
    app = FirstUseApp(policy, lambda: datetime.fromisoformat("2026-11-23T10:42:00+01:00"))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Un nuovo desk: di chi è?" in text_of(app))
        assert left_over(text_of(app)) == []
        for label in app.screen.query(Label):
            assert cell_len(str(label.render())) < label.size.width, label
        await type_text(pilot, "Acme")
        await pilot.press("escape")
        await until(pilot, lambda: "il desk non è ancora creato" in text_of(app))
