"""A question to the library of standards, and its answer: provisions with their words, force and reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tequio.apps.library.models import Instrument, Provision, ProvisionText, StateStatus
from tequio.apps.library.standards.force import BOOST, DEFAULT_STATE, LABELS, Force, force_for, statuses_for
from tequio.apps.library.standards.indexing import AID, searchable, searchable_former
from tequio.apps.library.standards.remarks import in_readers_language
from tequio.apps.library.standards.texts import DIGEST, Words, words_of
from tequio.apps.library.standards.topics import SCHEMES, codes_named
from tequio.engines.retrieval import Hit, Index, Query, Reason, parse_query

MOST_RESULTS = 60
# More hits are asked for than shown: an article and its paragraphs become one result.
_SPARE = 2
# Cormack, Clarke & Buettcher (2009): how little the first places weigh more than those after them.
_RANKS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Args:
        words: as typed.
        state: the State whose law counts, ISO 3166.
        passages: "es" or "en" for passages in one language only; empty for all.
        instruments: codes; empty for all.
        kinds: values of `Instrument.Kind`; empty for all.
        is_binding: whether only what binds the State is wanted.
        themes: codes of themes, one of which a passage must have; empty for all.
        groups: codes of affected groups, likewise.
        limit: most results.
        day: of which the words are wanted; None for today.
    """

    words: str
    state: str = DEFAULT_STATE
    passages: str = ""
    instruments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    is_binding: bool = False
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    limit: int = 20
    day: date | None = None


@dataclass(frozen=True)
class Found:
    """One provision that was found.

    Args:
        provision: with its instrument.
        words: language -> what is shown.
        status: of the instrument for the State, or None.
        force: of the instrument for the State.
        reasons: why it was found, strongest first.
        score: higher is better, within one answer.
        hit_language: of the passage that was found.
    """

    provision: Provision
    words: Mapping[str, Words]
    status: StateStatus | None
    force: Force
    reasons: tuple[Reason, ...]
    score: float
    hit_language: str

    @property
    def force_label(self) -> str:
        """The force in the reader's language."""
        return str(LABELS[self.force])

    def shown_in(self, language: str) -> Words:
        """Give the words in a language; official ones in another go before a digest in this one."""
        own, others = self.words.get(language), [self.words[name] for name in sorted(self.words)]
        official = [one for one in others if not one.is_digest]
        if own is not None and (not own.is_digest or not official):
            return own
        return (official or others)[0]

    def other_than(self, language: str) -> list[Words]:
        """Give the words in the languages other than one, official ones first."""
        return sorted(
            (words for name, words in self.words.items() if name != language),
            key=lambda words: (words.is_digest, words.language),
        )


@dataclass(frozen=True)
class Answer:
    """What was found.

    Args:
        found: best first.
        total: how many were found, as far as was looked.
        notes: sentences on what of the question was ignored, cut or not available.
        is_partial: whether the index is still being made.
    """

    found: Sequence[Found] = ()
    total: int = 0
    notes: tuple[str, ...] = ()
    is_partial: bool = False

    @cached_property
    def by_instrument(self) -> list[tuple[Instrument, list[Found]]]:
        """The results grouped by instrument, in the order of the best of each."""
        groups: dict[int, tuple[Instrument, list[Found]]] = {}
        for one in self.found:
            instrument = one.provision.instrument
            groups.setdefault(instrument.pk, (instrument, []))[1].append(one)
        return list(groups.values())


def search(asked: Asked) -> Answer:
    """Search the library. Whatever is typed gets an answer; what could not be used is in its notes."""
    query = _topics_named(parse_query(asked.words))
    if query.is_empty:
        return Answer(notes=(*_said(query.notes), _("Type a question, a few words, or a citation.")))
    opened = searchable()
    if opened is None:
        return Answer(notes=(_("The index of the standards is not made yet; try again in a minute."),))
    index, state = opened
    limit = min(max(asked.limit, 1), MOST_RESULTS)
    results = _hits(index, query, asked, limit * _SPARE)
    hits = results.hits
    former = searchable_former(state) if asked.day and asked.day != timezone.localdate() else None
    if former is not None:
        hits = _both(hits, _hits(former, query, asked, limit * _SPARE).hits)
    found = _found(hits, asked)
    notes = list(_said(results.notes))
    if not state.is_whole:
        notes.append(_("The index is still being made: more will be found in a few minutes."))
    return Answer(found[:limit], max(results.total, len(found)), tuple(notes), not state.is_whole)


def _both(hits: Sequence[Hit], former: Sequence[Hit]) -> list[Hit]:
    """Give two answers as one, by place: the scores of two indexes cannot be compared (rank fusion)."""
    ranked = [(1 / (_RANKS + place), hit) for one in (former, hits) for place, hit in enumerate(one)]
    return [replace(hit, score=score) for score, hit in sorted(ranked, key=lambda row: -row[0])]


def _topics_named(query: Query) -> Query:
    """Put the codes of themes and groups in place of the words that were typed for them."""
    filters, notes = dict(query.filters), list(query.notes)
    for field_name in SCHEMES.keys() & filters.keys():
        codes: list[str] = []
        for typed in filters.pop(field_name):
            named = codes_named(field_name, typed)
            codes += named
            if not named:
                notes.append(_("No theme or group is called “%s”; that filter was left out.") % typed[:60])
        if codes:
            filters[field_name] = tuple(dict.fromkeys(codes))
    return replace(query, filters=filters, notes=tuple(notes))


def _said(notes: Iterable[str]) -> list[str]:
    return [in_readers_language(note) for note in notes]


def _hits(index: Index, query: Query, asked: Asked, limit: int) -> _Results:
    filters: dict[str, Collection[str]] = {}
    if asked.instruments:
        filters["instrument"] = asked.instruments
    if asked.kinds:
        filters["kind"] = asked.kinds
    if asked.is_binding:
        filters["binding"] = (asked.state.lower(),)
    if asked.themes:
        filters["theme"] = asked.themes
    if asked.groups:
        filters["group"] = asked.groups
    results = index.search(
        query,
        limit=limit,
        languages=(asked.passages,) if asked.passages else None,
        filters=filters or None,
        boosts={"binding": {asked.state.lower(): BOOST}} if asked.state else None,
    )
    return _Results(results.hits, results.total, results.notes)


@dataclass(frozen=True, slots=True)
class _Results:
    hits: Sequence[Hit]
    total: int
    notes: tuple[str, ...]


def _found(hits: Sequence[Hit], asked: Asked) -> list[Found]:
    """Turn hits into provisions; an article whose paragraph was found too gives way to the paragraph."""
    by_place: dict[str, list[Hit]] = {}
    for hit in hits:
        by_place.setdefault(hit.group, []).append(hit)
    provisions = {one.key: one for one in with_instrument().filter(key__in=by_place)}
    day = asked.day or timezone.localdate()
    words = words_of(list(provisions.values()), day)
    statuses = statuses_for({one.instrument for one in provisions.values()}, asked.state)
    parents = {one.parent_id for one in provisions.values() if one.pk in words}
    found = []
    for key, candidates in by_place.items():
        one = provisions.get(key)
        # The index may be a moment behind the database.
        if one is None or one.pk not in words or one.pk in parents:
            continue
        shown = [each for each in candidates if _is_shown(each, words[one.pk])]
        if not shown:
            continue
        hit = shown[0]
        status = statuses.get(one.instrument_id)
        found.append(
            Found(
                one,
                words[one.pk],
                status,
                force_for(one.instrument, asked.state, status),
                hit.reasons,
                hit.score,
                hit.id.partition("#")[0].rpartition(".")[2],
            )
        )
    return found


def _is_shown(hit: Hit, words: Mapping[str, Words]) -> bool:
    """Say whether what was found is among the words of the day: a former version may be of another day."""
    version = hit.id.rpartition("#")[2]
    if not version.isdigit():
        return True
    return any(text.pk == int(version) for one in words.values() for _place, text in one.pieces)


def with_instrument() -> QuerySet[Provision]:
    """Give provisions with their instruments."""
    return Provision.objects.select_related("instrument", "parent")


# -- in batch ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Batch:
    """Many questions to the index, answered by identifiers only: for measuring how well it searches.

    Args:
        passages: "es" or "en" for passages in one language only; empty for all.
        limit: most lines for a question.
    """

    passages: str = ""
    limit: int = 100
    _documents: Mapping[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._documents = _documents()

    def answer(self, words: str) -> list[tuple[str, float]]:
        """Give (identifier, score), best first.

        The identifier is the one that the passage had in its file. A digest leads to the text that it is a
        finding aid for; only where no text was imported at all does it stand for itself.
        """
        opened, query = searchable(), parse_query(words)
        if opened is None or query.is_empty:
            return []
        asked = Asked(words, state="", passages=self.passages)
        scores: dict[str, float] = {}
        for hit in _hits(opened[0], query, asked, self.limit * _SPARE).hits:
            place = f"{hit.group}.{hit.id.removesuffix(AID).rpartition('.')[2]}"
            document = self._documents.get(hit.id) or self._documents.get(place)
            if document is None and not self.passages:
                others = (self._documents.get(f"{hit.group}.{language}") for language in ("es", "en"))
                document = next((one for one in others if one), None)
            if document is None and not self._documents:
                document = place
            if document is not None:
                scores.setdefault(document, hit.score)
        return list(scores.items())[: self.limit]


def _documents() -> dict[str, str]:
    rows = ProvisionText.objects.exclude(kind=DIGEST).exclude(document_key="").order_by("version")
    return {
        f"{key}.{language}": document
        for key, language, document in rows.values_list("provision__key", "language", "document_key")
    }
