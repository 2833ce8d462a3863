"""What the register refuses; each message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from tequio.apps.accounts.errors import Refused


class RegisterError(Refused):
    """An operation on the register was not carried out."""


class ChangedMeanwhile(RegisterError):
    """Somebody else decided after the person had looked."""


class AlreadyDecided(RegisterError):
    """The finding stands already as the person wants it."""


class WrongValue(RegisterError):
    """A field cannot hold what was given."""


class NothingToDo(RegisterError):
    """There is nothing that the operation would change."""


class NotYours(RegisterError):
    """A person can undo only their own decisions."""


class BuiltUpon(RegisterError):
    """A decision cannot be undone because a later one rests on it."""


class AlreadyThere(RegisterError):
    """The register already holds the same mechanism, session, person or commitment under another spelling."""


class LanguageNotRead(RegisterError):
    """The text is in a language in which undertakings are not read."""


class Gone(RegisterError):
    """The finding is no longer there, as when a newer reading dropped it."""
