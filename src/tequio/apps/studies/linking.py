"""The engine `linkage`, as the studies ask it: sealed lists in, persons and doubtful pairs out.

Records are named here by the number of their list and of their row, from 1: never by anything that they hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tequio.apps.studies.errors import ContentGone, WrongValue
from tequio.apps.studies.models import Linkage, StudyList
from tequio.apps.studies.sealing import Sealed, unseal
from tequio.apps.studies.working import Progress
from tequio.engines.estimation import CaptureTable, of_records

# Left and right record ("list:row"), and whether people said that they are one person.
Ruled = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A pair that is put to people.

    Args:
        left: "list:row".
        right: the same of the other record.
        probability: that they are one person.
        effect: see `review.effect_of`.
        shown: what a coder sees: fields of both, and the reasons in both languages.
    """

    left: str
    right: str
    probability: float
    effect: float
    shown: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """A linkage that is done.

    Args:
        kept: what is sealed: the persons of the best clustering and of each draw.
        counts: figures for the page, none of which is about a person.
        doubtful: pairs for people, those first that change the estimate most.
    """

    kept: dict[str, Any]
    counts: dict[str, Any]
    doubtful: list[Doubtful]


def tables_of(linkage: Linkage) -> tuple[CaptureTable, list[CaptureTable]]:
    """Give the table of the best clustering, and one for each draw; errors as `sealing.unseal`."""
    if not linkage.is_there:
        raise ContentGone("")
    kept = unseal(Sealed(linkage.place, linkage.key))
    sizes, names = kept["sizes"], kept["names"]
    list_of = np.repeat(np.arange(len(sizes)), sizes)
    best, *drawn = (
        table_of_persons(np.array(persons), list_of, names) for persons in (kept["best"], *kept["draws"])
    )
    return best, drawn


def table_of_persons(persons: Any, list_of: Any, names: Sequence[str]) -> CaptureTable:
    """Count who is on which lists.

    Args:
        persons: person of each record, shape (records,); below 0 for records of nobody who can be named.
        list_of: list of each record, shape (records,).
        names: of the lists.
    """
    named = persons >= 0
    _known, place = np.unique(persons[named], return_inverse=True)
    on = np.zeros((int(place.max()) + 1 if place.size else 0, len(names)), dtype=np.int8)
    on[place, list_of[named]] = 1
    return of_records(on, names)


def checked_settings(settings: str, lists: Sequence[StudyList]) -> None:
    """Refuse settings that cannot be used with these lists."""
    raise WrongValue("")


def proposed_settings(lists: Sequence[StudyList]) -> tuple[str, str]:
    """Propose what is compared, or say why nothing can be."""
    return "", ""


def link(lists: Sequence[StudyList], linkage: Linkage, ruled: Sequence[Ruled], progress: Progress) -> Linked:
    """Link."""
    raise WrongValue("")
