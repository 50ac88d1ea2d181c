"""History and closing are folded away in the languages that clients write, and no word is lost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.mail.letters import letter, opened, words
from vipdesk.channels.mail.fold import fold

ATTRIBUTIONS = {
    "gmail, en": "On Mon, Nov 23, 2026 at 10:00 AM Jana <jana@example.org> wrote:",
    "gmail, en, broken": "On Mon, Nov 23, 2026 at 10:00 AM Jana\n<jana@example.org> wrote:",
    "apple, en": "On 23 Nov 2026, at 10:00, Jana <jana@example.org> wrote:",
    "gmail, it": "Il giorno lun 23 nov 2026 alle ore 10:00 Jana <jana@example.org> ha scritto:",
    "apple, it": "Il giorno 23 nov 2026, alle ore 10:00, Jana <jana@example.org> ha scritto:",
    "thunderbird, it": "Il 23/11/2026 10:00, Jana ha scritto:",
    "gmail, de": "Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Jana <jana@example.org>:",
    "thunderbird, de": "Am 23.11.26 um 10:00 schrieb Jana:",
    "gmail, fr": "Le lun. 23 nov. 2026 à 10:00, Jana <jana@example.org> a écrit :",
    "gmail, es": "El lun, 23 nov 2026 a las 10:00, Jana (<jana@example.org>) escribió:",
    "gmail, sk": "po 23. 11. 2026 o 10:00 Jana <jana@example.org> napísal(a):",
    "thunderbird, sk": "Dňa 23. 11. 2026 o 10:00 Jana napísal(a):",
    "gmail, cs": "po 23. 11. 2026 v 10:00 odesílatel Jana <jana@example.org> napsal:",
}


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
@pytest.mark.parametrize("mark", ["> ", ""])
def test_an_answer_above_the_history(attribution: str, mark: str) -> None:
    history = f"{attribution}\n\n{mark}Old question\n{mark}\n{mark}Second line"
    folded = fold(f"It works now.\n\n{history}")
    assert folded.text == "It works now."
    assert folded.quoted == history


OUTLOOK = {
    "en": "From: Jana\nSent: Monday, 23 November 2026 10:00\nTo: Marta\nSubject: X",
    "it": "Da: Jana\nInviato: lunedì 23 novembre 2026 10:00\nA: Marta\nOggetto: X",
    "de": "Von: Jana\nGesendet: Montag, 23. November 2026 10:00\nAn: Marta\nBetreff: X",
    "sk": "Od: Jana\nOdoslané: pondelok 23. novembra 2026 10:00\nKomu: Marta\nPredmet: X",
    "stars": "*From:* Jana <jana@example.org>\n*Sent:* Monday\n*To:* Marta\n*Subject:* X",
}


@pytest.mark.parametrize("header", OUTLOOK.values(), ids=OUTLOOK.keys())
@pytest.mark.parametrize(
    "rule", ["", "________________________________\n", "-----Original Message-----\n"]
)
def test_an_answer_above_what_outlook_quotes(header: str, rule: str) -> None:
    folded = fold(f"It works now.\n\n{rule}{header}\n\nOld question\n\nOld answer")
    assert folded.text == "It works now."
    assert folded.quoted.endswith("Old answer")
    assert folded.quoted.startswith(rule or header)


@pytest.mark.parametrize(
    "separator", ["-----Ursprüngliche Nachricht-----", "-----Messaggio originale-----"]
)
def test_an_original_message_in_another_language(separator: str) -> None:
    assert fold(f"Neu.\n\n{separator}\nAlt.").quoted == f"{separator}\nAlt."


def test_an_answer_below_the_history_is_what_is_shown() -> None:
    folded = fold(f"{ATTRIBUTIONS['thunderbird, de']}\n> Old\n> older\n\nIt works now.")
    assert folded.text == "It works now."
    assert folded.quoted.endswith("> older")


def test_answers_between_quoted_lines_are_shown_with_them() -> None:
    whole = f"{ATTRIBUTIONS['gmail, en']}\n> When?\n\nToday.\n\n> Where?\n\nHere."
    assert fold(whole).text == whole


def test_an_answer_above_and_a_footer_below_the_quoted_lines() -> None:
    folded = fold(f"It works.\n\n{ATTRIBUTIONS['gmail, it']}\n> Old\n\n-- \nMarta")
    assert (folded.text, folded.signature) == ("It works.", "-- \nMarta")


@pytest.mark.parametrize(
    "whole",
    [
        "Il collega ha scritto:\nnon funziona",
        "As Bob wrote:\nit fails",
        "From: 10:00\nTo: 12:00\nthe office is empty",
        "Please book\nFrom: Milan\nTo: Rome\nDate: 3 May\n\nMarta",
        "We need:\n- one\n- two\n- three",
        "Subject: to change\nDate: open",
        "On that day the server wrote:\nERROR",
        "---------- Forwarded message ---------\nFrom: A <a@example.org>\nDate: Mon, 23 Nov 2026\n"
        "Subject: X\nTo: B\n\nThe news",
        "> only\n> quoted",
        "From: a@example.org\nSent: today\nTo: b\nSubject: x\n\nAll of it below a header",
        "",
        "--\n",
    ],
)
def test_what_is_no_history_or_would_leave_nothing_is_shown(whole: str) -> None:
    folded = fold(whole)
    assert folded.text == whole.strip("\n")
    assert folded.quoted == folded.signature == ""


@pytest.mark.parametrize(
    "closing",
    [
        "-- \nMarta Rossi\nAcme S.p.A.\nWe do things well and have done so for years",
        "--\nMarta",
        "Best regards,\nMarta Rossi\n+39 02 1234567",
        "Kind regards\n\nMarta",
        "Cordiali saluti,\nMarta Rossi\nUfficio acquisti",
        "Mit freundlichen Grüßen\n\nMarta von der Heide",
        "S pozdravom\nMarta",
        "Sent from my iPhone",
        "Inviato da iPhone",
        "Von meinem iPhone gesendet",
        "Thanks!\nMarta",
        "Grazie,\nMarta",
    ],
)
def test_a_closing_is_folded(closing: str) -> None:
    folded = fold(f"The import stopped.\n\n{closing}")
    assert (folded.text, folded.signature) == ("The import stopped.", closing)


@pytest.mark.parametrize(
    "end",
    [
        "Thanks,\nthe server is down again and nobody can work here",
        "Thank you\nCall me back when you can see what it is, please do it today",
        "Best regards,\nMarta\n\nPS: the second site is down, too",
        "Regards,\nMarta\n\nWhen will it be done?",
        "- one\n- two\n- three",
        "Thanks for the last answer, it helped.",
        "--\n" + "a long list\n" * 60,
    ],
)
def test_news_is_never_taken_for_a_closing(end: str) -> None:
    assert fold(f"The import stopped.\n\n{end}").signature == ""


def test_an_html_answer_folds_what_its_program_quoted() -> None:
    source = (
        "<div>It works.</div><div class='gmail_quote'>On Mon, Nov 23, 2026 at 10:00 AM Jana wrote:"
        "<blockquote class='gmail_quote'>Old<blockquote type='cite'>older</blockquote></blockquote>"
        "</div><p>P.S. Thanks!</p>"
    )
    mail = opened(letter("Content-Type: text/html", body=source))
    assert mail.text.split() == ["It", "works.", "P.S.", "Thanks!"]
    assert "> Old" in mail.quoted
    assert ">> older" in mail.quoted


HEADS = "\n".join([*ATTRIBUTIONS.values(), *OUTLOOK.values()]).split("\n")
OTHERS = [
    "> quoted",
    ">> deeper",
    "",
    "Best regards,",
    "Marta",
    "-- ",
    "Sent from my iPhone",
    "news",
]
LINE = st.sampled_from([*HEADS, *OTHERS, "-----Original Message-----"])


@given(st.lists(LINE | st.text("abc >-:\n", max_size=30), max_size=25).map("\n".join))
@settings(deadline=None, max_examples=300)
def test_every_word_is_kept_whatever_is_folded(body: str) -> None:
    mail = opened(letter(body=body))
    assert words(mail) == sorted(body.split())
    assert mail.text or not (mail.quoted or mail.signature)


@pytest.mark.parametrize(
    "body",
    [
        "On " + "a " * 200_000, "On a " * 100_000 + "wrote:", "On x\n" * 50_000,
        "wrote:\n" * 50_000,
        "From: x\n" * 50_000, "> " * 200_000, ">\n" * 200_000, "-- \n" * 100_000, "_" * 400_000,
        ("On " + "a " * 140 + "\n") * 1_500, ("Am 1:00 " + "b" * 200 + ":\n") * 2_000,
        "Best regards,\n" * 30_000, "\n" * 400_000, "* * From:\n" * 40_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_folding_takes_bounded_time(body: str) -> None:
    began = time.process_time()
    fold(body)
    assert time.process_time() - began < 4
