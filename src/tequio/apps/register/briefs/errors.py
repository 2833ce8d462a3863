"""What is wrong with a request for a brief, named as facts."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from tequio.apps.register.operations.errors import RegisterError


class MechanismUnknown(RegisterError):
    """The register has no mechanism of that name or number, or several that fit."""


class NothingToBrief(RegisterError):
    """A mechanism has no session in the register."""


class DraftUnreadable(RegisterError):
    """A draft statement cannot be read, or holds nothing that could be compared."""
