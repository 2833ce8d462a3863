"""What the follow-up refuses; each message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tequio.apps.register.operations.errors import ChangedMeanwhile, RegisterError


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody did meanwhile.

    Args:
        who: the account's name, or empty for a sender without one.
        verb: what was done.
        fields: label -> (what stood, what stands), in words.
        why: in that person's words.
    """

    who: str
    verb: str
    fields: dict[str, tuple[str, str]]
    why: str


class ChangedSince(ChangedMeanwhile):
    """Somebody changed the record after the person had looked; `changes` says what, the oldest first."""

    def __init__(self, sentence: str, changes: Iterable[Change]) -> None:
        super().__init__(sentence)
        self.changes = tuple(changes)


class NotInRegister(RegisterError):
    """A commitment that nobody has accepted, or a component that nobody has confirmed, has no follow-up."""


class AlreadyAssigned(RegisterError):
    """The institution is in charge of the component already."""


class HasEnded(RegisterError):
    """The assignment has ended."""


class NotInThatState(RegisterError):
    """A report or submission does not stand where the operation begins."""


class ReplacedAlready(RegisterError):
    """An assessment or position was corrected already; the newest one is the one to correct."""


class NotPublishable(RegisterError):
    """Confidentiality, consent or a date forbids that visitors see it."""


class FileGone(RegisterError):
    """There is no file, or it was erased."""


class CodeUnknown(RegisterError):
    """No submission or right of reply has this code."""


class NoConsent(RegisterError):
    """Nothing is kept of a sender who does not agree to it."""
