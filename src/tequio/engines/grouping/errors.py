"""What can be wrong with passages that are to be grouped."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class GroupingError(ValueError):
    """Passages cannot be grouped."""


class PassageIsTwice(GroupingError):
    """Two passages have one id."""


class VectorsAreWrong(GroupingError):
    """An encoder gave another number of vectors than there are texts."""
