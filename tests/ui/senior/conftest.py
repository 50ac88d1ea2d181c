"""A desk with two seniors on a real store, at 10:42 on a Monday."""

import pytest

from tests.ui.acting.conftest import scene
from tests.ui.acting.stage import Scene
from tests.ui.senior.stage import EVA, PAVEL
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation_commands import Escalate, SetColleague

__all__ = ["scene"]


@pytest.fixture
def asked(scene: Scene) -> Scene:
    """Three tickets; Pavel is asked to take the first, Eva the second."""
    scene.do(SetColleague(PAVEL.name, Role.SENIOR, "pavel@vipdesk.example.org"))
    scene.do(SetColleague(EVA.name, Role.SENIOR, "eva@vipdesk.example.org"))
    for subject in ("Login page returns 502", "Inbox crawls", "Rule ignored"):
        scene.mail(subject)
    scene.do(Escalate(101, "node 3 drops out", "restarted it", to=PAVEL.name))
    scene.do(Escalate(102, "the search index", to=EVA.name))
    return scene
