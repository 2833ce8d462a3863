"""What a study holds of persons, sealed: each list under a key of its own, the keys under that of the site.

A list lies on the disk encrypted with AES-256-GCM under a random key. The database keeps that key only
wrapped, with AES-256-GCM again, under `TEQUIO_STUDY_KEY`, which stands in neither: whoever has the disk, the
database or an archive has no list. A key that is forgotten destroys its list wherever copies of the file lie.
What is wrapped or sealed is bound to its place (additional data), so that nothing can be put in another's.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.apps.studies.errors import ContentGone, KeyMissing, WrongValue

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something that was sealed onto the disk.

    Args:
        place: random name of its file.
        key: its own key, wrapped under the site's; hexadecimal.
    """

    place: str
    key: str


def folder() -> Path:
    """Give where the sealed files lie; they are served from no address."""
    return Path(settings.HOME) / "studies"


def site_key() -> bytes:
    """Give the key under which the keys of lists are wrapped; outside production one is made at first use.

    Raises:
        KeyMissing: the site is in production and has none.
    """
    if settings.STUDY_KEY:
        return bytes.fromhex(settings.STUDY_KEY)
    if settings.PRODUCTION:
        raise KeyMissing(
            _("This site has no key to seal lists with and takes none; ask for TEQUIO_STUDY_KEY to be set.")
        )
    path = Path(settings.HOME) / "study-key"
    if not path.exists():
        # Two may make it at once: a file gets its name when it is whole, and the first counts.
        made = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def seal(content: Any) -> Sealed:
    """Seal something onto the disk.

    Args:
        content: plain values that JSON can hold.

    Raises:
        KeyMissing: as `site_key`.
        WrongValue: the disk cannot take it.
    """
    wrapping, key, place = site_key(), secrets.token_bytes(32), secrets.token_hex(32)
    packed = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 3)
    target = folder() / place[:2] / place
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(_locked(key, packed, place))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        target.unlink(missing_ok=True)
        raise WrongValue(
            _("The file could not be kept (%s); make room and send it again.") % (error.strerror or error)
        ) from None
    return Sealed(place, _locked(wrapping, key, f"key:{place}").hex())


def unseal(sealed: Sealed) -> Any:
    """Give what was sealed; whoever asks must have been let in before.

    Raises:
        ContentGone: it was destroyed, is missing, was changed, or is under another key of the site.
        KeyMissing: as `site_key`.
    """
    key = own_key(sealed)
    try:
        locked = (folder() / sealed.place[:2] / sealed.place).read_bytes()
    except OSError:
        raise ContentGone(_("The content is no longer there.")) from None
    return json.loads(zlib.decompress(_unlocked(key, locked, sealed.place)))


def own_key(sealed: Sealed) -> bytes:
    """Unwrap the key of something sealed, for small pieces that lie beside it; errors as `unseal`."""
    if not sealed.key:
        raise ContentGone(_("The content was destroyed."))
    return _unlocked(site_key(), bytes.fromhex(sealed.key), f"key:{sealed.place}")


def seal_piece(key: bytes, content: Any, name: str) -> bytes:
    """Seal a small piece under a key that `own_key` gave; `name` is where it belongs."""
    return _locked(key, json.dumps(content, ensure_ascii=False).encode(), name)


def unseal_piece(key: bytes, locked: bytes, name: str) -> Any:
    """Give a small piece back; errors as `unseal`."""
    return json.loads(_unlocked(key, bytes(locked), name))


def remove(place: str) -> None:
    """Remove a sealed file, once it is certain that nothing speaks of it."""
    if place:
        transaction.on_commit(lambda: drop_unkept(place))


def drop_unkept(place: str) -> None:
    """Remove at once the file of an operation that did not come to its end."""
    (folder() / place[:2] / place).unlink(missing_ok=True)


def kept_or_dropped(sealed: Sealed, act: Callable[[], Any]) -> Any:
    """Carry out what keeps a sealed file; where it fails the file goes."""
    try:
        return act()
    except BaseException:
        drop_unkept(sealed.place)
        raise


def _locked(key: bytes, content: bytes, name: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, name.encode())


def _unlocked(key: bytes, locked: bytes, name: str) -> bytes:
    try:
        return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], name.encode())
    except (InvalidTag, ValueError):
        raise ContentGone(
            _("The content was changed on the disk, or sealed under another TEQUIO_STUDY_KEY.")
        ) from None
