"""What is said where arguments make no sense, and for whom a command is; quick to load."""

from enum import Enum


class UsageError(Exception):
    """The arguments make no sense; the text is one line and says what does."""


class Need(Enum):
    """What somebody has to be to run a command."""

    NOBODY = "it is about no store, or says itself what is wrong with one"
    ANYBODY = "known here: what comes of it depends on who"
    SEES_ALL = "who sees every ticket"
    WORKS = "who works at the desk"
