"""Proposed questions, by rule from the records; each cites what it asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tequio.engines.briefing.facts import Commitment, Record, World
from tequio.engines.briefing.parts import Block, Run
from tequio.engines.briefing.sections import before_session, views
from tequio.engines.briefing.writer import Slot, Writer

# More questions of one kind than these are named by their numbers in one sentence.
MOST_OF_A_KIND = 8
# Entries of a session of which nobody has said anything: so many are asked about one by one.
MOST_NAMED = 6
# Answers of a State that leave a recommendation open.
_OPEN_ANSWERS = ("noted", "rejected", "in_part")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is not written yet, so that only what is written is cited.

    Args:
        key: of its sentence.
        cited: the records on which it rests.
        filled: what stands in the sentence.
        about: the commitment that it asks about, or None.
    """

    key: str
    cited: tuple[Record, ...]
    filled: Mapping[str, Slot] = field(default_factory=dict)
    about: Commitment | None = None


def questions(world: World, writer: Writer) -> Iterator[Block]:
    """Ask what the records leave open, in the order of `RULES`."""
    for rule in RULES:
        asked = list(rule(world, writer))
        for one in asked[:MOST_OF_A_KIND]:
            yield writer.fill(one.key, one.cited, one.filled, level=1)
        rest = [one.about for one in asked[MOST_OF_A_KIND:] if one.about]
        if rest:
            cited = [one.record for one in rest]
            yield writer.say("no_more", *cited, level=1, numbers=writer.numbers(rest))


def _session_overdue(world: World, writer: Writer) -> Iterator[Question]:
    following = world.next
    if following and following.period and following.last_day and following.last_day < world.today:
        key = "ask_session" if following.is_announced else "ask_expected"
        yield Question(key, (following.record,), {"period": writer.period(following)})


def _contradicted(world: World, writer: Writer) -> Iterator[Question]:
    for one in world.commitments:
        for piece in one.contradicting:
            who = writer.names(one.in_charge) or writer.names(one.actors) or writer.term("whoever")
            filled: dict[str, Slot] = {
                "who": who,
                "quote": writer.quoted(piece.finding),
                **_named(one, writer),
            }
            yield Question("ask_contradicted", (piece.record, one.record), filled, one)


def _differing(world: World, writer: Writer) -> Iterator[Question]:
    for one in world.commitments:
        if one.disagree:
            cited = (one.record, *(assessment.record for assessment in one.disagree))
            filled: dict[str, Slot] = {"views": views(one.disagree, writer), **_named(one, writer)}
            yield Question("ask_disagree", cited, filled, one)


def _overdue_and_silent(world: World, writer: Writer) -> Iterator[Question]:
    for one in world.commitments:
        if one.is_silent and one.due_on and one.due_on < world.today:
            yield Question("ask_overdue", (one.record,), {"on": one.due_on, **_named(one, writer)}, one)


def _late_reports(world: World, writer: Writer) -> Iterator[Question]:
    for duty in before_session(world)[0]:
        if duty.kind == "report" and duty.institution and duty.record.about is not None:
            filled: dict[str, Slot] = {"who": duty.institution, "on": duty.on}
            filled["label"] = writer.numbers([duty.record.about])
            yield Question("ask_report", (duty.record,), filled)


def _left_open(world: World, writer: Writer) -> Iterator[Question]:
    asked = [*world.commitments, *(one.commitment for one in world.related)]
    for one in asked:
        for position in one.positions[-1:]:
            if position.answer in _OPEN_ANSWERS:
                given = writer.partial(position.given_on)
                on = writer.term("dated", when=given) if given else ""
                filled: dict[str, Slot] = {"who": position.state, "answer": Run(writer.term(position.answer))}
                filled |= {"on": on, **_named(one, writer)}
                yield Question("ask_noted", (position.record, one.record), filled, one)


def _unanswered(world: World, writer: Writer) -> Iterator[Question]:
    for one in world.commitments:
        for inquiry in one.inquiries:
            mute = inquiry.asked - inquiry.answered
            if mute and inquiry.reply_by < world.today:
                filled: dict[str, Slot] = {
                    "mute": mute,
                    "asked": writer.counted("authorities", inquiry.asked),
                }
                filled["quote"] = writer.quoted(inquiry.question)
                yield Question("ask_silent", (inquiry.record,), filled, one)


def _waiting_submissions(world: World, writer: Writer) -> Iterator[Question]:
    for one in world.submissions:
        if one.state == "received":
            filled: dict[str, Slot] = {"kind": writer.term(f"sub_{one.kind}"), "title": one.title}
            yield Question("ask_submission", (one.record,), {**filled, "on": one.received_on})


def _silent_sessions(world: World, writer: Writer) -> Iterator[Question]:
    # Of what is overdue, and of what a report is late, another rule has asked already.
    asked = {one.number for one in world.commitments if one.due_on and one.due_on < world.today}
    asked |= {duty.record.about or 0 for duty in before_session(world)[0] if duty.kind == "report"}
    silent = [one for one in world.commitments if one.is_silent and one.number not in asked]
    for session in reversed(world.sessions):
        its = [one for one in silent if one.session == session.record.number]
        name = writer.session(session)
        if len(its) <= MOST_NAMED:
            for one in its:
                yield Question("ask_entry", (one.record,), {"session": name, **_named(one, writer)}, one)
        else:
            cited = tuple(one.record for one in its)
            yield Question("ask_edition", cited, {"session": name, "numbers": writer.numbers(its)})


def _named(one: Commitment, writer: Writer) -> dict[str, Slot]:
    return {"label": writer.numbers([one]), "action": writer.naming(one)}


RULES: tuple[Callable[[World, Writer], Iterator[Question]], ...] = (
    _contradicted,
    _overdue_and_silent,
    _late_reports,
    _differing,
    _session_overdue,
    _unanswered,
    _left_open,
    _waiting_submissions,
    _silent_sessions,
)
"""The rules, the gravest first: the first questions stand on the first page."""
