"""What is wrong with a request for a State report, named as facts."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from tequio.apps.register.operations.errors import RegisterError


class StateUnknown(RegisterError):
    """The register has no State of that name, code or number."""


class BodyUnknown(RegisterError):
    """There is no template of that name."""


class TemplateBroken(RegisterError):
    """A template lacks a field, or holds one that cannot be used."""


class NothingToReport(RegisterError):
    """A body has recommended nothing to a State, as far as the register goes."""
