"""What can be wrong with an index."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class RetrievalError(ValueError):
    """An index cannot be made, opened or changed."""


class NoIndexHere(RetrievalError):
    """The folder holds no index."""


class IndexIsUnreadable(RetrievalError):
    """The folder's index is damaged or was made by another version; make it again from the passages."""


class ModelIsUnreadable(RetrievalError):
    """The file holds no model that this engine can read."""


class AnotherIsWriting(RetrievalError):
    """Another process is changing the index; an index has one writer at a time."""
