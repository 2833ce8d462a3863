"""What can be wrong with a folder of open data."""

from __future__ import annotations

from tequio.apps.accounts.errors import Refused


class FolderIsTaken(Refused):
    """The folder holds other things, which are not overwritten."""


class PackageIsBroken(Refused):
    """A data package is not as it was signed, or no data package at all."""


class LicenceIsUnknown(Refused):
    """There is no licence of that name in the list."""
