"""An answer as the page shows it: grouped by instrument, reasons in words, neighbours, citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tequio.apps.library.models import Instrument, Provision
from tequio.apps.library.standards.citing import cite
from tequio.apps.library.standards.searching import Answer, Found
from tequio.apps.library.standards.texts import Words, words_of
from tequio.engines.retrieval import Reason
from tequio.text import fold

# Longer words of a provision are cut in a list of results; its page has all of them.
LONGEST_IN_LIST = 700
# The best of each instrument stands open, and whatever is among so many best of all.
_BEST_OF_ALL = 3
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Result:
    """One provision in the list.

    Args:
        found: what was found.
        language: of the reader.
        before, after: neighbours in the words' language.
    """

    found: Found
    language: str
    before: tuple[Provision, Words] | None
    after: tuple[Provision, Words] | None

    @property
    def provision(self) -> Provision:
        """The provision."""
        return self.found.provision

    @cached_property
    def shown(self) -> Words:
        """The words that stand in the list."""
        return self.found.shown_in(self.language)

    @cached_property
    def others(self) -> list[Words]:
        """The words in other languages than those shown."""
        return self.found.other_than(self.shown.language)

    @property
    def marked(self) -> SafeString:
        """The words that stand in the list, with those that matched marked."""
        return marked(_cut(self.shown.plain), self.found.reasons)

    @property
    def is_cut(self) -> bool:
        """Whether the list shows only the beginning."""
        return len(self.shown.plain) > LONGEST_IN_LIST

    @cached_property
    def cited_as(self) -> Sequence[tuple[str, str, str]]:
        """The styles that are pasted into a text; the provision's page has the others."""
        return self.citations[:3]

    @property
    def reasons(self) -> list[str]:
        """Why it was found, in words."""
        return [in_words(why, self.shown.language) for why in self.found.reasons[:4]]

    @property
    def around(self) -> list[tuple[Provision, Words]]:
        """What stands before and after it."""
        return [pair for pair in (self.before, self.after) if pair]

    @cached_property
    def citations(self) -> Sequence[tuple[str, str, str]]:
        """(style, its name, citation)."""
        return cite(self.provision, self.language)


@dataclass(frozen=True)
class Group:
    """Results of one instrument: the first few, and more below a fold."""

    instrument: Instrument
    first: Sequence[Result]
    more: Sequence[Result]

    @property
    def best(self) -> Result:
        """The best one; status and force are those of all."""
        return self.first[0]


def present(answer: Answer, language: str) -> list[Group]:
    """Prepare an answer for the page.

    Args:
        answer: of the search.
        language: of the reader.
    """
    near = _neighbours([one.provision for one in answer.found])
    words = words_of(
        list({one.pk: one for pair in near.values() for one in pair if one}.values()), timezone.localdate()
    )

    def beside(one: Provision | None, shown: str) -> tuple[Provision, Words] | None:
        own = words.get(one.pk) if one else None
        return (one, own.get(shown) or next(iter(own.values()))) if one and own else None

    groups, best = [], answer.found[:_BEST_OF_ALL]
    for instrument, found in answer.by_instrument:
        results = []
        for one in found:
            before, after = near.get(one.provision.pk, (None, None))
            shown = one.shown_in(language).language
            results.append(Result(one, language, beside(before, shown), beside(after, shown)))
        is_only = len(answer.by_instrument) == 1
        opened = [one for one in results if is_only or one is results[0] or one.found in best]
        groups.append(Group(instrument, opened, [one for one in results if one not in opened]))
    return groups


def _neighbours(provisions: Sequence[Provision]) -> Mapping[int, tuple[Provision | None, Provision | None]]:
    """Give what stands before and after each: paragraphs of the same article, articles of the instrument."""
    places = Q()
    for one in provisions:
        places |= Q(
            instrument=one.instrument_id, parent=one.parent_id, order__range=(one.order - 40, one.order + 40)
        )
    rows: dict[tuple[int, int | None], list[Provision]] = {}
    if provisions:
        for row in Provision.objects.filter(places).order_by("order"):
            rows.setdefault((row.instrument_id, row.parent_id), []).append(row)
    near = {}
    for one in provisions:
        line = rows.get((one.instrument_id, one.parent_id), [])
        at = next((place for place, each in enumerate(line) if each.pk == one.pk), -1)
        if at >= 0:
            near[one.pk] = (line[at - 1] if at else None, line[at + 1] if at + 1 < len(line) else None)
    return near


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_IN_LIST else words[:LONGEST_IN_LIST].rpartition(" ")[0] + " …"


def in_words(why: Reason, shown: str) -> str:
    """Say a reason to a reader.

    Args:
        why: of the search.
        shown: language of the words beside it; another one is named.
    """
    tongue = {"es": _("in Spanish"), "en": _("in English")}.get(why.language, "")
    also = f" ({tongue})" if tongue and why.language != shown else ""
    if why.kind == "words":
        return _("words: %s") % why.detail + also
    if why.kind == "concept":
        return _("concept: %s") % why.detail + also
    if why.kind == "citation":
        return _("citation")
    return _("near in meaning") + also


def marked(words: str, reasons: Iterable[Reason]) -> SafeString:
    """Mark in a text the words that speak for it, by the beginnings that forms of a word share."""
    stems = {
        fold(word)[: max(4, len(word) - 3)]
        for why in reasons
        if why.kind == "words"
        for word in _WORD.findall(why.detail)
        if len(word) > 3
    }
    if not stems:
        return SafeString(conditional_escape(words))
    starts = tuple(stems)
    pieces, at = [], 0
    for match in _WORD.finditer(words):
        if fold(match.group()).startswith(starts):
            pieces.append((words[at : match.start()], match.group()))
            at = match.end()
    parts = format_html_join("", "{}<mark>{}</mark>", pieces)
    return mark_safe(parts + conditional_escape(words[at:]))
