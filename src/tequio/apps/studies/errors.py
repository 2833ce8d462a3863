"""What the studies refuse; each message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from tequio.apps.accounts.errors import Refused


class StudiesError(Refused):
    """An operation on a study was not carried out."""


class WrongValue(StudiesError):
    """A field, file or setting cannot hold what was given."""


class KeyMissing(StudiesError):
    """The site has no key to seal lists with, so none is taken."""


class ContentGone(StudiesError):
    """What was sealed was destroyed, is missing, was changed on the disk, or is under another key."""


class StudyClosed(StudiesError):
    """The study is closed; nothing in it changes."""


class NotInThatState(StudiesError):
    """The list, linkage or report does not stand where the operation can be done."""


class AlreadyCoded(StudiesError):
    """The person has judged this pair, or two people have."""


class NotTheThird(StudiesError):
    """Whoever coded a pair does not resolve it."""
