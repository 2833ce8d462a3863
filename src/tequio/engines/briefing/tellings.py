"""One promise that several documents of a session tell stands once, with each of its wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tequio.engines.briefing.facts import Commitment, Demand, Due, Related, World
from tequio.text import fold

# Shorter wordings ("ratify it") are the same by chance.
LEAST_WORDS = 4


def brought_together(world: World, language: str) -> World:
    """Bring the entries of a session that tell one promise together; entries of two sessions stay apart.

    Two are one where what they promise has the same words, or where people put them in one group of the same
    demand. One sentence that promises two things is two promises; a proposed group joins nothing.

    Args:
        world: all records.
        language: of the brief; a wording in it goes before others.

    Returns:
        The world with one commitment for each promise: the firmest wording leads and has the others as its
        `tellings`, with all that hangs on any of them. Of what is related, one passage stands once.
    """
    told = _parted(world.commitments)
    commitments = tuple(_one_of(its, language) if len(its) > 1 else its[0] for its in told)
    due = tuple(_once(world.due, commitments))
    return replace(world, commitments=commitments, due=due, related=tuple(_one_passage(world.related)))


def _parted(commitments: Iterable[Commitment]) -> list[list[Commitment]]:
    """Part commitments by what they promise, in the order of the first of each."""
    told: list[list[Commitment]] = []
    known: dict[tuple[object, ...], list[Commitment]] = {}
    for one in commitments:
        keys = list(_keys(one))
        own: list[Commitment] = []
        for its in {id(found): found for key in keys if (found := known.get(key)) is not None}.values():
            if own:  # what this one has in common with two joins them
                own += its
                told.remove(its)
            else:
                own = its
        if not own:
            told.append(own)
        own.append(one)
        for each in own:
            known.update(dict.fromkeys(_keys(each), own))
    return told


def _keys(one: Commitment) -> Iterator[tuple[object, ...]]:
    """Give what two tellings of one promise share: session, kind, and words or group."""
    plain = tuple(fold(one.action).split())
    if len(plain) >= LEAST_WORDS:
        yield one.session, one.kind, _owed(one), plain
    if one.demand is Demand.DECIDED:
        yield one.session, one.kind, one.group


def _owed(one: Commitment) -> frozenset[str]:
    """The same words to two parties are two promises."""
    return frozenset(name.es or name.en for name in one.actors) or frozenset({fold(one.actors_text)})


def _one_of(told: Sequence[Commitment], language: str) -> Commitment:
    ranked = sorted(told, key=lambda one: (one.strength != "firm", one.quote.language != language))
    lead, *others = ranked
    dated = min((one for one in ranked if one.due_on), key=lambda one: one.due_on or date.max, default=lead)
    return replace(
        lead,
        tellings=tuple(others),
        deadline_text=dated.deadline_text or lead.deadline_text,
        due_on=dated.due_on,
        recurrence=next((one.recurrence for one in ranked if one.recurrence), None),
        in_charge=tuple(dict.fromkeys(_all(ranked, "in_charge"))),
        positions=tuple(_all(ranked, "positions")),
        reports=tuple(_all(ranked, "reports")),
        actions=tuple(_all(ranked, "actions")),
        evidence=tuple(_all(ranked, "evidence")),
        assessments=tuple(_all(ranked, "assessments")),
        inquiries=tuple(_all(ranked, "inquiries")),
        hidden=sum(one.hidden for one in ranked),
    )


def _all(told: Sequence[Commitment], name: str) -> Iterator[Any]:
    """Give what hangs on any of them, each record once: a measure may serve several."""
    seen = set()
    for one in told:
        for row in getattr(one, name):
            mark = getattr(getattr(row, "record", None), "mark", row)
            if mark not in seen:
                seen.add(mark)
                yield row


def _once(due: Iterable[Due], commitments: Iterable[Commitment]) -> Iterator[Due]:
    """Give what falls due, the deadline of one promise once."""
    lead = {number: one.number for one in commitments for number in one.numbers}
    seen = set()
    for one in due:
        about = one.record.about if one.record.about is not None else one.record.number
        key = (one.kind, lead.get(about, about), one.on)
        if one.kind != "deadline" or key not in seen:
            yield one
        seen.add(key)


def _one_passage(related: Iterable[Related]) -> Iterator[Related]:
    """Bring what one passage asks elsewhere together: its words stand once, with all its numbers."""
    found: dict[tuple[object, ...], Related] = {}
    for one in related:
        key = (one.mechanism, fold(one.commitment.quote.words), one.demand)
        first = found.get(key)
        if first is None:
            found[key] = one
            continue
        asked = first.commitment
        found[key] = replace(
            first,
            commitment=replace(
                asked,
                tellings=(*asked.tellings, one.commitment),
                positions=tuple(_all([asked, one.commitment], "positions")),
            ),
            shared=tuple(dict.fromkeys((*first.shared, *one.shared))),
            with_commitments=tuple(dict.fromkeys((*first.with_commitments, *one.with_commitments))),
        )
    yield from found.values()
