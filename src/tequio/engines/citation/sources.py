"""What the readers of provisions, documents and cases share: a text as tokens, and how citations are made."""

from __future__ import annotations

from dataclasses import dataclass

from tequio.engines.citation.folding import Folded, fold
from tequio.engines.citation.instruments import Instruments
from tequio.engines.citation.lexing import tokenize
from tequio.engines.citation.pinpoints import Points
from tequio.engines.citation.provisions import PlaceReader
from tequio.engines.citation.types import Citation, Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A citation, and whether it is one in running text too."""

    citation: Citation
    sure: bool


class Source:
    """A text as tokens.

    Args:
        text: as it was given.
        known: what is known to exist.
    """

    def __init__(self, text: str, known: Instruments) -> None:
        self.text = text
        self.known = known
        self.folded: Folded = fold(text)
        self.tokens = tokenize(self.folded, known)
        self.reader = PlaceReader(self.tokens, text, self.folded.offsets)


class Stage:
    """A reader of one sort of citation in a source; its methods give what they read and the next token."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._known = source.known
        self._folded = source.folded
        self._tokens = source.tokens
        self._reader = source.reader

    def _citation(self, kind: Kind, at: int, end: int, **fields: object) -> Citation:
        start, stop = self._folded.span(self._tokens[at].start, self._tokens[end - 1].end)
        return Citation(kind, start, stop, self._text[start:stop], **fields)  # type: ignore[arg-type]

    def _with_points(self, at: int, end: int, points: Points, fields: dict[str, str | None]) -> list[Found]:
        kind = Kind(fields["kind"] or Kind.DOCUMENT)
        rest = {name: value for name, value in fields.items() if name != "kind"}
        found = []
        for parts in points:
            found.append(Found(self._citation(kind, at, end, parts=parts, **rest), True))
        return found

    def _slice(self, at: int, end: int) -> str:
        start, stop = self._folded.span(self._tokens[at].start, self._tokens[end - 1].end)
        return " ".join(self._text[start:stop].split())

    def _token_after(self, at: int, offset: int) -> int:
        while at < len(self._tokens) and self._tokens[at].start < offset:
            at += 1
        return at
