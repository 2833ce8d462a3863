"""What the log cannot take; these are faults of the program, not of what a person wrote."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class LedgerAppError(Exception):
    """The log was asked for something that it cannot do."""


class NotRecording(LedgerAppError):
    """A tracked record is about to be changed outside an operation that writes to the log."""


class NotTracked(LedgerAppError):
    """No app has said that records of this model are in the log."""
