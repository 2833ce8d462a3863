"""Sealing the log with the site's own key, and reading back the seals that lie here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from tequio.apps.ledger.verifying import head
from tequio.engines.ledger import KeyIsUnusable, Seal, load_key, make_key, public_pem, seal, verify_seal


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal that was just made.

    Args:
        seal: what was signed.
        path: of its JSON.
        public_key: path of the PEM that others need to verify it.
    """

    seal: Seal
    path: Path
    public_key: Path


def key_path() -> Path:
    """Give where the site's signing key lies; only its owner may read it."""
    return Path(settings.HOME) / "ledger-key.pem"


def public_key_path() -> Path:
    """Give where the public half lies, to be published with the seals."""
    return Path(settings.HOME) / "ledger-public.pem"


def seal_log(path: Path | None = None) -> Sealed:
    """Sign how far the log has come; the key is made at the first time.

    Args:
        path: where the seal goes; None for `seals/NUMBER.json` below the home folder.

    Raises:
        KeyIsUnusable: the key is damaged, others may read it, or it is gone while its seals are here.
        SealIsMalformed: the log is empty.
        OSError: the file cannot be written.
    """
    key = signing_key()
    made = seal(head(), settings.ADDRESS, timezone.now(), key)
    target = path or Path(settings.HOME) / "seals" / f"{made.sequence}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, made.to_json())
    return Sealed(made, target, public_key_path())


def signing_key() -> Ed25519PrivateKey:
    """Give the site's signing key and lay its public half beside it; the key is made at the first time.

    Raises:
        KeyIsUnusable: the key is damaged, others may read it, or it is gone while its seals are here.
        OSError: the public half cannot be written.
    """
    if not key_path().exists() and seals_kept():
        # As after a restore: a new key would make every seal that lies here look forged.
        raise KeyIsUnusable(
            f"There are seals here and their key is gone: put {key_path().name} back into the home folder, "
            "or move seals/ and ledger-public.pem elsewhere to begin with a new key."
        )
    key = load_key(key_path()) if key_path().exists() else make_key(key_path())
    _write(public_key_path(), public_pem(key))
    return key


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def read_seal(path: Path, public_key: Path | None = None) -> Seal:
    """Read a seal and confirm its signature.

    Args:
        path: of its JSON.
        public_key: PEM of the key that one trusts; None for this site's own.

    Raises:
        SealIsMalformed, SealIsNotGenuine, KeyIsUnusable: see `tequio.engines.ledger.verify_seal`.
        OSError: the file cannot be read.
    """
    source = public_key or public_key_path()
    try:
        pem = source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyIsUnusable(f"There is no public key at {source}; name one with --public-key.") from None
    except UnicodeDecodeError:
        raise KeyIsUnusable(f"{source} is no key in PEM.") from None
    return verify_seal(path.read_text(encoding="utf-8", errors="replace"), pem)


def seals_kept() -> list[Path]:
    """Name the seals that lie in the home folder, in the order of the log."""
    folder = Path(settings.HOME) / "seals"
    found = [path for path in folder.glob("*.json") if path.stem.isdigit()] if folder.is_dir() else []
    return sorted(found, key=lambda path: int(path.stem))
