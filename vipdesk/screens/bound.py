"""The keys of a kind of screen, with those that the person at it chose instead."""

from typing import Any

from textual.binding import Binding, BindingsMap
from textual.keys import _character_to_key
from textual.screen import Screen

from vipdesk.keys import USUAL, VI_MOVES, Keys, KeySet, typed_as


def bound(kind: type[Screen[Any]], keys: Keys, key_set: KeySet = KeySet.ARROWS) -> BindingsMap:
    """What the screen binds; an act that has another key now has it in place of its usual one."""
    usual = kind._merged_bindings or BindingsMap()
    fresh = BindingsMap(_moves() if key_set is KeySet.VI else ())
    for key, bindings in usual.key_to_bindings.items():
        for binding in bindings:
            action = binding.action
            moved = action in keys.chosen and typed_as(key) == USUAL[action]
            now = binding.with_key(_named(keys.of(action)), None) if moved else binding
            fresh.key_to_bindings.setdefault(now.key, []).append(now)
    return fresh


def _named(key: str) -> str:
    """A key as the screen library calls it: exclamation_mark for `!`."""
    return _character_to_key(key) if len(key) == 1 else key


def _moves() -> list[Binding]:
    return [Binding(key, action, show=False, priority=True) for key, action in VI_MOVES.items()]
