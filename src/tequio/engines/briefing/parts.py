"""What a brief is: sections of blocks of sentences, each sentence with the numbers of its sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tequio.engines.briefing.facts import Record


class Style(StrEnum):
    """How words are set."""

    PLAIN = "plain"
    QUOTE = "quote"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style.

    Args:
        words: without quotation marks.
        style: plain, quote (verbatim from a source) or strong.
        language: of a quote where it is not that of the brief, else empty.
    """

    words: str
    style: Style = Style.PLAIN
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Args:
        runs: its words.
        sources: numbers of `Brief.citations` on which it rests, ascending.
        see: code of the section whose sentences cite what it counts; empty for others.
        level: 0 for text, 1 for an entry of a list, 2 for an entry below one.
        is_written: whether a person wrote it.
    """

    runs: tuple[Run, ...]
    sources: tuple[int, ...] = ()
    see: str = ""
    level: int = 0
    is_written: bool = False

    @property
    def text(self) -> str:
        """Its words, quotes in quotation marks."""
        return "".join(f"“{run.words}”" if run.style is Style.QUOTE else run.words for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    words: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Two lists that stand beside one another, as what supports and what contradicts.

    Args:
        names: heading of each side.
        sides: sentences of each side.
    """

    names: tuple[str, str]
    sides: tuple[tuple[Sentence, ...], tuple[Sentence, ...]]


Block = Sentence | Heading | Sides


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Args:
        code: stays the same in every language ("agreed").
        number: as printed, from 1; 0 for the summary.
        title: in the language of the brief.
        blocks: in order.
        written_on: the day on which a person wrote its text, None where it is as generated.
    """

    code: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    written_on: date | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All its sentences, those that stand side by side too."""
        found: list[Sentence] = []
        for block in self.blocks:
            if isinstance(block, Sentence):
                found.append(block)
            elif isinstance(block, Sides):
                found += [*block.sides[0], *block.sides[1]]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source.

    Args:
        number: as cited, from 1.
        record: what is cited.
        words: how the annex writes it.
    """

    number: int
    record: Record
    words: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief for the next session of a mechanism, in one language.

    Args:
        mechanism: its name.
        title: of the document ("Brief for the next session").
        session: the session that it prepares, in words.
        made_on: the day.
        made_on_words: the day in words.
        classification: the line that says who may read it.
        language: es or en.
        summary: what stands on the first page.
        sections: in order.
        citations: by number.
        annex: title of the annex of sources.
        labels: words that a page needs besides ("made on").
    """

    mechanism: str
    title: str
    session: str
    made_on: date
    made_on_words: str
    classification: str
    language: str
    summary: Section
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    annex: str
    labels: dict[str, str] = field(default_factory=dict)

    def section(self, code: str) -> Section | None:
        """Find a section by its code."""
        return next((one for one in (self.summary, *self.sections) if one.code == code), None)

    def records(self) -> dict[str, int]:
        """Give the number of each cited record by its mark ("c12" -> 3)."""
        return {one.record.mark: one.number for one in self.citations}
