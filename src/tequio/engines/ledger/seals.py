"""Seals: signed statements of how far the log had come, small enough to print, mail or post anywhere.

A seal makes a rewritten log detectable: who edits an event and computes every later hash anew gets a
sound chain, but not the hash that was signed and published. Signatures are Ed25519 (RFC 8032).
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import json
import os
import re
import stat
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tequio.engines.ledger.canonical import canonical
from tequio.engines.ledger.errors import KeyIsUnusable, NotCanonical, SealIsMalformed, SealIsNotGenuine
from tequio.engines.ledger.events import Head

FORMAT = "tequio-seal-1"
_HEX = re.compile(r"[0-9a-f]{64}")
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Seal:
    """A signed checkpoint.

    Args:
        sequence: number of the last event that it covers.
        hash: chain hash of that event.
        at: when it was made, in UTC.
        site: name of the site whose log it is.
        key: identifier of the key: SHA-256 of the 32 bytes of the public key.
        signature: Ed25519 over the canonical form of all the rest, in base64.
    """

    sequence: int
    hash: str
    at: str
    site: str
    key: str
    signature: str

    def signed_bytes(self) -> bytes:
        """Give the bytes that the signature covers."""
        content = asdict(self)
        del content["signature"]
        return canonical({"format": FORMAT, **content})

    def to_json(self) -> str:
        """Write the seal as one small JSON object, ready to be published."""
        return canonical({"format": FORMAT, **asdict(self)}).decode() + "\n"


# -- keys --------------------------------------------------------------------------------------


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make a signing key and store it as PEM (PKCS #8) that only its owner may read (mode 0600).

    Args:
        path: where to; must not exist.

    Raises:
        KeyIsUnusable: where the file exists already or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        # Exclusive creation: a key in use is never overwritten, and no moment exists with a wider mode.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyIsUnusable(f"{path} exists already; a key is never overwritten.") from None
    except OSError as error:
        raise KeyIsUnusable(f"{path} cannot be written: {error.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return key


def load_key(path: Path) -> Ed25519PrivateKey:
    """Read a signing key.

    Args:
        path: PEM file as `make_key` writes it.

    Raises:
        KeyIsUnusable: where it is missing, readable by others, or no Ed25519 key without a password.
    """
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            pem = file.read()
    except OSError as error:
        raise KeyIsUnusable(f"{path} cannot be read: {error.strerror}.") from None
    if mode & 0o077:
        raise KeyIsUnusable(f"Others may read {path} (mode {mode:04o}); run chmod 600 on it.")
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyIsUnusable(f"{path} holds no key in PEM without a password.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyIsUnusable(f"{path} holds a key of another kind than Ed25519.")
    return key


def public_pem(key: Ed25519PrivateKey) -> str:
    """Give the public half as PEM, to be published beside the seals."""
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def _public(pem: str) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise KeyIsUnusable("The public key is not in PEM.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyIsUnusable("The public key is of another kind than Ed25519.")
    return key


def _key_id(key: Ed25519PublicKey) -> str:
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


# -- seals -------------------------------------------------------------------------------------


def seal(head: Head, site: str, at: datetime.datetime, key: Ed25519PrivateKey) -> Seal:
    """Sign how far the log has come.

    Args:
        head: the end of a log that was verified.
        site: name of the site, as it is published.
        at: when, with its time zone.
        key: the site's signing key.

    Raises:
        SealIsMalformed: for an empty log, a missing name or a time without a zone.
    """
    if head.sequence < 1:
        raise SealIsMalformed("An empty log has nothing to seal.")
    if not site.strip() or len(site) > 200:
        raise SealIsMalformed("A seal needs the site's name, of 1 to 200 characters.")
    if at.tzinfo is None:
        raise SealIsMalformed("The time of a seal needs its time zone.")
    stamp = at.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    unsigned = Seal(head.sequence, head.hash, stamp, site, _key_id(key.public_key()), "")
    signature = base64.b64encode(key.sign(unsigned.signed_bytes())).decode()
    return Seal(**{**asdict(unsigned), "signature": signature})


def _parse(text: str) -> Seal:
    if len(text) > _LONGEST:
        raise SealIsMalformed("This is too long for a seal.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise SealIsMalformed("This is not a seal: it is not JSON.") from None
    names = {"format", "sequence", "hash", "at", "site", "key", "signature"}
    if not isinstance(content, dict) or set(content) != names or content.pop("format") != FORMAT:
        raise SealIsMalformed(f"This is not a seal of the format {FORMAT}.")
    sequence = content.pop("sequence")
    if type(sequence) is not int or sequence < 1 or not all(isinstance(v, str) for v in content.values()):
        raise SealIsMalformed("The seal's sequence is no positive number, or another field is not text.")
    if not _HEX.fullmatch(content["hash"]) or not _HEX.fullmatch(content["key"]):
        raise SealIsMalformed("The seal's hash and key are 64 hexadecimal digits each.")
    return Seal(sequence, **content)


def verify_seal(text: str, public_key: str) -> Seal:
    """Read a published seal and confirm that the holder of a key signed it.

    Args:
        text: the JSON of a seal.
        public_key: PEM of the key that one trusts, got by another way than the seal.

    Returns:
        The seal, whose hash can now be compared with a log (`verify(…, seals=[…])`).

    Raises:
        SealIsMalformed: where `text` is no seal.
        SealIsNotGenuine: where another key signed it, or its content was changed.
        KeyIsUnusable: where `public_key` is no Ed25519 key.
    """
    key = _public(public_key)
    found = _parse(text)
    if found.key != _key_id(key):
        raise SealIsNotGenuine("The seal names another key than the one given.")
    try:
        signature = base64.b64decode(found.signature, validate=True)
        key.verify(signature, found.signed_bytes())
    except binascii.Error:
        raise SealIsMalformed("The seal's signature is not in base64.") from None
    except (InvalidSignature, NotCanonical):
        raise SealIsNotGenuine("The seal's signature does not fit its content: it was changed.") from None
    return found
