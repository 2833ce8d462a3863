"""The public register as open data: a signed data package, and each record by its permanent address."""

from tequio.apps.register.opendata.catalogue import LICENCES, Written
from tequio.apps.register.opendata.commitments import commitment_record, mechanism_record
from tequio.apps.register.opendata.errors import FolderIsTaken, LicenceIsUnknown, PackageIsBroken
from tequio.apps.register.opendata.nightly import publish_nightly
from tequio.apps.register.opendata.package import publish_register
from tequio.apps.register.opendata.shown import Shown, shown_package
from tequio.apps.register.opendata.signing import verify_package

__all__ = [
    "LICENCES",
    "FolderIsTaken",
    "LicenceIsUnknown",
    "PackageIsBroken",
    "Shown",
    "Written",
    "commitment_record",
    "mechanism_record",
    "publish_nightly",
    "publish_register",
    "shown_package",
    "verify_package",
]
