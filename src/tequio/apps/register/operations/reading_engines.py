"""The one place where the register calls the engines that read a document's meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tequio.engines.extraction import Findings
from tequio.text import Text


@dataclass(frozen=True, slots=True)
class TagProposal:
    """One proposed topic of a passage, with its labels in both languages."""

    scheme: str
    code: str
    name_en: str
    name_es: str
    confidence: float
    reason: str


def find_in(text: Text, file_name: str = "") -> Findings:
    """Find the meeting, its participants and the undertakings in a text of a file of this name."""
    # Both engines are imported at their first use: their word lists take longer to load than a page to show.
    extraction: Any = import_module("tequio.engines.extraction")
    findings: Findings = extraction.extract(text, file_name)
    return findings


def components_of(action: str, language: str | None) -> tuple[str, ...]:
    """Part an action into what can be verified one by one; at least one part."""
    extraction: Any = import_module("tequio.engines.extraction")
    parts: tuple[str, ...] = extraction.split_components(action, language)
    return parts


def tag_passages(passages: Sequence[str], language: str | None) -> list[list[TagProposal]]:
    """Propose topics for passages in one language (None: told for each), in their order."""
    if not passages:
        return []
    tagging: Any = import_module("tequio.engines.tagging")
    scheme = tagging.Scheme
    fields = {"issues": scheme.ISSUE, "themes": scheme.THEME, "groups": scheme.GROUP, "rights": scheme.RIGHT}
    fields |= {"sdgs": scheme.SDG}
    proposed = []
    for tags in tagging.tag(passages, language):
        chosen = [(kind, tag) for field, kind in fields.items() for tag in getattr(tags, field)]
        if tags.action_category is not None:
            chosen.append((scheme.ACTION_CATEGORY, tags.action_category))
        proposed.append([_with_labels(tagging.vocabulary(kind), kind.value, tag) for kind, tag in chosen])
    return proposed


def _with_labels(terms: Any, scheme: str, tag: Any) -> TagProposal:
    term = terms[tag.code]
    return TagProposal(scheme, tag.code, term.english, term.spanish, tag.confidence, tag.reason)
