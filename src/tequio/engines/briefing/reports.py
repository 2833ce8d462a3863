"""From records and a template to a State's report: its sections, their lengths, what makes it too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tequio.engines.briefing import wording
from tequio.engines.briefing.describing import as_object
from tequio.engines.briefing.errors import LanguageUnknown, NothingToReport
from tequio.engines.briefing.making import CLASSIFICATION, LABELS, Written, records_of
from tequio.engines.briefing.parts import Block, Brief, Heading, Run, Section, Sentence
from tequio.engines.briefing.plain import as_blocks
from tequio.engines.briefing.report_sections import FILLS, Reported, session_named
from tequio.engines.briefing.templates import BY_HAND, Part, Template, read_template
from tequio.engines.briefing.writer import Writer

_BODIES = resources.files("tequio.engines.briefing").joinpath("bodies")
# So many of the longest entries are named where a report is too long, unless fewer make up for it.
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Length:
    """How long a section, or the whole, is.

    Args:
        code: of the section; empty for the whole.
        words: without marks of sources.
        most: how many the template allows, or None.
    """

    code: str
    words: int
    most: int | None

    @property
    def over(self) -> int:
        """How many words are too many."""
        return max(0, self.words - self.most) if self.most is not None else 0


@dataclass(frozen=True, slots=True)
class StateReport:
    """A State's report to a body, in one language.

    Args:
        document: its sections, with what a page needs; the summary holds the lengths.
        template: whose form it has.
        lengths: of each section, in order.
        whole: of all sections together.
    """

    document: Brief
    template: Template
    lengths: tuple[Length, ...]
    whole: Length

    @property
    def is_too_long(self) -> bool:
        """Whether the whole or a section has more words than it may."""
        return any(one.over for one in (self.whole, *self.lengths))

    def length(self, code: str) -> Length | None:
        """Find the length of a section."""
        return next((one for one in self.lengths if one.code == code), None)


@cache
def templates() -> dict[str, Template]:
    """Give the templates that come with the program, by their codes, in the order of their files' names."""
    read = [
        read_template(file.read_text(encoding="utf-8"), file.name, FILLS)
        for file in sorted(_BODIES.iterdir(), key=lambda one: one.name)
        if file.name.endswith(".toml")
    ]
    return {one.code: one for one in read}


def make_report(
    reported: Reported, template: Template, language: str, written: Mapping[str, Written] | None = None
) -> StateReport:
    """Make a State's report to a body.

    Nothing is cut: where it is too long, the first page says by how much and names what is longest.

    Args:
        reported: the records.
        template: the body's form.
        language: es or en.
        written: code of a section -> what a person wrote for it.

    Raises:
        LanguageUnknown: there are no words in that language.
        NothingToReport: no recommendation, or no session, is handed in.
    """
    if language not in wording.LANGUAGES:
        raise LanguageUnknown(
            f"A report is written in {' or '.join(wording.LANGUAGES)}, not in {language!r}."
        )
    if not (reported.world.sessions and reported.world.commitments):
        raise NothingToReport(f"{reported.state.words(language)} has nothing to report on.")
    writer = Writer(language, longest=None)
    kept = written or {}
    made: list[Section] = []
    for part in template.parts:
        by_person = kept.get(part.code)
        blocks = (
            as_blocks(by_person.words, records_of(reported.world), writer)
            if by_person
            else _filled(part, reported, writer)
        )
        found = tuple(blocks)
        if found:
            title = part.title.words(language)
            on = by_person.on if by_person else None
            made.append(Section(part.code, len(made) + 1, title, found, on))
    lengths = tuple(Length(one.code, count_words(one), _most(template, one.code)) for one in made)
    whole = Length("", sum(one.words for one in lengths), template.limit.words)
    line = kept.get(CLASSIFICATION)
    document = Brief(
        mechanism=f"{reported.state.words(language)} · {reported.world.mechanism.words(language)}",
        title=template.title.words(language),
        session=session_named(reported, writer),
        made_on=reported.world.today,
        made_on_words=writer.day(reported.world.today),
        classification=line.words if line else writer.term("rep_draft"),
        language=language,
        summary=_summary(template, made, lengths, whole, writer),
        sections=tuple(made),
        citations=writer.citations(),
        annex=writer.term("annex"),
        labels={name: writer.term(name) for name in LABELS}
        | {name: writer.term(f"rep_{name}") for name in ("made_on", "session", "how_made")},
    )
    return StateReport(document, template, lengths, whole)


def _filled(part: Part, reported: Reported, writer: Writer) -> Iterator[Block]:
    if part.fills == BY_HAND:
        yield writer.say("rep_by_hand", guidance=part.guidance)
    else:
        yield from FILLS[part.fills](reported, writer)


def _most(template: Template, code: str) -> int | None:
    part = template.part(code)
    return part.words if part else None


def count_words(section: Section) -> int:
    """Count the words of a section as a word processor does, its title among them, marks of sources not.

    A line that says what is still to be written is none of the report's words.
    """
    headings = [block.words for block in section.blocks if isinstance(block, Heading)]
    sentences = [_words_of(one) for one in section.sentences]
    return sum(sentences) + sum(len(one.split()) for one in (section.title, *headings))


def _words_of(sentence: Sentence) -> int:
    return 0 if is_to_be_written(sentence) else len(sentence.text.split())


def is_to_be_written(sentence: Sentence) -> bool:
    """Whether a sentence only says what somebody still has to write."""
    return not (sentence.sources or sentence.see or sentence.is_written)


def _summary(
    template: Template, made: Sequence[Section], lengths: Sequence[Length], whole: Length, writer: Writer
) -> Section:
    blocks: list[Block] = [_said(length, writer, see=length.code) for length in lengths]
    blocks.append(Heading(writer.term("rep_whole")))
    blocks.append(_said(whole, writer))
    for length in (whole, *lengths):
        if length.over:
            its = [one for one in made if length.code in {"", one.code}]
            blocks.append(_where_to_shorten(its, length.over, writer))
    language = writer.language
    blocks.append(writer.say("rep_limit", note=template.limit.note.words(language)))
    if template.due.words(language):
        blocks.append(writer.say("rep_due", due=template.due.words(language)))
    blocks.append(writer.say("rep_source", source=template.limit.source.rstrip(".")))
    return Section("summary", 0, writer.term("rep_summary"), tuple(blocks))


def _said(length: Length, writer: Writer, see: str = "") -> Sentence:
    words = _counted(length.words, writer)
    if length.most is None:
        return writer.say("rep_length", see=see, words=words)
    if not length.over:
        return writer.say("rep_length_of", see=see, words=words, most=f"{length.most:,}")
    return writer.say(
        "rep_length_over", see=see, words=words, most=f"{length.most:,}", over=f"{length.over:,}"
    )


def _counted(n: int, writer: Writer) -> str:
    one = writer.counted("words", n)
    return one.replace(str(n), f"{n:,}", 1)


def _where_to_shorten(sections: Sequence[Section], over: int, writer: Writer) -> Sentence:
    """Name the longest entries until they could make up for what is too much; the numbers cite them."""
    entries = sorted((entry for one in sections for entry in _entries(one)), key=lambda entry: -entry[2])
    named: list[str] = []
    left = over
    for title, head, words in entries[:_MOST_NAMED]:
        label = wording.shortened(head.text, 60) if head else title
        named.append(f"{label.rstrip('.:')} ({_counted(words, writer)})")
        left -= words
        if left <= 0 and len(named) > 1:
            break
    return writer.say("rep_shorten", items=Run("; ".join(named)))


def _entries(section: Section) -> Iterator[tuple[str, Sentence | None, int]]:
    """Give the entries of a section: a sentence with all that stands below it, and how long they are."""
    head: Sentence | None = None
    words = 0
    for sentence in section.sentences:
        if sentence.level == 0:
            if words:
                yield section.title, head, words
            head, words = sentence, 0
        words += _words_of(sentence)
    if words:
        yield section.title, head, words


def report_as_object(report: StateReport) -> dict[str, Any]:
    """Describe a State report as an object that JSON can hold: its document, its template, its lengths."""
    limit = report.template.limit
    return {
        **as_object(report.document),
        "template": report.template.code,
        "words": report.whole.words,
        "limit": {
            "words": limit.words,
            "over": report.whole.over,
            "standing": str(limit.standing),
            "source": limit.source,
            "address": limit.address or None,
            "note": limit.note.words(report.document.language),
        },
        "lengths": [
            {"section": one.code, "words": one.words, "most": one.most, "over": one.over}
            for one in report.lengths
        ],
    }
