"""Why a draft's undertaking counts as repeated, weakened, dropped or new, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tequio.engines.briefing.statements import Compared, Outcome, Weakness
from tequio.engines.briefing.wording import shortened, term

_LONGEST = 120


def outcome_words(outcome: Outcome, language: str) -> str:
    """Name an outcome: "weakened", "debilitado"."""
    return term(f"out_{outcome}", language)


def reasons(compared: Compared, language: str, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Say why, in one phrase for each reason.

    Args:
        compared: what `compare_statement` found.
        language: es or en.
        names: keys of actors and codes of recurrences -> their names in that language.
    """
    known = names or {}
    found = [
        term(
            f"weak_{one.kind}",
            language,
            words=(" → " if one.kind is Weakness.DEADLINE_LATER else ", ").join(
                known.get(word, word) for word in one.words
            ),
        )
        for one in compared.weakened
    ]
    if compared.outcome in {Outcome.REPEATED, Outcome.WEAKENED}:
        return (*found, term("why_shared", language, words=", ".join(compared.shared)))
    is_new = compared.outcome is Outcome.NEW
    if compared.nearest is None:
        return (term("why_new" if is_new else "why_none", language),)
    near = shortened(compared.nearest.action, _LONGEST)
    likeness = f"{compared.likeness:.2f}"
    return (term("why_new_near" if is_new else "why_near", language, near=near, likeness=likeness),)
