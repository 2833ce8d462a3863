"""What an import refuses; each message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from tequio.apps.register.operations.errors import RegisterError


class ImportRefused(RegisterError):
    """The file is not taken in, and nothing was changed."""


class RowsAreBroken(ImportRefused):
    """Some rows cannot be taken, and the person has not said to leave them out."""


class AlreadyApplied(ImportRefused):
    """The import was taken in, discarded or taken back before."""


class FileIsGone(ImportRefused):
    """What was looked through is no longer on disk; the file must be given again."""
