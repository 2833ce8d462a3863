"""What the engine gives back: proposals for each tag list, with confidence and reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed tag.

    Args:
        code: stable id in its vocabulary.
        label: in the language asked for.
        confidence: probability from 0 to 1 that a careful reader agrees.
        reason: the passage's own words that speak for the tag, in quotation marks; "" where no single word
        does.
    """

    code: str
    label: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Tags:
    """Everything that is proposed for one passage; each tuple surest first.

    Args:
        action_category: demand strength, category 1 to 5; None for a passage without words.
        issues: UPR Info's issues.
        themes: OHCHR's UHRI themes.
        groups: OHCHR's affected groups.
        rights: the engine's list of rights.
        articles: treaty articles behind those rights ("ICCPR.7"; the label is the same).
        sdgs: SDG goals ("5") and targets ("5.2").
        language: the language the passage was read in, or None where it could not be told.
    """

    action_category: Proposal | None = None
    issues: tuple[Proposal, ...] = ()
    themes: tuple[Proposal, ...] = ()
    groups: tuple[Proposal, ...] = ()
    rights: tuple[Proposal, ...] = ()
    articles: tuple[Proposal, ...] = ()
    sdgs: tuple[Proposal, ...] = ()
    language: str | None = None
