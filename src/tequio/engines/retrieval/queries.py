"""What a reader types, understood: words, quoted phrases, AND OR NOT, filters; tolerant of everything.

The grammar, for whatever is typed: `expression = conjunction {OR conjunction}`, `conjunction = unit {[AND]
[NOT] unit}`, `unit = word | "phrase" | (expression) | field:value`. Operators are words in capitals,
English or Spanish, so that "torture and ill-treatment" stays a plain question. What does not fit is taken
for plain words and a note says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FILTERS: Mapping[str, tuple[str, ...]] = {
    "instrument": ("instrument", "instrumento", "tratado", "treaty"),
    "body": ("body", "organo", "comite", "committee"),
    "country": ("country", "pais", "estado", "state"),
    "year": ("year", "ano", "anio"),
    "article": ("article", "articulo", "art"),
    "binding": ("binding", "vinculante", "obligatorio"),
    "theme": ("theme", "tema"),
    "group": ("group", "grupo", "poblacion"),
    "language": ("language", "idioma", "lang"),
}
"""Fields that a query can filter by, each with the names under which it can be typed, accents aside."""

LONGEST = 2_000
"""Characters of a query that are read."""
MOST_WORDS = 64
"""Words that are looked up one by one; the rest speaks through the vector only."""
MOST_NESTING = 8
MOST_YEARS = 200

_OPERATORS = {
    "AND": "and",
    "Y": "and",
    "E": "and",
    "OR": "or",
    "O": "or",
    "U": "or",
    "NOT": "not",
    "NO": "not",
}
_TOKEN = re.compile(
    r"""(?P<field>[^\W\d_]{2,20}:(?:["“«][^"”»]{1,200}["”»]|[^\s()]+))"""
    r"""|(?P<phrase>["“«”»][^"“«”»]*["“«”»])|(?P<open>\()|(?P<close>\))|(?P<word>[^\s()"“«”»]+)"""
)
_WORD = re.compile(r"[^\W_]+(?:[.'’·-][^\W_]+)*")
_YEARS = re.compile(r"(\d{4})[-–](\d{4})")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


class Kind(StrEnum):
    """What a node of an expression says about those below it."""

    WORD = "word"
    PHRASE = "phrase"
    ALL = "all"
    ANY = "any"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Node:
    """Part of a boolean expression.

    Args:
        kind: a word, a phrase, or how those below are joined.
        text: the words of a word or a phrase.
        parts: what is joined.
    """

    kind: Kind
    text: str = ""
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood.

    Args:
        text: the words that are searched, without filters and operators, at most `LONGEST` characters.
        condition: what each hit must fulfil, or None for a plain question.
        filters: field -> values, one of which a hit must have.
        notes: one sentence each on what was ignored or cut.
    """

    text: str
    condition: Node | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked: no word, no filter."""
        return not self.text and not self.filters


@dataclass(slots=True)
class _Reader:
    tokens: list[tuple[str, str]]
    place: int = 0
    depth: int = 0
    operators: bool = False
    phrases: bool = False
    filters: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "")

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def expression(self) -> Node | None:
        parts = [self.conjunction()]
        while self.peek() == ("operator", "or"):
            self.place += 1
            self.operators = True
            parts.append(self.conjunction())
        return _joined(Kind.ANY, parts)

    def conjunction(self) -> Node | None:
        parts: list[Node | None] = []
        while True:
            kind, value = self.peek()
            if kind == "end" or (kind, value) == ("operator", "or") or (kind == "close" and self.depth):
                return _joined(Kind.ALL, parts)
            self.place += 1
            if kind == "close":
                self.note("A closing bracket without an opening one was ignored.")
            elif (kind, value) == ("operator", "and"):
                self.operators = True
            elif (kind, value) == ("operator", "not"):
                self.operators = True
                parts.append(self.negated())
            else:
                parts.append(self.unit(kind, value))

    def negated(self) -> Node | None:
        kind, value = self.peek()
        if kind not in {"word", "phrase", "open"}:
            self.note("A NOT with nothing after it was ignored.")
            return None
        self.place += 1
        below = self.unit(kind, value)
        return Node(Kind.NOT, parts=(below,)) if below else None

    def unit(self, kind: str, value: str) -> Node | None:
        if kind == "open":
            return self.bracket()
        if kind == "field":
            self.keep_filter(value)
            return None
        if kind == "phrase":
            self.phrases = True
            return Node(Kind.PHRASE, value) if _WORD.search(value) else None
        return Node(Kind.WORD, value) if _WORD.search(value) else None

    def bracket(self) -> Node | None:
        if self.depth >= MOST_NESTING:
            self.note(f"Brackets more than {MOST_NESTING} deep were ignored.")
            return None
        self.depth += 1
        inside = self.expression()
        if self.peek()[0] == "close":
            self.place += 1
        else:
            self.note("A bracket that is not closed was taken to close at the end.")
        self.depth -= 1
        return inside

    def keep_filter(self, written: str) -> None:
        name, value = written.split(":", 1)
        known = field_named(name)
        values = [part.strip() for part in value.strip('"“”«»').split(",")]
        assert known is not None
        for part in values:
            self.filters.setdefault(known, []).extend(
                _years(part) if known == "year" else [part] * bool(part)
            )


def _years(written: str) -> list[str]:
    """Give the years of "2010-2014", or what is written where it is no such range."""
    ends = _YEARS.fullmatch(written)
    if ends is None:
        return [written] * bool(written)
    first, last = int(ends[1]), int(ends[2])
    return [str(year) for year in range(first, last + 1)] if 0 <= last - first < MOST_YEARS else [written]


def _joined(kind: Kind, parts: list[Node | None]) -> Node | None:
    kept = tuple(part for part in parts if part is not None)
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else Node(kind, parts=kept)


def field_named(name: str) -> str | None:
    """Give the field that a typed name stands for, or None."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return next((known for known, names in FILTERS.items() if plain in names), None)


def _tokens(text: str, reader: _Reader) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    # Where all is written in capitals, they mark nothing.
    operators = {} if text == text.upper() and len(text.split()) > 3 else _OPERATORS
    for match in _TOKEN.finditer(text):
        kind, value = str(match.lastgroup), match.group()
        if kind == "field":
            name = value.split(":", 1)[0]
            if field_named(name) is None:
                if not value.startswith(("http:", "https:")):
                    reader.note(f"There is no filter “{name}”; its words were searched as they stand.")
                tokens.extend(("word", word) for word in _WORD.findall(value))
                continue
        elif kind == "word" and value in operators:
            kind, value = "operator", operators[value]
        elif kind == "phrase":
            value = value[1:-1].strip()
        elif kind == "word":
            if "*" in value or "?" in value.strip("?¿"):
                reader.note("Wildcards are not needed: word forms are found by themselves.")
            if value.startswith("-") and len(value) > 1 and _WORD.search(value):
                tokens.append(("operator", "not"))
                value = value[1:]
        tokens.append((kind, value))
    return tokens


def _searched(node: Node | None) -> list[str]:
    """Give the words that speak for a passage, in the order typed."""
    if node is None or node.kind is Kind.NOT:
        return []
    return [node.text, *(text for part in node.parts for text in _searched(part))]


def parse_query(text: str) -> Query:
    """Understand what a reader typed. Never fails.

    Args:
        text: anything.

    Returns:
        What is asked, with a note on each thing that was ignored or cut.
    """
    reader = _Reader([])
    clean = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    if len(clean) > LONGEST:
        reader.note(f"The query was cut after {LONGEST:,} characters.")
        clean = clean[:LONGEST]
    if _TAG.search(clean):
        reader.note("Mark-up in the query was ignored.")
        clean = _TAG.sub(" ", clean)
    if sum(clean.count(mark) for mark in '"“”«»') % 2:
        reader.note("A quotation mark that stands alone was ignored.")
        last = max(clean.rfind(mark) for mark in '"“”«»')
        clean = clean[:last] + " " + clean[last + 1 :]
    reader.tokens = _tokens(clean, reader)
    try:
        condition = reader.expression()
    except RecursionError:  # pragma: no cover - nesting is limited
        condition = None
    searched = " ".join(part for part in _searched(condition) if part)
    if len(_WORD.findall(searched)) > MOST_WORDS:
        reader.note(f"Only the first {MOST_WORDS} words are looked up one by one.")
    if not _WORD.search(searched):
        searched = ""
    return Query(
        text=searched,
        condition=_condition(condition, reader),
        filters={name: tuple(dict.fromkeys(values)) for name, values in reader.filters.items()},
        notes=tuple(reader.notes),
    )


def _condition(node: Node | None, reader: _Reader) -> Node | None:
    """Keep as condition what was written as one: all of an expression with operators, else the phrases."""
    if node is None or reader.operators:
        return node
    phrases = [part for part in (node, *node.parts) if part.kind is Kind.PHRASE]
    return _joined(Kind.ALL, list(phrases)) if reader.phrases else None
