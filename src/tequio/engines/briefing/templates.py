"""Templates of State reports, read from TOML: the sections a body asks for, the words that it allows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tequio.engines.briefing.errors import TemplateUnusable
from tequio.engines.briefing.facts import Name

_CODE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_LONGEST_CODE = 20
_UNNAMED = Name()
BY_HAND = "hand"
"""What fills a section of which the register holds nothing: whoever signs writes it."""


class Standing(StrEnum):
    """How far a word limit is known: read in a published text, named there but not read again, or none."""

    PUBLISHED = "published"
    UNCHECKED = "unchecked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a report may be.

    Args:
        words: at most, without the annex of sources; None where the body names no number.
        standing: how far that is known.
        note: what the body says, and what is not certain about it.
        source: the text that says so.
        address: where it is read, or empty.
    """

    words: int | None
    standing: Standing
    note: Name
    source: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section that a template asks for.

    Args:
        code: of lower-case letters, digits and hyphens; the same in every language.
        title: in both languages.
        fills: a key of `report_sections.FILLS`, or `BY_HAND`.
        words: at most, or None.
        guidance: what the body expects there; may be empty where the register fills the section.
    """

    code: str
    title: Name
    fills: str
    words: int | None = None
    guidance: Name = _UNNAMED


@dataclass(frozen=True, slots=True)
class Template:
    """The form of a State's report to one body.

    Args:
        code: how it is named ("ccpr").
        body: how exports write the body ("ccpr").
        name: of the body, in both languages.
        title: of the document, in both languages.
        due: when it is due, in words; may be empty.
        limit: of the whole.
        parts: in order.
    """

    code: str
    body: str
    name: Name
    title: Name
    due: Name
    limit: Limit
    parts: tuple[Part, ...]

    def part(self, code: str) -> Part | None:
        """Find a section by its code."""
        return next((one for one in self.parts if one.code == code), None)


def read_template(content: str, named: str, fills: Iterable[str]) -> Template:
    """Read a template.

    Args:
        content: TOML.
        named: how the sentence of an error names it ("ccpr.toml").
        fills: what can fill a section.

    Raises:
        TemplateUnusable: it is no TOML, lacks a field, has one that means nothing, or a value cannot be used.
    """
    try:
        found = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise TemplateUnusable(f"{named} is no TOML: {error}.") from None
    whole = _Table(found, named, "")
    sections = found.pop("section", None)
    if not isinstance(sections, list) or not sections or not all(isinstance(one, dict) for one in sections):
        raise TemplateUnusable(f"{named} has no section; write at least one [[section]].")
    limit = _limit(_Table(whole.table("limit"), named, "limit"))
    known = frozenset(fills) | {BY_HAND}
    template = Template(
        code=whole.code("code"),
        body=whole.words("body"),
        name=whole.name("name"),
        title=whole.name("title"),
        due=whole.name("due", is_needed=False),
        limit=limit,
        parts=tuple(
            _part(_Table(one, named, f"section {n}"), known) for n, one in enumerate(sections, start=1)
        ),
    )
    whole.close()
    codes = [part.code for part in template.parts]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise TemplateUnusable(f"{named} has two sections with the code {twice}; give each its own.")
    return template


def _limit(table: _Table) -> Limit:
    standing = table.words("standing")
    if standing not in {str(one) for one in Standing}:
        raise TemplateUnusable(f"{table.where} has the standing {standing}; write {', '.join(Standing)}.")
    words = table.number("words")
    if (words is None) != (standing == Standing.NONE):
        raise TemplateUnusable(f"{table.where} has words where its standing is not none, and only there.")
    limit = Limit(
        words, Standing(standing), table.name("note"), table.words("source"), table.words("address", False)
    )
    table.close()
    return limit


def _part(table: _Table, fills: frozenset[str]) -> Part:
    filled = table.words("fills")
    if filled not in fills:
        raise TemplateUnusable(
            f"{table.where} is filled by {filled}; write one of {', '.join(sorted(fills))}."
        )
    part = Part(
        table.code("code"),
        table.name("title"),
        filled,
        table.number("words"),
        table.name("guidance", is_needed=filled == BY_HAND),
    )
    table.close()
    return part


class _Table:
    """Takes fields out of a table of TOML and says in one sentence what is wrong with one."""

    def __init__(self, fields: Mapping[str, Any], named: str, part: str) -> None:
        self._fields = dict(fields)
        self.where = f"{named}, {part}," if part else named

    def words(self, key: str, is_needed: bool = True) -> str:
        found = self._fields.pop(key, "")
        if not isinstance(found, str) or (is_needed and not found.strip()):
            raise TemplateUnusable(f"{self.where} has no {key}; write it as words.")
        return found.strip()

    def code(self, key: str) -> str:
        found = self.words(key)
        if len(found) > _LONGEST_CODE or not set(found) <= _CODE_LETTERS:
            raise TemplateUnusable(
                f"{self.where} has the code {found}; use lower-case letters, digits and hyphens, "
                f"{_LONGEST_CODE} at most."
            )
        return found

    def number(self, key: str) -> int | None:
        found = self._fields.pop(key, None)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            raise TemplateUnusable(f"{self.where} allows {found!r} words; write a whole number above 0.")
        return found

    def table(self, key: str) -> Mapping[str, Any]:
        found = self._fields.pop(key, None)
        if not isinstance(found, dict):
            raise TemplateUnusable(f"{self.where} has no {key}; write a table [{key}].")
        return found

    def name(self, key: str, is_needed: bool = True) -> Name:
        found = self._fields.pop(key, None)
        if found is None and not is_needed:
            return _UNNAMED
        pair = (found.get("es"), found.get("en")) if isinstance(found, dict) else (None, None)
        es, en = pair
        if not (isinstance(es, str) and isinstance(en, str) and es.strip() and en.strip()):
            raise TemplateUnusable(f"{self.where} has no {key} in Spanish and English (es, en).")
        return Name(es.strip(), en.strip())

    def close(self) -> None:
        """Refuse what is left: a field that means nothing is a slip of the pen."""
        left = sorted(set(self._fields) - {"section"})
        if left:
            raise TemplateUnusable(f"{self.where} has the field {left[0]}, which means nothing; take it out.")
