"""Another policy: what it would do to the open tickets, and what it may not do."""

import pytest

from tests.kit import Story, at
from vipdesk.domain.errors import Refusal
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import PolicyPreview, differences, preview_policy
from vipdesk.domain.policy_words import policy_words
from vipdesk.policies import policy_for


@pytest.fixture
def story(policy: Policy) -> Story:
    """Three open tickets: severity 1 since 09:30, one not confirmed since 09:50, one answered."""
    told = Story(policy)
    told.at("Mon 2026-11-23 09:30").mail()
    told.severity(1)
    told.at("Mon 2026-11-23 09:50").mail(subject="Inbox crawls")
    told.at("Mon 2026-11-23 09:55").mail(subject="Rules")
    told.severity(3, ticket=103)
    told.at("Mon 2026-11-23 10:00").answer(ticket=103)
    return told.at("Mon 2026-11-23 10:10")


def other(policy: Policy, *changes: tuple[str, str]) -> Policy:
    """The same policy with other words in it."""
    text = policy.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return policy_for(text)


SOONER = ('initial = "1 hour"', 'initial = "30 minutes"')


def seen(story: Story, after: Policy) -> PolicyPreview:
    return preview_policy(story.tickets.values(), story.policy, after, story.now)


def test_it_tells_which_tickets_move_and_which_would_be_overdue(story: Story) -> None:
    preview = seen(story, other(story.policy, SOONER))
    (moved,) = preview.moved
    assert (moved.number, preview.open) == (101, 3)
    assert (moved.before, moved.after) == (
        at("Mon 2026-11-23 10:30"),
        at("Mon 2026-11-23 10:00"),
    )
    assert preview.overdue == (moved,)
    assert preview.earliest == moved


def test_what_is_overdue_already_is_not_overdue_by_it(story: Story) -> None:
    story.at("Mon 2026-11-23 10:45")
    preview = seen(story, other(story.policy, SOONER))
    assert (len(preview.moved), preview.overdue) == (1, ())


def test_the_earliest_comes_first_and_what_is_due_no_more_last(story: Story) -> None:
    without = ('follow_up = "2 business days"\n', "")
    later = ('initial = "2 business hours"', 'initial = "1 business hour"')
    preview = seen(story, other(story.policy, without, later))
    assert [moved.number for moved in preview.moved] == [102, 103]
    assert preview.moved[-1].after is None
    assert preview.earliest == preview.moved[0]


def test_a_policy_that_says_the_same_in_other_words_moves_nothing(story: Story) -> None:
    after = policy_for(story.policy.text + "\n# the same\n")
    assert seen(story, after).moved == ()
    assert differences(policy_words(story.policy), policy_words(after)) == ()


def test_an_open_ticket_needs_a_place_in_it(story: Story) -> None:
    story.severity(5, ticket=102)
    start = story.policy.text.index("[severity.5]")
    end = story.policy.text.index("[channel.email]")
    text = story.policy.text[:start] + story.policy.text[end:]
    with pytest.raises(Refusal, match=r"#102 is of severity 5.*keep \[severity.5\]"):
        seen(story, policy_for(text))


def test_what_reads_differently_is_told_by_its_name(policy: Policy) -> None:
    after = other(policy, ('friday = ["09:00-17:00"]', 'friday = ["09:00-12:00", "13:00-24:00"]'))
    changed = differences(policy_words(policy), policy_words(after))
    assert changed == ("Friday: 09:00-17:00 → 09:00-12:00, 13:00-24:00",)


def test_everything_that_a_policy_settles_is_told(policy: Policy) -> None:
    words = policy_words(policy)
    for name, level in policy.severities.items():
        assert level.name in words[f"severity {name}"]
    assert words["zone"] == "Europe/Bratislava"
    assert (words["Monday"], words["Sunday"]) == ("09:00-17:00", "closed")
    assert words["bands"] == "warn from 50% of a target, urgent from 80%"
    assert words["training call"] == "60 minutes"
