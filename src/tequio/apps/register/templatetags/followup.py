"""Judgements, periods and the history of the follow-up as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.apps.register.followup.judging import scales
from tequio.apps.register.followup.steps import label_of
from tequio.apps.register.models import Assessment, Component, Position, Reply
from tequio.apps.register.queries.chain import Chain, Happened
from tequio.engines.scales import Origin

register = template.Library()

# What was done -> how the history says it, by the record and the verb of its step.
_HAPPENED: dict[tuple[str, str], Any] = {
    ("component", "accept"): _("component accepted"),
    ("component", "reword"): _("component worded anew"),
    ("component", "add"): _("component added"),
    ("component", "remove"): _("component taken out"),
    ("assignment", "assign"): _("put in charge"),
    ("assignment", "change"): _("assignment changed"),
    ("assignment", "end"): _("assignment ended"),
    ("assignment", "undo"): _("assignment undone"),
    ("assignment", "set-schedule"): _("schedule of reports set"),
    ("assignment", "note"): _("note for whoever takes over"),
    ("action", "plan"): _("action entered"),
    ("action", "change"): _("action changed"),
    ("action", "set-milestone"): _("milestone entered"),
    ("action", "set-norm"): _("norm entered"),
    ("report", "write"): _("report written"),
    ("report", "submit"): _("report submitted"),
    ("report", "return"): _("report returned"),
    ("report", "accept"): _("report accepted"),
    ("evidence", "add"): _("evidence added"),
    ("evidence", "change"): _("evidence changed"),
    ("evidence", "withdraw"): _("evidence withdrawn"),
    ("inquiry", "ask"): _("authorities asked"),
    ("inquiry", "answer"): _("answer noted"),
    ("inquiry", "silence"): _("silence noted"),
    ("assessment", ""): _("assessed"),
    ("position", ""): _("answer of a State entered"),
}
_ANYWHERE = {"publish": _("published"), "unpublish": _("taken back from visitors")}


@dataclass(frozen=True, slots=True)
class InWords:
    """A value of a scale as it is read.

    Args:
        words: in the reader's language.
        original: the publisher's words, where those above are a translation; else empty.
        language: of the original.
        meaning: the published definition, or empty.
        is_unchecked: whether the words were not compared with the publisher's own document.
    """

    words: str
    original: str
    language: str
    meaning: str
    is_unchecked: bool


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"


@register.filter
def value_words(assessment: Assessment) -> InWords:
    """Give the words of an assessment's value, with the publisher's own beside a translation."""
    return words_of(assessment.scale, assessment.value)


def words_of(scale_code: str, value_code: str) -> InWords:
    """Give the words of a value of a scale; of one that was shipped no longer, its code."""
    scale = scales().get(scale_code)
    found = next((v for v in scale.values if v.code == value_code), None) if scale else None
    if scale is None or found is None:
        return InWords(value_code, "", "", "", True)
    shown, published = found.label[_language()], found.label[scale.source.language]
    is_translated = shown.origin == Origin.OURS
    meaning = found.meaning.get(_language())
    return InWords(
        shown.words,
        published.words if is_translated else "",
        scale.source.language,
        meaning.words if meaning else "",
        Origin.UNCHECKED in {shown.origin, published.origin},
    )


@register.filter
def scale_title(code: str) -> str:
    """Give the title of a scale in the reader's language."""
    scale = scales().get(code)
    return scale.title[_language()] if scale else code


@register.filter
def replies(row: Any, chain: Chain) -> list[Reply]:
    """Give the replies that stand beside a record."""
    return chain.replies_to(row)


@register.filter
def day(written: date | str | None) -> str:
    """Write a day in the reader's language; ISO text too."""
    read = parse_date(written) if isinstance(written, str) and written else written
    return _written_out(read, _language()) if isinstance(read, date) else str(written or "")


@lru_cache(maxsize=10_000)
def _written_out(read: date, _language: str) -> str:
    return date_format(read, "DATE_FORMAT")


@register.filter
def what_happened(line: Happened) -> str:
    """Say in words what a line of the history tells."""
    return verb_words(_kind(line.subject), getattr(line.row, "verb", ""))


def verb_words(kind: str, verb: str) -> str:
    """Say in words what was done to a kind of record; a verb that nobody foresaw stays as it is."""
    return str(_HAPPENED.get((kind, verb)) or _ANYWHERE.get(verb, verb))


@register.filter
def happened_to(line: Happened) -> str:
    """Name the record that a line of the history speaks of."""
    subject = line.subject
    if isinstance(subject, Component):
        return f"{subject.commitment_id}.{subject.ordinal}"
    if isinstance(subject, Assessment):
        return f"{subject.assessor}: {words_of(subject.scale, subject.value).words}"
    if isinstance(subject, Position):
        return f"{subject.state}: {subject.get_answer_display()}"
    if _kind(subject) == "commitment":
        return ""
    institution = getattr(subject, "institution", None) or getattr(subject, "assignment", None)
    return str(getattr(institution, "institution", institution) or "")


def _kind(row: Any) -> str:
    name = str(row._meta.model_name)
    return "component" if name == "commitment" else name


@register.filter
def changed_fields(line: Happened) -> list[tuple[str, str, str]]:
    """List what a step changed: label, before, after; nothing where it made the record."""
    before, after = getattr(line.row, "before", {}), getattr(line.row, "after", {})
    model = type(line.subject)
    return [
        (label_of(model, name), _in_words(model, name, before[name]), _in_words(model, name, after[name]))
        for name in after
        if name in before and before[name] != after[name]
    ]


def _in_words(model: Any, name: str, value: object) -> str:
    known = {column.name: column for column in model._meta.concrete_fields}
    choices = dict(getattr(known.get(name), "choices", None) or ())
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    return "" if value is None else day(str(value)) if parse_date(str(value)[:10]) else str(value)


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """Give what stands under a key; nothing where nothing does."""
    return mapping.get(key, "")


def _is_of_state(piece: Any, part: Any) -> bool:
    """Say whether those in charge gave it; what was made of a submission is its sender's."""
    charged = {one.institution_id for one in part.chain.assignments}
    return piece.institution_id in charged and piece.submission_id is None


@register.filter
def supporting_of_state(part: Any) -> list[Any]:
    """Give the evidence that those in charge gave themselves."""
    return [piece for piece in part.chain.evidence if _is_of_state(piece, part)]


@register.filter
def of_others(part: Any) -> list[Any]:
    """Give the evidence of everybody else, what contradicts first."""
    others = [piece for piece in part.chain.evidence if not _is_of_state(piece, part)]
    return sorted(others, key=lambda piece: piece.bearing not in {"contradicts", "mixed"})


@register.filter
def unanswered(part: Any) -> list[str]:
    """Say what of a component nobody has answered."""
    its = part.chain
    silent = [
        str(reply.authority)
        for inquiry in its.inquiries
        for reply in inquiry.replies.all()
        if reply.answered_on is None
    ]
    lacks = [
        (not its.assignments, _("Nobody is in charge.")),
        (bool(its.assignments) and not its.reports, _("Whoever is in charge has published no report.")),
        (not its.judged, _("Nobody has published an assessment.")),
        (bool(its.contradicting) and not its.reports, _("Nobody has answered what contradicts it.")),
    ]
    found = [str(words) for is_so, words in lacks if is_so]
    return [*found, *(f"{_('Asked, without an answer:')} {name}" for name in silent)]
