"""What can be wrong with what is written to, read from or signed for the ledger."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class LedgerError(ValueError):
    """The ledger cannot take or confirm something."""


class NotCanonical(LedgerError):
    """A value has no canonical form: a floating-point number, a huge integer, half a character …"""


class ChangeIsMalformed(LedgerError):
    """A change lacks something or carries what the log must not hold."""


class SealIsMalformed(LedgerError):
    """A text is not a seal."""


class SealIsNotGenuine(LedgerError):
    """A seal's signature does not fit its content or comes from another key."""


class KeyIsUnusable(LedgerError):
    """A signing key is missing, is no Ed25519 key, is readable by others, or would be overwritten."""
