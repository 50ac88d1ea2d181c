"""Time zones, offered while somebody types one, or the town that it is named for."""

from collections.abc import Iterable

from textual.suggester import Suggester


class Zones(Suggester):
    """Completes by the whole name and by its last part; knows nothing before it has learned."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=False)
        self._names: tuple[str, ...] = ()

    def learn(self, names: Iterable[str]) -> None:
        """Know these from now on."""
        self._names = tuple(sorted(names))

    async def get_suggestion(self, value: str) -> str | None:
        """The first zone whose name begins so."""
        return next((name for name in self._names if _begins(name, value)), None)

    def completed(self, typed: str) -> str:
        """The zone that is meant; as typed where none is."""
        wanted = typed.casefold().replace(" ", "_")
        if not wanted:
            return ""
        named = [name for name in self._names if name.casefold() == wanted]
        towns = [name for name in self._names if _begins(name.rpartition("/")[2], wanted)]
        begun = [name for name in self._names if _begins(name, wanted)]
        return next(iter([*named, *begun, *towns]), typed)


def _begins(name: str, typed: str) -> bool:
    return bool(typed) and name.casefold().startswith(typed.casefold())
