"""Codes by which somebody without an account sees what became of what they sent, or replies.

A code is a hundred random bits in letters that nobody mistakes for one another. Only its digest is kept, so
that neither the database nor a backup lets anybody in. It is entered in a form, so that it stands in no
address, no log and no history of a browser.
"""

from __future__ import annotations

import hashlib
import secrets

# Crockford's alphabet without I, L, O and U.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 20
_GROUP = 5
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Make a code, in groups: "7K3QD-…"."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def digest_of(code: str) -> str:
    """Digest a code as somebody typed it: small letters, spaces, dashes and misread letters do not count.

    A hundred random bits cannot be guessed from their digest: it needs no salt, and the row is found by it.
    """
    typed = "".join(code.upper().split()).replace("-", "").translate(_MISREAD)
    return hashlib.sha256(b"tequio-code-1:" + typed.encode()).hexdigest()
