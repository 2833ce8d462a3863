"""A provision and an instrument as their pages show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tequio.apps.library.models import Instrument, Provision, ProvisionText, StateStatus
from tequio.apps.library.standards.force import Force, force_for
from tequio.apps.library.standards.searching import with_instrument
from tequio.apps.library.standards.texts import LANGUAGES, Words, words_of


@dataclass(frozen=True, slots=True)
class Demand:
    """Something in an app above this one that rests on a provision.

    Args:
        words: what is asked, in the words of its source.
        language: of the words, or empty.
        asked_by: who asks.
        asked_of: of whom.
        since: day of the session or document, or None.
        address: path of its page.
    """

    words: str
    language: str
    asked_by: str
    asked_of: str
    since: date | None
    address: str


# Gives what rests on provisions (by number), for a reader with (True) or without an account.
DemandSource = Callable[[Sequence[int], bool], list[Demand]]
_sources: list[DemandSource] = []


def add_demand_source(source: DemandSource) -> None:
    """Let an app above this one say what rests on a provision; called when the app is ready."""
    if source not in _sources:
        _sources.append(source)


def demands_on(provision: Provision, is_signed_in: bool) -> list[Demand]:
    """Give everything that rests on a provision or on a paragraph of it, the oldest first.

    Args:
        provision: which.
        is_signed_in: whether the reader has an account.
    """
    numbers = list(
        Provision.objects.filter(Q(pk=provision.pk) | Q(parent=provision)).values_list("pk", flat=True)
    )
    found = [demand for source in _sources for demand in source(numbers, is_signed_in)]
    return sorted(found, key=lambda demand: (demand.since or date.max, demand.words))


@dataclass(frozen=True)
class Shown:
    """A provision with all that its page shows.

    Args:
        provision: with its instrument.
        words: language -> words of the day.
        before, after: what stands before and after it, with words, or None.
        status: of its instrument for the State, or None.
        force: of its instrument for the State.
        versions: all texts of it, the newest first, where there is more than one of a language and kind.
        digests: language -> digest, where official words are shown beside it.
        missing: languages of the site in which there are no words.
    """

    provision: Provision
    words: Mapping[str, Words]
    before: tuple[Provision, Words] | None
    after: tuple[Provision, Words] | None
    status: StateStatus | None
    force: Force
    versions: Sequence[ProvisionText]
    digests: Mapping[str, ProvisionText]
    missing: Sequence[str]


def show(provision: Provision, state: str, day: date, language: str) -> Shown:
    """Gather what the page of a provision shows.

    Args:
        provision: which.
        state: the State whose law counts.
        day: of which the words are wanted.
        language: of the reader; neighbours are shown in it where they can be.
    """
    before, after = _neighbours(provision)
    near = [one for one in (before, after) if one]
    words = words_of([provision, *near], day)
    own = words.get(provision.pk, {})
    status = StateStatus.objects.filter(instrument=provision.instrument, state=state).first()
    texts = list(provision.texts.order_by("language", "kind", "-version"))
    has_words = any(not each.is_digest for each in own.values())
    return Shown(
        provision,
        own,
        _beside(before, words, language),
        _beside(after, words, language),
        status,
        force_for(provision.instrument, state, status),
        [one for one in texts if not one.is_digest] if any(one.version > 1 for one in texts) else [],
        {
            one.language: one
            for one in reversed(texts)
            if one.is_digest and not (one.language in own and own[one.language].is_digest)
        }
        if has_words
        else {},
        [one for one in LANGUAGES if one not in own or (own[one].is_digest and has_words)],
    )


def _neighbours(provision: Provision) -> tuple[Provision | None, Provision | None]:
    """Give what stands before and after: articles beside an article, paragraphs beside a paragraph."""
    rows = with_instrument().filter(instrument=provision.instrument).exclude(pk=provision.parent_id or 0)
    rows = rows.exclude(parent=provision).order_by("order")
    if provision.parent_id is None:
        rows = rows.filter(parent=None)
    return (
        rows.filter(order__lt=provision.order).last(),
        rows.filter(order__gt=provision.order).first(),
    )


def _beside(
    one: Provision | None, words: Mapping[int, Mapping[str, Words]], language: str
) -> tuple[Provision, Words] | None:
    if one is None or not words.get(one.pk):
        return None
    own = words[one.pk]
    return one, own.get(language) or next(iter(own.values()))


def contents(instrument: Instrument, day: date, language: str) -> list[tuple[Provision, str, bool]]:
    """List the articles, or numbered paragraphs, of an instrument.

    Returns:
        (provision, its heading or the beginning of its words, whether these are a digest).
    """
    provisions = list(with_instrument().filter(instrument=instrument, parent=None).order_by("order"))
    words = words_of(provisions, day)
    rows = []
    for one in provisions:
        own = words.get(one.pk)
        if own:
            shown = own.get(language) or next(iter(own.values()))
            rows.append((one, shown.heading or _beginning(shown.plain), shown.is_digest))
    return rows


def _beginning(words: str, longest: int = 110) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= longest else plain[:longest].rpartition(" ")[0] + " …"
