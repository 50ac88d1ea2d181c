"""Modules that are loaded when something in them is used, not when they are imported.

A screen that nobody has opened yet need not be loaded before the first picture stands. What is
imported from such a module is a stand-in: called, asked for an attribute, made a base or a test of
an instance, it is what it stands for. Once the module is loaded, no stand-in is left of it.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


@contextmanager
def late(names: frozenset[str]) -> Iterator[None]:
    """Import these modules late where they are imported inside the block."""
    finder = _Finder(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def load_now(name: str) -> ModuleType:
    """The module itself, in the place of what stands in for it."""
    if not isinstance(sys.modules.get(name), _Shell):
        return import_module(name)
    del sys.modules[name]
    real = import_module(name)
    package = name.partition(".")[0]
    for user in [each for key, each in sys.modules.items() if key.startswith(package)]:
        for known, value in list(vars(user).items()):
            if isinstance(value, _StandIn) and value.module == name:
                setattr(user, known, getattr(real, value.name))
    return real


class _Finder(MetaPathFinder, Loader):
    """Finds shells for the modules that are to be late."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A shell, or nothing."""
        return ModuleSpec(name, self) if name in self._names else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """An empty one."""
        return _Shell(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run yet."""


class _Shell(ModuleType):
    """Gives a stand-in for whatever is imported from it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _StandIn(self.__name__, name)


class _StandIn:
    """Stands for one thing of a module."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def _real(self) -> Any:
        return getattr(load_now(self.module), self.name)

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._real()(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self._real(),)

    def __getitem__(self, kind: Any) -> Any:
        return self._real()[kind]

    def __or__(self, other: Any) -> "_Any":
        return _Any((self, other))

    def __ror__(self, other: Any) -> "_Any":
        return _Any((other, self))

    def __instancecheck__(self, instance: object) -> bool:
        there = not isinstance(sys.modules.get(self.module), _Shell)
        return there and isinstance(instance, self._real())


class _Any:
    """One of several."""

    def __init__(self, kinds: tuple[Any, ...]) -> None:
        self._kinds = kinds

    def __or__(self, other: Any) -> "_Any":
        return _Any((*self._kinds, other))

    def __ror__(self, other: Any) -> "_Any":
        return _Any((other, *self._kinds))

    def __instancecheck__(self, instance: object) -> bool:
        return any(isinstance(instance, kind) for kind in self._kinds)
