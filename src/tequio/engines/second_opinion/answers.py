"""The answer: read with suspicion. A quote that does not stand in the text word for word does not exist."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tequio.text import Anchor, Text

LONGEST_ANSWER = 400_000  # characters
_MOST = 120  # undertakings of one piece; more is no reading of a piece of this length
_LEAST_QUOTE = 12  # characters; a shorter quote says nothing by itself
_KINDS = ("commitment", "recommendation", "agreement")
_FENCE = re.compile(r"\A\s*```[a-z]*\s*(?P<inside>.*?)\s*```\s*\Z", re.DOTALL)


class UnusableAnswer(ValueError):  # noqa: N818  errors are named as facts
    """The answer as a whole cannot be used; the message says why and repeats none of it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One undertaking that a model sees; every word of it stands in the text.

    Args:
        kind: "commitment", "recommendation" or "agreement".
        anchor: of the quote.
        action_anchor: of the action, within the quote; the quote's own where the action is not verbatim.
        actors: who owes it, in words of the text.
        by: who asks, likewise.
        deadline: its words, or None.
        strength: "firm" or "soft".
        lead_in: words of the text that govern it, or None.
    """

    kind: str
    anchor: Anchor
    action_anchor: Anchor
    actors: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    deadline: str | None = None
    strength: str = "firm"
    lead_in: str | None = None


def read_answer(answer: str, text: Text, start: int, end: int) -> tuple[list[Opinion], int]:
    """Read a model's answer about a piece of a document.

    Args:
        answer: as the model wrote it.
        text: the document.
        start: first character of the piece that was asked about.
        end: one past the last.

    Returns:
        The opinions that stand in the piece, in its order, and how many entries were dropped.

    Raises:
        UnusableAnswer: it is too long, no JSON object, or holds no list of commitments.
    """
    entries = _entries(answer)
    piece = _Piece(text, start, end)
    found = [opinion for entry in entries[:_MOST] if (opinion := piece.opinion(entry)) is not None]
    unique = {(o.anchor.start, o.anchor.end, o.action_anchor.start, o.action_anchor.end): o for o in found}
    return sorted(unique.values(), key=lambda o: (o.anchor, o.action_anchor)), len(entries) - len(unique)


def _entries(answer: str) -> list[Any]:
    if len(answer) > LONGEST_ANSWER:
        raise UnusableAnswer("the answer is too long")
    fenced = _FENCE.match(answer)
    try:
        whole = json.loads(fenced["inside"] if fenced else answer)
    except (ValueError, RecursionError):
        raise UnusableAnswer("the answer is no JSON") from None
    entries = whole.get("commitments") if isinstance(whole, dict) else None
    if not isinstance(entries, list):
        raise UnusableAnswer("the answer holds no list of commitments")
    return entries


class _Piece:
    """The words of a piece, in one line, so that a copy with other line ends is still a copy."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        self.text = text
        self.flow = text.flow(start, end)

    def opinion(self, entry: Any) -> Opinion | None:
        """Believe of an entry what stands in the piece, or nothing."""
        if not isinstance(entry, dict) or entry.get("kind") not in _KINDS:
            return None
        quote = self._place(entry.get("quote"), 0, len(self.flow.words))
        if quote is None or quote[1] - quote[0] < _LEAST_QUOTE:
            return None
        action = self._place(entry.get("action"), *quote) or quote
        return Opinion(
            kind=str(entry["kind"]),
            anchor=self._anchor(quote),
            action_anchor=self._anchor(action),
            actors=self._standing(entry.get("actors")),
            by=self._standing(entry.get("by")),
            deadline=next(iter(self._standing([entry.get("deadline")])), None),
            strength="soft" if entry.get("strength") == "soft" else "firm",
            lead_in=next(iter(self._standing([entry.get("lead_in")])), None),
        )

    def _place(self, words: object, start: int, end: int) -> tuple[int, int] | None:
        line = " ".join(words.split()) if isinstance(words, str) else ""
        at = self.flow.words.find(line, start, end) if line else -1
        return None if at < 0 else (at, at + len(line))

    def _anchor(self, place: tuple[int, int]) -> Anchor:
        return self.text.anchor(*self.flow.source(*place))

    def _standing(self, words: object) -> tuple[str, ...]:
        """Keep the words that stand in the piece."""
        given: Iterable[Any] = words if isinstance(words, list) else ()
        places = (self._place(one, 0, len(self.flow.words)) for one in given)
        return tuple(dict.fromkeys(self.flow.words[slice(*place)] for place in places if place))
