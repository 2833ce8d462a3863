"""Bytes -> str for text files, never by a silent guess.

The text is what `open(path, encoding=…, newline="")` gives in Python for the encoding found, so that every
program can find the same offsets: line ends stay as they are, a UTF-8 byte order mark stays as its one
character (U+FEFF), a UTF-16 or UTF-32 mark is consumed by the codec.
"""

from __future__ import annotations

import codecs
import re

from tequio.engines.reading.errors import EncodingUnknown, FileDamaged, FileEmpty, FormatUnknown

# Characters beyond ASCII that Western European prose is made of; a wrong single-byte reading gives others.
_WESTERN = frozenset(
    "áàâäãåæçéèêëíìîïñóòôöõøœúùûüýÿßÁÀÂÄÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ"
    "ªº¿¡«»“”„‘’‚‹›–—…·•°§¶€£©®™´¨½¼¾²³±×\u00a0\u00ad"
)
# Letters that a Western text uses in passing but never mostly; Cyrillic read as Latin is full of them.
_LETTERS = frozenset(c for c in _WESTERN if c.isalpha() and c not in "ªº")
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = "the file is binary and of no known document format; read the document itself"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01  # of the characters: above it the bytes are no text
_LEAST_WESTERN = 0.95  # of the characters beyond ASCII in a single-byte reading
_MOST_ACCENTED = 0.35  # of the letters


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode a text file.

    Args:
        data: the file's bytes.
        name: the file as the person named it, for the message.

    Returns:
        The text, unchanged, and the name of Python's codec.

    Raises:
        FileEmpty: no bytes, or only NUL bytes.
        FileDamaged: UTF-8 or UTF-16 with broken places, or NUL bytes among the words.
        EncodingUnknown: text, but in no encoding that can be told with certainty.
        FormatUnknown: not text at all.
    """
    if not data:
        raise FileEmpty(name, "the file is empty (0 bytes); save the document again and read the new file")
    if not data.strip(b"\0"):
        raise FileEmpty(
            name,
            f"the file holds nothing but {len(data):,} NUL bytes; fetch the document again",
        )
    for mark, codec in _WIDE_MARKS:
        if data.startswith(mark):
            return _strict(data, codec, name), codec
    if wide := _wide_without_mark(data):
        return _strict(data, wide, name), wide
    if 0 in data:
        raise _nul_error(data, name)
    try:
        text, codec = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as broken:
        if _is_damaged_utf8(data):
            raise FileDamaged(
                name,
                f"the file is UTF-8 text but broken at byte {broken.start:,}; fetch it again",
            ) from None
        text, codec = _single_byte(data, name)
    if _looks_binary(text):
        raise FormatUnknown(name, _BINARY)
    return text, codec


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as broken:
        raise FileDamaged(
            name,
            f"the file is {codec.upper()} text but broken at byte {broken.start:,}; save it again as UTF-8",
        ) from None
    if not text.strip("\0"):
        raise FileEmpty(name, "the file holds nothing but NUL characters; fetch the document again")
    if "\0" in text:
        raise FileDamaged(
            name,
            f"the text holds a NUL character at {text.index(chr(0)):,}; remove it and read the file again",
        )
    return text


def _wide_without_mark(data: bytes) -> str | None:
    """Find UTF-16 without its mark: in Latin script every other byte is NUL, the others never."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even == 0:
        return "utf-16-le"
    if even > 0.6 * half and odd == 0:
        return "utf-16-be"
    return None


def _nul_error(data: bytes, name: str) -> FileDamaged | FormatUnknown:
    if data.count(0) > 0.05 * len(data) or _looks_binary(data[:65536].replace(b"\0", b"").decode("latin-1")):
        return FormatUnknown(name, _BINARY)
    return FileDamaged(
        name,
        f"the text holds {data.count(0):,} NUL bytes, the first at byte {data.index(0):,};"
        " remove them and read the file again",
    )


def _is_damaged_utf8(data: bytes) -> bool:
    """Say whether most of the bytes beyond ASCII are sound UTF-8, so it is no other encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return sound > broken


def _single_byte(data: bytes, name: str) -> tuple[str, str]:
    """Read as the Western encoding whose characters look like prose; equal readings go to the first."""
    best: tuple[float, str, str] | None = None
    for codec in _SINGLE_BYTE:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:  # cp1252 leaves five bytes without a character
            continue
        share = _western_share(text)
        if best is None or share > best[0]:
            best = (share, text, codec)
    if best is not None and best[0] >= _LEAST_WESTERN:
        return best[1], best[2]
    if _looks_binary(data.decode("latin-1")):
        raise FormatUnknown(name, _BINARY)
    raise EncodingUnknown(
        name, "the text is not UTF-8 and its encoding cannot be told; save it as UTF-8 and read it again"
    )


def _western_share(text: str) -> float:
    """Give the share of expected characters among those beyond ASCII; 0 where most letters are accented."""
    beyond = [character for character in text if character > "\x7f"]
    accented = sum(character in _LETTERS for character in beyond)
    letters = sum(character.isalpha() for character in text)
    if accented > _MOST_ACCENTED * letters:
        return 0.0
    # A lone capital accent inside a lower-case word ("MÈxico", "situaciÓn") is the mark of a wrong table.
    odd = len(re.findall(r"(?<=[a-zà-ÿ])[À-Þ](?=[a-zà-ÿ])", text))
    return (sum(character in _WESTERN for character in beyond) - odd) / len(beyond)


def _looks_binary(text: str) -> bool:
    sample = text[:65536]
    return len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample)
