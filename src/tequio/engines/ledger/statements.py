"""Signed statements: small JSON objects with an Ed25519 signature (RFC 8032) by the key that also seals."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tequio.engines.ledger.canonical import canonical
from tequio.engines.ledger.errors import KeyIsUnusable, NotCanonical, SealIsMalformed, SealIsNotGenuine


def sign_statement(content: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """Sign a statement.

    Args:
        content: what is stated; its "format" says of what kind it is, so that no signature fits another kind.
        key: the site's signing key.

    Returns:
        The content with "key" (SHA-256 of the 32 bytes of the public key) and "signature" (base64) over the
        canonical form of all the rest.

    Raises:
        NotCanonical: the content holds what has no canonical form.
    """
    named = {**content, "key": _named(key.public_key())}
    return {**named, "signature": base64.b64encode(key.sign(canonical(named))).decode()}


def verify_statement(signed: Any, pem: str) -> dict[str, Any]:
    """Confirm a signed statement.

    Args:
        signed: as `sign_statement` gives it, read from anywhere.
        pem: the public key that one trusts.

    Returns:
        The content without its signature.

    Raises:
        KeyIsUnusable: the PEM holds no Ed25519 key.
        SealIsMalformed: this is no signed statement.
        SealIsNotGenuine: another key signed it, or it was changed since.
    """
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except ValueError:
        raise KeyIsUnusable("The public key is not in PEM.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyIsUnusable("The public key is of another kind than Ed25519.")
    if not isinstance(signed, dict) or not isinstance(signed.get("signature"), str):
        raise SealIsMalformed("This is not a signed statement.")
    content = {name: value for name, value in signed.items() if name != "signature"}
    if content.get("key") != _named(key):
        raise SealIsNotGenuine("The statement was signed by another key than the one given.")
    try:
        key.verify(base64.b64decode(signed["signature"], validate=True), canonical(content))
    except (InvalidSignature, binascii.Error, NotCanonical):
        raise SealIsNotGenuine("The signature does not fit the statement: it was changed.") from None
    return content


def _named(key: Ed25519PublicKey) -> str:
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()
