"""The pages in a real browser: a chat both ways, a line that is lost, two who want one time."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.desk.conftest import RealDesk
from tests.door.axe import violations
from tests.door.browsers import live, say, visiting, words
from tests.door.embedding import embedding_page
from tests.door.kit import Doorway, open_door
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.commands import Reply, SetSeverity, SetStatus
from vipdesk.domain.door_commands import EndVisits, MarkRead
from vipdesk.domain.facts import Status

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def page(browser: Chromium, doorway: Doorway) -> Iterator[Page]:
    with visiting(browser, doorway) as opened:
        yield opened


def test_a_chat_both_ways(browser: Chromium, doorway: Doorway, page: Page) -> None:
    say(page, "The gateway is down.\nSee https://shop.acme.example.com/status.")
    expect(page.locator(".word.mine .mark")).to_have_text("Sent")
    link = page.get_by_role("link", name="https://shop.acme.example.com/status")
    assert link.get_attribute("href") == "https://shop.acme.example.com/status"
    doorway.desk.do(MarkRead(101, 1))
    expect(page.locator(".word.mine .mark")).to_have_text("Read")
    doorway.desk.do(Reply(101, "On it. <b>bold</b>"))
    expect(page.locator(".word.ours .text")).to_have_text("On it. <b>bold</b>")
    expect(page.locator(".word.ours .by")).to_have_text("Jana Nováková")
    again = page.context.new_page()
    again.goto(doorway.origin)
    live(again)
    say(again, "From another tab.")
    expect(page.locator(".word")).to_have_count(3)
    assert words(page) == words(again)
    marks = doorway.desk.ticket(101)
    assert [message.text for message in marks.messages][-1] == "From another tab."


def test_a_long_talk_is_read_back(
    doorway: Doorway, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vipdesk.store.door_words.MOST_WORDS", 3)
    said, marta = [f"Word {number}" for number in range(1, 6)], doorway.enter(MARTA)
    for each in said:
        marta.say(each)
    page.reload()
    live(page)
    assert words(page) == said[2:]
    page.get_by_role("button", name="Earlier messages").click()
    expect(page.locator(".word")).to_have_count(5)
    assert words(page) == said
    expect(page.get_by_role("button", name="Earlier messages")).to_be_hidden()


def test_files_go_both_ways(doorway: Doorway, page: Page) -> None:
    log = FilePayload(name="log.txt", mimeType="text/plain", buffer=b"error\n")
    other = FilePayload(name="other.txt", mimeType="text/plain", buffer=b"error\n")
    page.locator("#file").set_input_files(files=[log])
    page.get_by_role("button", name="Remove log.txt").click()
    page.locator("#file").set_input_files(files=[log, other])
    say(page, "Here.")
    expect(page.locator(".word .files a")).to_have_text(["log.txt", "other.txt"])
    with page.expect_download() as started:
        page.get_by_role("link", name="log.txt").click()
    assert started.value.suggested_filename == "log.txt"
    assert started.value.path().read_bytes() == b"error\n"


def test_a_line_that_is_lost_loses_and_doubles_nothing(doorway: Doorway, page: Page) -> None:
    say(page, "Before.")
    expect(page.locator(".word:not(.leaving) .mark")).to_have_text("Sent")
    page.context.set_offline(True)
    say(page, "One in the tunnel.")
    say(page, "Two in the tunnel.")
    expect(page.locator(".word.leaving")).to_have_count(2)
    doorway.desk.do(Reply(101, "While you were away."))
    page.context.set_offline(False)
    expect(page.locator(".word")).to_have_count(4)
    expect(page.locator(".word.leaving")).to_have_count(0)
    kept = [message.text for message in doorway.desk.ticket(101).messages]
    assert sorted(words(page)) == sorted(kept)
    assert kept[-2:] == ["One in the tunnel.", "Two in the tunnel."]


def test_an_answer_that_is_lost_on_its_way_is_sent_again_and_kept_once(
    doorway: Doorway, page: Page
) -> None:
    lost: list[int] = []

    def lose(route: Route) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        if len(lost) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route("**/say", lose)
    page.route_web_socket("**/live*", lambda socket: socket.close())
    page.reload()
    live(page)
    say(page, "Once, however often.")
    expect(page.locator(".word:not(.leaving) .text")).to_have_text(["Once, however often."])
    assert len(doorway.desk.ticket(101).messages) == 1


@pytest.mark.parametrize("cut", ["socket", "socket and stream"])
def test_other_ways_do_where_no_socket_comes_through(
    doorway: Doorway, page: Page, cut: str
) -> None:
    page.route_web_socket("**/live*", lambda socket: socket.close())
    if cut == "socket and stream":
        page.route("**/live/events*", lambda route: route.abort())
    page.reload()
    live(page)
    say(page, "Hello?")
    expect(page.locator(".word .mark")).to_have_text("Sent")
    doorway.desk.do(Reply(101, "Hello!"))
    expect(page.locator(".word.ours .text")).to_have_text("Hello!")


def test_a_server_that_starts_again_is_found_again(browser: Chromium, real: RealDesk) -> None:
    with open_door(real) as doorway:
        port = int(doorway.origin.rpartition(":")[2])
        with visiting(browser, doorway) as page:
            say(page, "Before.")
            expect(page.locator(".word:not(.leaving) .mark")).to_have_text("Sent")
            doorway.stop()
            say(page, "Meanwhile.")
            expect(page.locator(".word.leaving")).to_have_count(1)
            with open_door(real, port=port):
                real.do(Reply(101, "Back."))
                expect(page.locator(".word")).to_have_count(3)
                expect(page.locator(".word.leaving")).to_have_count(0)


def test_what_one_contact_left_unsent_is_never_said_by_another(
    browser: Chromium, doorway: Doorway, page: Page
) -> None:
    page.route("**/say", lambda route: route.abort())
    say(page, "Marta's own.")
    expect(page.locator(".word.leaving")).to_have_count(1)
    page.reload()
    live(page)
    expect(page.locator(".word.leaving .text")).to_have_text(["Marta's own."])
    page.unroute("**/say")
    page.context.clear_cookies()
    page.goto(f"{doorway.origin}/enter/{doorway.link(PAOLO)}")
    page.get_by_role("button").click()
    live(page)
    say(page, "Paolo's.")
    expect(page.locator(".word:not(.leaving) .text")).to_have_text(["Paolo's."])
    assert [message.text for message in doorway.desk.ticket(101).messages] == ["Paolo's."]


def test_two_want_one_time(browser: Chromium, doorway: Doorway, page: Page) -> None:
    with visiting(browser, doorway, PAOLO) as other:
        ten = "input[value='2026-11-24T09:00:00+00:00']"
        for each in (page, other):
            each.goto(f"{doorway.origin}/book?kind=training")
            each.locator(ten).check(force=True)
            each.get_by_label("What is it about?").fill("Rules")
        page.get_by_role("button", name="Book the call").click()
        expect(page.get_by_role("status").filter(has_text="booked")).to_be_visible()
        expect(other.locator(ten)).to_have_count(0)
        expect(other.get_by_role("alert")).to_contain_text("was just taken")
        expect(other.get_by_label("What is it about?")).to_have_value("Rules")
    booked = doorway.desk.reader.calendar(at("Mon 2026-11-23 00:00"), at("Mon 2026-11-30 00:00"))
    assert [one.guest.address for one in booked.bookings] == [MARTA.address]


def test_the_zone_of_the_browser_is_offered(doorway: Doorway, browser: Chromium) -> None:
    with visiting(browser, doorway, zone="America/New_York") as page:
        page.goto(f"{doorway.origin}/book")
        page.get_by_role("link", name="America/New_York").click()
        expect(page.get_by_label("Your zone")).to_have_value("America/New_York")


def test_a_severity_is_proposed_and_things_stand_live(doorway: Doorway, page: Page) -> None:
    say(page, "The gateway is down.")
    expect(page.locator(".word .mark")).to_have_text("Sent")
    page.get_by_role("link", name="Where things stand").click()
    expect(page.locator(".standing")).to_contain_text("3 Standard (not confirmed yet)")
    doorway.desk.do(Reply(101, "On it."))
    expect(page.locator(".unread")).to_have_text("1 new message for you")
    page.get_by_role("link", name="The gateway is down.").click()
    page.get_by_text("Propose another severity").click()
    page.get_by_label("Severity").select_option("1")
    page.get_by_label("Why").fill("Nobody can order.")
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Your proposal is with Jana")
    doorway.desk.do(SetSeverity(101, 1, "It is."))
    expect(page.locator("#standing")).to_contain_text("Severity 1 Critical ·")
    doorway.desk.do(SetStatus(101, Status.RESOLVED))
    expect(page.locator("#standing")).to_contain_text("Resolved")
    told = [message.text for message in doorway.desk.ticket(101).messages]
    assert any("Nobody can order." in text for text in told)


def test_the_panel_opens_in_the_clients_own_software(browser: Chromium, real: RealDesk) -> None:
    with embedding_page() as around, open_door(real, embedded_on=(around.origin,)) as doorway:
        around.desk = doorway
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text))
        page.goto(around.origin)
        button = page.get_by_role("button", name="Chat")
        button.click()
        inside = page.frame_locator("iframe")
        inside.locator("#room[data-line=live]").wait_for()
        inside.locator("#text").fill("From our own software.")
        inside.locator("#text").press("Enter")
        expect(inside.locator(".word .mark")).to_have_text("Sent")
        doorway.desk.do(Reply(101, "I see you."))
        expect(inside.locator(".word.ours .text")).to_have_text("I see you.")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert [found for each in page.frames for found in violations(each)] == []
        inside.locator("#text").press("Escape")
        expect(page.locator("iframe")).to_be_hidden()
        expect(button).to_be_focused()
        doorway.desk.do(Reply(101, "And again."))
        expect(page.get_by_role("button", name=re.compile(r"Chat \(1\)"))).to_be_visible()
        doorway.desk.do(EndVisits(MARTA.address))
        page.get_by_role("button", name="Chat").click()
        doorway.check_visits()
        expect(inside.locator("#room[data-line=live]")).to_be_visible()
        expect(inside.locator(".word")).to_have_count(3)
        assert wrong == []
        context.close()
