"""What people marked in a document, and what a program found in it, in the few terms that are compared.

Marks are read from two shapes of one JSON object: with words (`commitments`, `not_commitments`, each with its
`quote`) or as places and labels only (`items`, `look_alikes`), which need the document's text beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]


class UnreadableMarks(ValueError):  # noqa: N818  errors are named as facts
    """What was given are no marks on this text; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking, marked or found.

    Args:
        span: of its quote: character offsets into the text, half open.
        kind: "commitment", "recommendation" or "agreement".
        action: the words of what is to be done.
        confidence: from 0 to 1, where a program gave it.
    """

    span: Span
    kind: str
    action: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """What people marked in one document.

    Args:
        name: of the document.
        language: ISO 639-1 code, or "".
        sha256: of the file's bytes, or "".
        undertakings: one for each coordinated undertaking.
        look_alikes: spans that only look like undertakings.
        borderline: spans on which careful people differ, or that nobody has decided: counted neither way.
        participants: names.
        meeting: fields of the meeting; those that are missing or empty are not compared.
    """

    name: str
    language: str
    sha256: str = ""
    undertakings: tuple[Undertaking, ...] = ()
    look_alikes: tuple[Span, ...] = ()
    borderline: tuple[Span, ...] = ()
    participants: tuple[str, ...] = ()
    meeting: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What a program found in the same document; fields as in `Marked`."""

    undertakings: Sequence[Undertaking] = ()
    participants: Sequence[str] = ()
    meeting: Mapping[str, Any] = field(default_factory=dict)


def read_marks(data: object, content: str | None = None) -> Marked:
    """Read what people marked.

    Args:
        data: one object of either shape, as JSON gives it.
        content: the document's text; None where only the head (name, language, sha256) is wanted.

    Raises:
        UnreadableMarks: it is none of the shapes, or a place lies outside the text.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("file"), str):
        raise UnreadableMarks("It is no object with the name of its document in “file”.")
    name = data["file"]
    if content is None:
        return Marked(name, str(data.get("language") or ""), str(data.get("sha256") or ""))
    try:
        return Marked(
            name=name,
            language=str(data.get("language") or ""),
            sha256=str(data.get("sha256") or ""),
            undertakings=tuple(
                Undertaking(_span(item, content), str(item["kind"]), _action(item, content))
                for item in _list(data, "commitments", "items")
            ),
            look_alikes=tuple(_spans(_list(data, "not_commitments", "look_alikes", needed=False), content)),
            borderline=tuple(_spans(_list(data, "borderline", needed=False), content)),
            participants=tuple(str(person["name"]) for person in _list(data, "participants", needed=False)),
            meeting=dict(data.get("meeting") or {}),
        )
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, UnreadableMarks):
            raise
        what = (
            f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else "a field is of another kind"
        )
        raise UnreadableMarks(f"The marks on {name} cannot be read: {what}.") from error


def _list(data: Mapping[str, Any], *names: str, needed: bool = True) -> list[Any]:
    for name in names:
        if name in data:
            found = data[name]
            if not isinstance(found, list):
                raise TypeError
            return found
    if needed:
        raise KeyError(" or ".join(names))
    return []


def _spans(items: Iterable[Any], content: str) -> Iterable[Span]:
    # A remark without a place, as a gold file may hold, marks nothing.
    placed = (item for item in items if not isinstance(item, Mapping) or item.get("start", -1) >= 0)
    return [_span(item, content) for item in placed if not isinstance(item, str)]


def _span(item: Any, content: str) -> Span:
    start, end = (item["start"], item["end"]) if isinstance(item, Mapping) else item
    if isinstance(start, bool) or isinstance(end, bool) or not 0 <= int(start) < int(end) <= len(content):
        raise UnreadableMarks(f"The place {start}–{end} lies outside the text of {len(content)} characters.")
    return int(start), int(end)


def _action(item: Mapping[str, Any], content: str) -> str:
    action = item["action"]
    if isinstance(action, str):
        return action
    start, end = _span(action, content)
    return content[start:end]
