"""The signature of a data package: the site's own key over the checksum of `datapackage.json`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from tequio.apps.ledger.sealing import public_key_path, signing_key
from tequio.apps.ledger.verifying import head
from tequio.apps.register.opendata.errors import PackageIsBroken
from tequio.engines.ledger import sign_statement, verify_statement

DESCRIPTOR = "datapackage.json"
SIGNATURE = "signature.json"
FORMAT = "tequio-open-data-1"
_BLOCK = 1 << 20


def digest(path: Path) -> str:
    """Give the SHA-256 of a file as Frictionless writes it."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return f"sha256:{hashed.hexdigest()}"


def sign(folder: Path, sequence: int) -> None:
    """Sign the package in a folder; the checksums in its descriptor cover all other files.

    Args:
        folder: with a written `datapackage.json`.
        sequence: number of the last event in the log when the records were read.

    Raises:
        KeyIsUnusable: as `tequio.apps.ledger.sealing.signing_key`.
    """
    statement = {
        "format": FORMAT,
        "descriptor": digest(folder / DESCRIPTOR),
        "site": settings.ADDRESS,
        "at": timezone.now().isoformat(timespec="seconds"),
        "ledger_sequence": sequence,
    }
    signed = sign_statement(statement, signing_key())
    (folder / SIGNATURE).write_text(json.dumps(signed, indent=1) + "\n", encoding="utf-8")


def events_so_far() -> int:
    """Give the number of the last event in the log."""
    return head().sequence


def statement_of(folder: Path, public_key: Path | None = None) -> dict[str, Any]:
    """Give what was signed of a package, its signature confirmed.

    Args:
        folder: of the package.
        public_key: PEM of the key that one trusts; None for this site's own.

    Raises:
        PackageIsBroken: a file is missing or no JSON, or the descriptor is not the one that was signed.
        LedgerError: the key is unusable or the signature is not the key's.
    """
    try:
        signed = json.loads((folder / SIGNATURE).read_text(encoding="utf-8"))
        pem = (public_key or public_key_path()).read_text(encoding="utf-8")
        found = digest(folder / DESCRIPTOR)
    except OSError as error:
        name = Path(str(error.filename)).name
        raise PackageIsBroken(f"{folder} is no signed data package: {name} cannot be read.") from None
    except ValueError:
        raise PackageIsBroken(f"{SIGNATURE} is not JSON, or the key is not text.") from None
    statement = verify_statement(signed, pem)
    if statement.get("format") != FORMAT or statement.get("descriptor") != found:
        raise PackageIsBroken(f"{DESCRIPTOR} is not the one that was signed.")
    return statement


def verify_package(folder: Path, public_key: Path | None = None) -> dict[str, Any]:
    """Confirm the signature and every file of a package; arguments and errors as `statement_of`.

    Returns:
        What was signed.
    """
    statement = statement_of(folder, public_key)
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        path = folder / str(resource["path"])
        if not path.is_file() or digest(path) != resource["hash"]:
            raise PackageIsBroken(f"{resource['path']} is missing or not the file that was signed.")
    return statement
