"""Engine `scales`: published assessment scales, versioned crosswalks between them, agreement of assessors."""

from tequio.engines.scales.agreement import (
    Alpha,
    Kappa,
    Metric,
    Weights,
    krippendorff_alpha,
    weighted_kappa,
)
from tequio.engines.scales.crosswalks import (
    Comparison,
    Crosswalk,
    Reading,
    Relation,
    load_crosswalks,
    read_crosswalk,
)
from tequio.engines.scales.errors import (
    AgreementIsUndefined,
    ScaleError,
    ScaleFileIsWrong,
    UnknownValue,
    ValuesAreNotOrdered,
)
from tequio.engines.scales.scales import Origin, Scale, Source, Value, Words, load_scales, read_scale

__all__ = [
    "AgreementIsUndefined",
    "Alpha",
    "Comparison",
    "Crosswalk",
    "Kappa",
    "Metric",
    "Origin",
    "Reading",
    "Relation",
    "Scale",
    "ScaleError",
    "ScaleFileIsWrong",
    "Source",
    "UnknownValue",
    "Value",
    "ValuesAreNotOrdered",
    "Weights",
    "Words",
    "krippendorff_alpha",
    "load_crosswalks",
    "load_scales",
    "read_crosswalk",
    "read_scale",
    "weighted_kappa",
]
