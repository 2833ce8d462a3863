"""From records to a brief: sections in order, the summary, what people wrote, the annex of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tequio.engines.briefing import sections, wording
from tequio.engines.briefing.errors import LanguageUnknown, NothingToBrief
from tequio.engines.briefing.facts import Record, World
from tequio.engines.briefing.parts import Block, Brief, Heading, Section, Sentence
from tequio.engines.briefing.plain import as_blocks
from tequio.engines.briefing.questions import questions
from tequio.engines.briefing.tellings import brought_together
from tequio.engines.briefing.writer import Writer

SECTIONS: dict[str, Callable[[World, Writer], Iterator[Block]]] = {
    "agreed": sections.agreed,
    "state": sections.state,
    "contradictions": sections.contradictions,
    "silence": sections.silence,
    "civil_society": sections.civil_society,
    "related": sections.related,
    "due": sections.due,
    "questions": questions,
}
"""Code of each section -> what writes it, in order."""

# The line that says who may read the brief is kept as a section is.
CLASSIFICATION = "classification"
LABELS = ("made_on", "mechanism", "session", "section", "page", "page_short", "of", "written", "how_made")
"""Terms that a page of a document needs besides its sections."""
# Questions that stand on the first page.
_FIRST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote in place of a section.

    Args:
        words: as `plain.as_plain` writes a section, with marks of records.
        on: the day.
    """

    words: str
    on: date


def make_brief(world: World, language: str, written: Mapping[str, Written] | None = None) -> Brief:
    """Make the brief for the next session of a mechanism.

    What several passages of one session promise in the same words, or in one group, stands once. A section
    for which there is no record is left out. A person's text takes the place of its section.

    Args:
        world: all records.
        language: es or en.
        written: code of a section -> what a person wrote for it.

    Raises:
        LanguageUnknown: there are no words in that language.
        NothingToBrief: no session is known, or nothing else.
    """
    if language not in wording.LANGUAGES:
        raise LanguageUnknown(f"A brief is written in {' or '.join(wording.LANGUAGES)}, not in {language!r}.")
    if not world.sessions:
        raise NothingToBrief(f"{world.mechanism.words(language)} has no session in the register.")
    world = brought_together(world, language)
    writer = Writer(language)
    kept = written or {}
    made: list[Section] = []
    for code, write in SECTIONS.items():
        by_person = kept.get(code)
        blocks = tuple(_resolved(by_person, world, writer) if by_person else write(world, writer))
        if blocks:
            title = writer.term(code)
            made.append(Section(code, len(made) + 1, title, blocks, by_person.on if by_person else None))
    summary = _summary(world, writer, made)
    line = kept.get(CLASSIFICATION)
    return Brief(
        mechanism=world.mechanism.words(language),
        title=writer.term("title"),
        session=_session(world, writer),
        made_on=world.today,
        made_on_words=writer.day(world.today),
        classification=line.words if line else writer.term("classification"),
        language=language,
        summary=summary,
        sections=tuple(made),
        citations=writer.citations(),
        annex=writer.term("annex"),
        labels={name: writer.term(name) for name in LABELS},
    )


def _session(world: World, writer: Writer) -> str:
    following = world.next
    if following is None or not following.period:
        return writer.term("next_unknown")
    place = f", {following.place}" if following.place else ""
    key = "next_announced" if following.is_announced else "next_expected"
    return writer.term(key, period=writer.partial(following.period) + place)


def _resolved(by_person: Written, world: World, writer: Writer) -> Iterator[Block]:
    """Read a person's text; marks of records that are there become citations."""
    return as_blocks(by_person.words, records_of(world), writer)


def records_of(world: World) -> dict[str, Record]:
    """Give every record that a brief of this world can cite, by its mark."""
    found = [session.record for session in world.sessions]
    found += [one.record for one in world.submissions]
    found += [one.record for one in world.due]
    for each in (*world.commitments, *(one.commitment for one in world.related)):
        found += each.records
        found += [row.record for row in each.positions]
        found += [row.record for row in each.reports]
        found += [row.record for row in each.actions]
        found += [row.record for row in each.evidence]
        found += [row.record for row in each.assessments]
        found += [row.record for row in each.inquiries]
    return {record.mark: record for record in found}


def _summary(world: World, writer: Writer, made: list[Section]) -> Section:
    """Write the first page: what each section holds, counted, and the first questions."""
    there = {section.code: section for section in made}
    blocks: list[Block] = [sentence for code, sentence in _counts(world, writer).items() if code in there]
    asked = there.get("questions")
    first = asked.sentences[:_FIRST_QUESTIONS] if asked else ()
    if first:
        blocks.append(Heading(writer.term("first_questions")))
        blocks += first
    return Section("summary", 0, writer.term("summary"), tuple(blocks))


def _counts(world: World, writer: Writer) -> dict[str, Sentence]:
    all_of = world.commitments
    entries = writer.counted("entries", len(all_of))
    inquiries = [inquiry for one in all_of for inquiry in one.inquiries]
    asked = sum(inquiry.asked for inquiry in inquiries)
    silent = sum(one.is_silent for one in all_of)
    overdue, coming = sections.before_session(world)
    told = sum(bool(one.reports or one.actions or one.positions) for one in all_of)
    agreed = "sum_agreed" if all_of else "sum_agreed_none"
    mute = "sum_silence" if asked else "sum_silence_unasked"
    again = sum(len(one.tellings) for one in all_of)
    agreed = "sum_agreed_again" if again else agreed
    return {
        "agreed": writer.say(
            agreed,
            see="agreed",
            sessions=writer.counted("sessions", len(world.sessions)),
            entries=entries,
            again=writer.counted("passages", again),
        ),
        "state": writer.say(
            "sum_state",
            see="state",
            told=told,
            entries=entries,
            judged=sum(bool(one.assessments) for one in all_of),
        ),
        "contradictions": writer.say(
            "sum_contradictions",
            see="contradictions",
            against=sum(bool(one.contradicting) for one in all_of),
            disagree=sum(bool(one.disagree) for one in all_of),
        ),
        "silence": writer.say(
            mute,
            see="silence",
            silent=silent,
            entries=entries,
            mute=asked - sum(inquiry.answered for inquiry in inquiries),
            asked=asked,
        ),
        "civil_society": writer.say(
            "sum_civil_society",
            see="civil_society",
            n=len(world.submissions),
            waiting=sum(one.state == "received" for one in world.submissions),
        ),
        "related": writer.say("sum_related", see="related", n=len(world.related)),
        "due": writer.say("sum_due", see="due", overdue=len(overdue), coming=len(coming)),
    }
