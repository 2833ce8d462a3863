"""What can be wrong with the lists of instruments and with what is to be formatted."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class CitationError(ValueError):
    """A citation cannot be written or its lists cannot be read."""


class ListIsWrong(CitationError):
    """A list of instruments, committees or cases lacks or contradicts something."""


class StyleIsUnknown(CitationError):
    """No citation style has that name."""


class LanguageIsUnknown(CitationError):
    """Citations are written in Spanish and English only."""
