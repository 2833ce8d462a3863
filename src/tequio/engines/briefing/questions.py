"""Proposed questions, by rule from the records; each cites what it asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tequio.engines.briefing.facts import Commitment, Record, Session, World
from tequio.engines.briefing.parts import Block, Run
from tequio.engines.briefing.sections import before_session, views
from tequio.engines.briefing.writer import Slot, Writer

# Of more questions of one kind about entries than these, the rest are named by numbers in one sentence.
MOST_OF_A_KIND = 8
# Entries of the last session of which nobody has said anything: so many are asked about one by one.
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
        rest: list[Commitment] = []
        named = 0
        for one in asked:
            named += one.about is not None
            if one.about is not None and named > MOST_OF_A_KIND:
                rest.append(one.about)
            else:
                yield writer.fill(one.key, one.cited, one.filled, level=1)
        if rest:
            cited = [record for one in rest for record in one.records]
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


def _silent_last(world: World, writer: Writer) -> Iterator[Question]:
    session, its = next(iter(_silent(world)), (None, []))
    if session is not None:
        name = writer.session(session)
        for one in _named_first(its):
            yield Question("ask_entry", (one.record,), {"session": name, **_named(one, writer)}, one)


def _silent_others(world: World, writer: Writer) -> Iterator[Question]:
    for at, (session, its) in enumerate(_silent(world)):
        named = _named_first(its) if at == 0 else []
        rest = [one for one in its if one not in named]
        if rest:
            cited = tuple(record for one in rest for record in one.records)
            filled: dict[str, Slot] = {"session": writer.session(session), "numbers": writer.numbers(rest)}
            yield Question("ask_edition", cited, filled)


def _silent(world: World) -> list[tuple[Session, list[Commitment]]]:
    """Give the sessions of which something is left that nobody has told of, the last one first."""
    # Of what is overdue, and of what a report is late, another rule has asked already.
    asked = {one.number for one in world.commitments if one.due_on and one.due_on < world.today}
    asked |= {duty.record.about or 0 for duty in before_session(world)[0] if duty.kind == "report"}
    left = [one for one in world.commitments if one.is_silent and not asked.intersection(one.numbers)]
    by_session = [
        (session, [one for one in left if one.session == session.record.number])
        for session in reversed(world.sessions)
    ]
    return [(session, its) for session, its in by_session if its]


def _named_first(its: Sequence[Commitment]) -> list[Commitment]:
    """Choose what is asked about one by one: what the parties bound themselves to firmly goes first."""
    ranked = sorted(its, key=lambda one: (one.kind == "recommendation", one.strength != "firm"))
    return ranked[:MOST_NAMED]


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
    _silent_last,
    _silent_others,
)
"""The rules, the gravest first: the first questions stand on the first page."""
