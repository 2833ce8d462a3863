"""What passages are about: the themes and affected groups by which a search can be narrowed.

They are proposals of the engine `tagging` over the words, made when the index is made; nobody has checked
them, and the page says so. The lists are those of OHCHR's Universal Human Rights Index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tequio.engines.tagging import Scheme, tag, vocabulary
from tequio.text import fold

# Filter of the search -> list that it is taken from.
SCHEMES: Mapping[str, Scheme] = {"theme": Scheme.THEME, "group": Scheme.GROUP}


def topics_of(texts: Sequence[str]) -> list[dict[str, tuple[str, ...]]]:
    """Give for each text the codes of its themes and groups, as fields of the index.

    Args:
        texts: in Spanish or English.
    """
    return [
        {
            "theme": tuple(one.code for one in tags.themes),
            "group": tuple(one.code for one in tags.groups),
        }
        for tags in tag(texts)
    ]


def codes_named(field: str, typed: str) -> tuple[str, ...]:
    """Give the codes that a typed value of a filter means: its code, its label, or the words of a label.

    Args:
        field: "theme" or "group".
        typed: "torture", "personas migrantes", "women-girls".
    """
    terms = vocabulary(SCHEMES[field])
    if typed in terms:
        return (typed,)
    words = set(fold(typed).split())
    return tuple(
        term.code
        for term in terms.values()
        if words and any(words <= set(fold(label).split()) for label in (term.english, term.spanish))
    )


def offered(field: str, language: str) -> list[tuple[str, str]]:
    """Give (code, label) of what can be chosen, by label.

    Args:
        field: "theme" or "group".
        language: of the labels, "es" or "en".
    """
    terms = vocabulary(SCHEMES[field]).values()
    return sorted(((term.code, term.label(language)) for term in terms), key=lambda row: fold(row[1]))


def label_of(field: str, code: str, language: str) -> str | None:
    """Give the label of a code, or None where there is none."""
    term = vocabulary(SCHEMES[field]).get(code)
    return term.label(language) if term else None
