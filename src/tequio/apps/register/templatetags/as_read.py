"""Source words, dates, recurrences and topics as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tequio.apps.register import wording
from tequio.apps.register.models import CommitmentTopic
from tequio.apps.register.vocabulary import FOREMOST, QUIET, RECURRENCES, VOCABULARIES
from tequio.text import flow

register = template.Library()


@register.filter
def as_read(words: str) -> str:
    """Write source words in one line: line ends, hyphens at line ends and mark-up left out."""
    return flow(words, 0, len(words)).words


@register.filter
def with_action(words: str, action: str) -> str:
    """Write a quote with all but its own action quieter: several undertakings may share a sentence."""
    own = as_read(action)
    before, found, after = words.partition(own) if own else (words, "", "")
    if not found or not (before or after):
        return words
    quiet = '<span class="quiet">{}</span>'
    return format_html(quiet + "{}" + quiet, before, found, after)


@register.filter
def partial_date(written: str) -> str:
    """Write a day, month or year in ISO form in the reader's language; an interval as its two ends."""
    return wording.partial_date(written)


@register.filter
def short_date(written: str) -> str:
    """Write a day, month or year as `partial_date`, the month shortened."""
    return wording.partial_date(written, is_short=True)


@register.filter
def as_worded(written: str) -> str:
    """Write a date in the source's words without the stop of its sentence."""
    return wording.as_worded(written)


@register.filter
def edition(number: int) -> str:
    """Write the number of an edition, "6th edition"."""
    return wording.edition_in_words(number)


@register.filter
def how_late(day: date, today: date) -> str:
    """Write for how long a day has been past."""
    return wording.days_in_words((today - day).days, today)


@register.filter
def role(written: str) -> str:
    """Write a post with the part that its holder had in a session in the reader's language."""
    return wording.role_in_words(written)


@register.filter
def recurrence(written: str) -> str:
    """Write a recurrence in the reader's language; one that nobody foresaw stays as it is."""
    return wording.in_words(RECURRENCES, written)


@register.filter
def quoted(words: str) -> str:
    """Set words between the quotation marks of the reader's language."""
    return _("“%s”") % words


@register.filter
def before_colon(name: str) -> str:
    """Give the name of a term without its explanation."""
    return name.partition(":")[0]


@register.filter
def by_vocabulary(links: Iterable[CommitmentTopic]) -> list[tuple[str, list[CommitmentTopic]]]:
    """Group topics by their vocabularies, in the order of `VOCABULARIES`; rejected ones are left out."""
    groups: dict[str, list[CommitmentTopic]] = {scheme: [] for scheme in VOCABULARIES}
    for link in _standing(links):
        groups.setdefault(link.topic.scheme, []).append(link)
    return [(str(VOCABULARIES.get(scheme, scheme)), found) for scheme, found in groups.items() if found]


@register.filter
def turned_down(links: Iterable[CommitmentTopic]) -> list[CommitmentTopic]:
    """Choose the topics that a person has rejected."""
    return sorted((link for link in links if link.state == CommitmentTopic.State.REJECTED), key=_rank)


@dataclass(frozen=True, slots=True)
class RowTopics:
    """The topics that a row of a list shows.

    Args:
        shown: the foremost themes and groups, those that somebody has confirmed before the proposed ones.
        more: how many themes, groups, rights and issues of other names there are.
        goals: Sustainable Development Goals.
        strengths: demand strengths.
    """

    shown: list[CommitmentTopic]
    more: int
    goals: list[CommitmentTopic]
    strengths: list[CommitmentTopic]


@register.filter
def row_topics(links: Iterable[CommitmentTopic], most: int) -> RowTopics:
    """Choose what a row shows: at most so many themes and groups, the number of the rest, the quiet ones."""
    standing = _standing(links)
    # Two vocabularies may have a term of the same name.
    named = {link.topic.name: link for link in reversed(standing) if link.topic.scheme not in QUIET}
    foremost = [link for link in sorted(named.values(), key=_rank) if link.topic.scheme in FOREMOST]
    shown = foremost[:most]
    goals, strengths = ([link for link in standing if link.topic.scheme == scheme] for scheme in QUIET)
    goals.sort(key=lambda link: [int(part) if part.isdigit() else 0 for part in link.topic.code.split(".")])
    return RowTopics(shown, len(named) - len(shown), goals, strengths)


def _standing(links: Iterable[CommitmentTopic]) -> list[CommitmentTopic]:
    standing = [link for link in links if link.state != CommitmentTopic.State.REJECTED]
    return sorted(standing, key=_rank)


def _rank(link: CommitmentTopic) -> tuple[bool, int, float]:
    vocabularies = list(VOCABULARIES)
    scheme = link.topic.scheme
    place = vocabularies.index(scheme) if scheme in vocabularies else len(vocabularies)
    return link.state != CommitmentTopic.State.ACCEPTED, place, -(link.confidence or 0)
