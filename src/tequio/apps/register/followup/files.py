"""Files of evidence: encrypted on disk, each under a key that only its row in the database holds.

A copy of the disk tells nothing without the database, and a file whose key is forgotten is erased wherever
copies of it lie. Pieces of a mebibyte are sealed with AES-256-GCM; the number of the piece and whether it is
the last are part of the nonce, so that pieces can be neither moved nor left out (the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizár, 2015). The key is used for one file, so the nonces repeat nowhere.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.apps.register.followup.errors import FileGone
from tequio.apps.register.models import EvidenceFile
from tequio.apps.register.operations.errors import WrongValue

_PIECE = 1 << 20
_SEAL = 16
_MEGABYTE = 1_000_000


def folder() -> Path:
    """Give where the files lie: beside the public ones, served from no address."""
    return Path(settings.HOME) / "evidence"


def keep_file(file: BinaryIO, file_name: str) -> EvidenceFile:
    """Encrypt a file onto the disk.

    Args:
        file: open for reading, at its beginning.
        file_name: as the person named it.

    Returns:
        Its row, not saved yet: the operation saves it with what speaks of it, or calls `drop_unkept`.

    Raises:
        WrongValue: it is empty, larger than the site's limit, or cannot be kept.
    """
    key, place = secrets.token_bytes(32), secrets.token_hex(32)
    target = folder() / place[:2] / place
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            digest, size = _encrypt(file, target, key)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WrongValue(
            _("The file could not be kept (%s); make room and send it again.") % (error.strerror or error)
        ) from error
    name = Path(file_name.replace("\\", "/").replace("\x00", " ")).name[:300] or "file"
    return EvidenceFile(
        sha256=digest,
        size=size,
        file_name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        place=place,
        key=key.hex(),
    )


def drop_unkept(file: EvidenceFile) -> None:
    """Remove a file whose operation did not come to its end."""
    (folder() / file.place[:2] / file.place).unlink(missing_ok=True)


def _encrypt(file: BinaryIO, target: Path, key: bytes) -> tuple[str, int]:
    digest, size, number, limit = hashlib.sha256(), 0, 0, settings.MAX_FILE_MB * _MEGABYTE
    cipher = AESGCM(key)
    with target.open("xb") as kept:
        target.chmod(0o600)
        piece = file.read(_PIECE)
        if not piece:
            raise WrongValue(_("The file is empty; save it again and send the new one."))
        while piece:
            following = file.read(_PIECE)
            size += len(piece)
            if size > limit:
                raise WrongValue(
                    _("The file has more than %s MB; send a smaller one.") % settings.MAX_FILE_MB
                )
            digest.update(piece)
            kept.write(cipher.encrypt(_nonce(number, not following), piece, None))
            piece, number = following, number + 1
        kept.flush()
        os.fsync(kept.fileno())
    return digest.hexdigest(), size


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def read_file(file: EvidenceFile) -> Iterator[bytes]:
    """Give a file's bytes as they were given, a piece at a time; whoever asks must have been let in before.

    Raises:
        FileGone: it was erased, is missing, or somebody has changed it on the disk.
    """
    try:
        opened = (folder() / file.place[:2] / file.place).open("rb")
    except OSError:
        raise FileGone(_("The file is no longer there.")) from None
    cipher = AESGCM(bytes.fromhex(file.key))
    with opened:
        number, sealed = 0, opened.read(_PIECE + _SEAL)
        while sealed:
            following = opened.read(_PIECE + _SEAL)
            try:
                yield cipher.decrypt(_nonce(number, not following), sealed, None)
            except InvalidTag:
                raise FileGone(_("The file was changed on the disk and is not given out.")) from None
            sealed, number = following, number + 1


def erase_file(file: EvidenceFile | None) -> None:
    """Forget a file's key with its row, and remove what lies on the disk once that is certain."""
    if file is None:
        return
    path = folder() / file.place[:2] / file.place
    file.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
