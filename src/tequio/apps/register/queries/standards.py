"""Provisions beside commitments: what a commitment rests on, and what asks for a provision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from tequio.apps.ledger.prepared import Prepared
from tequio.apps.library.standards.presenting import in_words
from tequio.apps.library.standards.showing import Demand
from tequio.apps.library.standards.texts import Words, words_of
from tequio.apps.register.models import Commitment, CommitmentStandard
from tequio.apps.register.queries.listing import KEPT
from tequio.engines.retrieval import Reason

# A provision that everybody speaks of would make an endless page.
MOST_DEMANDS = 200


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A provision that a commitment rests on, or may rest on.

    Args:
        link: with its provision and instrument.
        words: what is shown of the provision, or None where it has no text any more.
        reasons: why the program proposed it, in words.
    """

    link: CommitmentStandard
    words: Words | None
    reasons: Sequence[str]


_links = Prepared(
    lambda key: (
        CommitmentStandard.objects.filter(commitment=key)
        .select_related("provision__instrument")
        .order_by("pk")
    )
)


def standards_of(commitment: Commitment, with_proposals: bool) -> list[RestsOn]:
    """Give what a commitment rests on, accepted first; rejected ones are left out.

    Args:
        commitment: which.
        with_proposals: whether proposals that nobody has decided on are given too.
    """
    states = {CommitmentStandard.State.ACCEPTED}
    if with_proposals:
        states.add(CommitmentStandard.State.PROPOSED)
    links = [link for link in _links(commitment.pk) if link.state in states]
    if not links:
        return []
    language = "en" if (get_language() or "es").startswith("en") else "es"
    words = words_of([link.provision for link in links], timezone.localdate())
    rows = []
    for link in sorted(links, key=lambda one: one.state != CommitmentStandard.State.ACCEPTED):
        own = words.get(link.provision_id, {})
        shown = own.get(language) or next(iter(own.values()), None)
        reasons = [Reason(kind, detail, tongue) for kind, detail, tongue in link.reason]
        rows.append(RestsOn(link, shown, [in_words(why, language) for why in reasons]))
    return rows


def demands(provisions: Sequence[int], is_signed_in: bool) -> list[Demand]:
    """Give what of the register rests on provisions, for `tequio.apps.library.standards.showing`.

    Args:
        provisions: their numbers.
        is_signed_in: whether the reader has an account; else only what was published is given.
    """
    links = CommitmentStandard.objects.filter(
        provision__in=provisions, state=CommitmentStandard.State.ACCEPTED, commitment__state__in=KEPT
    )
    if not is_signed_in:
        links = links.filter(commitment__version__document__published_at__isnull=False)
    rows = (
        Commitment.objects.filter(pk__in=links.values("commitment"))
        .select_related("passage", "session__mechanism", "version__document")
        .defer("version__content", "proposal", "folded")
        .prefetch_related("actors", "asked_by")
        .order_by("-pk")[:MOST_DEMANDS]
    )
    page = "commitment" if is_signed_in else "public-commitment"
    return [_demand(one, page) for one in rows]


def _demand(one: Commitment, page: str) -> Demand:
    asked_by = ", ".join(str(each) for each in one.asked_by.all()) or one.asked_by_text
    asked_of = ", ".join(str(each) for each in one.actors.all()) or one.actors_text
    held = one.session.date_start if one.session else ""
    return Demand(
        words=one.passage.exact,
        language=one.version.language,
        asked_by=asked_by or str(one.session or one.version.document),
        asked_of=asked_of,
        since=_day(held),
        address=reverse(page, args=[one.pk]),
    )


def _day(written: str) -> date | None:
    """Give the first day of a date that may name a month or a year only."""
    parts = str(written or "").split("/")[0].split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return date(year, month, day)
    except ValueError:
        return None
