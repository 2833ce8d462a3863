"""What can be wrong with a scale, a value, a crosswalk or a question about agreement."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class ScaleError(ValueError):
    """Something about assessment scales cannot be done."""


class ScaleFileIsWrong(ScaleError):
    """A data file of a scale or crosswalk lacks something or contradicts itself."""


class UnknownValue(ScaleError):
    """A scale, a value or a version of a crosswalk does not exist."""


class ValuesAreNotOrdered(ScaleError):
    """One of two values stands outside its scale's order, so none is higher."""


class AgreementIsUndefined(ScaleError):
    """The ratings do not allow a coefficient of agreement."""
