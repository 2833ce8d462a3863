"""What can be wrong with lists that are to be linked, or with the settings of a linkage."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class LinkageError(ValueError):
    """Lists cannot be linked; the message is one sentence without anything about a person."""


class ListIsEmpty(LinkageError):
    """A list has no records."""


class ListNotReadable(LinkageError):
    """A file is no list: binary, of no known encoding, or not a table."""


class RecordIsTwice(LinkageError):
    """Two records of a list have one identifier, or a record has none."""


class NoCommonField(LinkageError):
    """The lists share too little to be compared: no name, or nothing beside it."""


class SettingsAreWrong(LinkageError):
    """The settings name a column, kind or rule that does not exist, or cannot be read."""


class NothingToCompare(LinkageError):
    """No two records share a blocking key, so no pair can be compared."""


class DecisionsContradict(LinkageError):
    """People's decisions cannot all hold, or name a record that does not exist."""
