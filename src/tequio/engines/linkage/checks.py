"""What a careful reader would ask of a linkage, each with its answer."""

from __future__ import annotations

import numpy as np

from tequio.engines.linkage.blocking import Candidates
from tequio.engines.linkage.model import Model
from tequio.engines.linkage.preparing import Prepared
from tequio.engines.linkage.types import Check, Integers

_LARGE_CLUSTER = 50


def checked(
    ready: Prepared, found: Candidates, model: Model, clusters: Integers, alone: int
) -> tuple[Check, ...]:
    """Give the checks of a linkage.

    Args:
        ready: the lists.
        found: the candidate pairs.
        model: that was learned.
        clusters: the best clustering.
        alone: records in groups so large that they were not clustered.
    """
    return (
        _blocking(found),
        *_capped(found),
        _settled(model),
        *_alone(alone),
        _largest(clusters),
        _unidentified(ready),
    )


def _blocking(found: Candidates) -> Check:
    rules = len(found.outcomes)
    return Check(
        "blocking",
        "pass",
        f"{len(found.left):,} pairs were compared, brought by {rules} rules together.",
        f"Se compararon {len(found.left):,} pares, traídos por {rules} reglas juntas.",
    )


def _capped(found: Candidates) -> list[Check]:
    capped = max((each.capped for each in found.outcomes), default=0)
    checks = []
    if capped:
        checks.append(
            Check(
                "capped_blocks",
                "warn",
                f"Up to {capped:,} records share one key; those were compared with their nearest neighbours only, "
                "so that links among them may be missing.",
                f"Hasta {capped:,} registros comparten una clave; se compararon sólo con sus vecinos más cercanos, "
                "de modo que pueden faltar vínculos entre ellos.",
            )
        )
    if found.left_out:
        rules = "; ".join(" + ".join(rule) for rule in found.left_out)
        checks.append(
            Check(
                "rules_left_out",
                "pass",
                f"Rules that would have brought too many pairs were left out: {rules}.",
                f"Se dejaron fuera las reglas que traían demasiados pares: {rules}.",
            )
        )
    return checks


def _settled(model: Model) -> Check:
    if model.settled:
        return Check(
            "convergence",
            "pass",
            f"The model came to rest after {model.steps} steps.",
            f"El modelo se estabilizó tras {model.steps} pasos.",
        )
    return Check(
        "convergence",
        "warn",
        f"The model had not come to rest after {model.steps} steps; its probabilities are uncertain.",
        f"El modelo no se estabilizó tras {model.steps} pasos; sus probabilidades son inciertas.",
    )


def _alone(alone: int) -> list[Check]:
    if not alone:
        return []
    return [
        Check(
            "ungrouped",
            "warn",
            f"{alone:,} records are so alike that nothing tells them apart; they were left as single persons.",
            f"{alone:,} registros son tan parecidos que nada los distingue; quedaron como personas sueltas.",
        )
    ]


def _largest(clusters: Integers) -> Check:
    sizes = np.bincount(clusters[clusters >= 0]) if (clusters >= 0).any() else np.zeros(1, dtype=np.int64)
    largest = int(sizes.max())
    result = "warn" if largest > _LARGE_CLUSTER else "pass"
    return Check(
        "largest_cluster",
        result,
        f"The person with the most records has {largest:,}.",
        f"La persona con más registros tiene {largest:,}.",
    )


def _unidentified(ready: Prepared) -> Check:
    number = int((~ready.known).sum())
    total = len(ready.known)
    if not number:
        return Check(
            "unidentified", "pass", "Every record names somebody.", "Todos los registros nombran a alguien."
        )
    return Check(
        "unidentified",
        "warn",
        f"{number:,} of {total:,} records name nobody; they are in no link. Between none and all of them are "
        "persons whom the lists also name.",
        f"{number:,} de {total:,} registros no nombran a nadie; no entran en ningún vínculo. Entre ninguno y todos "
        "son personas que las listas también nombran.",
    )
