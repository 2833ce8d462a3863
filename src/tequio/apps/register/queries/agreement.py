"""How far assessors agree: counted, with its number of items and its interval, never averaged away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tequio.apps.register.followup.judging import crosswalk, scales
from tequio.apps.register.models import Assessment, BlindRound
from tequio.engines.scales import AgreementIsUndefined, Kappa, Weights, weighted_kappa


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two assessors on what both have judged.

    Args:
        kappa: the coefficient with its interval, or None.
        why_not: the engine's sentence where there is none.
        left_out: items that one of them gave a value outside the order ("unable to assess").
        read_by: the crosswalk by which two scales were read, or empty where both judged on one.
    """

    kappa: Kappa | None
    why_not: str
    left_out: int
    read_by: str


def round_agreement(blind: BlindRound) -> Agreement | None:
    """Count the agreement of a blind round; None while it is open, so that nobody learns of the other's."""
    if blind.closed_at is None:
        return None
    values: dict[int, dict[int, str]] = defaultdict(dict)
    rows = blind.assessments.filter(replaced_by=None).order_by("pk")
    for component, by, value in rows.values_list("component", "by", "value"):
        values[component][by] = value
    pairs = [
        (its[blind.first_id], its[blind.second_id])
        for its in values.values()
        if blind.first_id in its and blind.second_id in its
    ]
    return _agreement(pairs, scales()[blind.scale].ordered, "")


def pair_agreement(first: int, second: int, scale: str = "") -> Agreement:
    """Count the agreement of two institutions on the components that both have judged.

    Args:
        first: number of one assessor.
        second: number of the other.
        scale: on which both judged; empty to read all their assessments through the crosswalk in force.
    """
    walk = crosswalk()
    newest: dict[int, dict[tuple[int, str], str | None]] = defaultdict(dict)
    rows = Assessment.objects.filter(assessor__in=(first, second), replaced_by=None, round=None)
    if scale:
        rows = rows.filter(scale=scale)
    listed = rows.order_by("assessed_on", "pk").values_list(
        "component", "assessor", "measure", "scale", "value"
    )
    for component, assessor, measure, its_scale, value in listed.iterator(chunk_size=5000):
        newest[component][assessor, measure] = value if scale else walk.read(its_scale, value).value
    pairs: list[tuple[str, str]] = []
    unread = 0
    for its in newest.values():
        both = [measure for assessor, measure in its if assessor == first and (second, measure) in its]
        for measure in both:
            one, other = its[first, measure], its[second, measure]
            if one is None or other is None:
                unread += 1
            else:
                pairs.append((one, other))
    known = scales()
    order = known[scale].ordered if scale else walk.to.ordered
    counted = _agreement(pairs, order, "" if scale else walk.name)
    return Agreement(counted.kappa, counted.why_not, counted.left_out + unread, counted.read_by)


def _agreement(pairs: list[tuple[str, str]], order: tuple[str, ...], read_by: str) -> Agreement:
    within = [pair for pair in pairs if set(pair) <= set(order)]
    left_out = len(pairs) - len(within)
    try:
        return Agreement(weighted_kappa(within, order, Weights.LINEAR), "", left_out, read_by)
    except AgreementIsUndefined as error:
        return Agreement(None, str(error), left_out, read_by)
