"""Several who look at once are each spoken to in their own language, in one process."""

import asyncio
from gettext import NullTranslations
from threading import Thread

from vipdesk.domain.language import _, language_spoken, speaking
from vipdesk.languages import translations

WORDS, SAID = "the agent decides", "decide l'agente"


def test_it_is_said_in_another_language_inside_the_block_only() -> None:
    with speaking(translations("it")):
        assert (_(WORDS), language_spoken()) == (SAID, "it")
        with speaking(NullTranslations()):
            assert _(WORDS) == WORDS
        assert _(WORDS) == SAID
    assert _(WORDS) == WORDS


def test_another_thread_hears_nothing_of_it() -> None:
    heard: list[str] = []
    with speaking(translations("it")):
        thread = Thread(target=lambda: heard.append(_(WORDS)))
        thread.start()
        thread.join()
    assert heard == [WORDS]


async def test_each_task_is_spoken_to_in_its_own() -> None:
    async def to(language: str) -> str:
        with speaking(translations(language)):
            await asyncio.sleep(0)
            return _(WORDS)

    said = await asyncio.gather(to("it"), to("en"), to("it"))
    assert list(said) == [SAID, WORDS, SAID]
