"""One way to write a value as bytes, so that equal values have equal digests on every machine.

The subset of JSON: objects with text keys, arrays, text, `true`, `false`, `null` and integers within
±(2^53 - 1). What is accepted gets exactly the bytes of the JSON Canonicalization Scheme (RFC 8785):
no white space, keys in the order of their UTF-16 code units, shortest escapes, UTF-8. Floating-point
numbers are refused: their canonical form is the hard half of that standard, and no fact here needs
one; a decimal or a date is written as text. Text is not normalised: two spellings are two texts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

from tequio.engines.ledger.errors import NotCanonical

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

LARGEST = 2**53 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, allow_nan=False)


def _keys(value: Mapping[str, object], place: str) -> list[str]:
    """Give the keys of an object in the order of their UTF-16 code units."""
    try:
        joined = "".join(value)
    except TypeError:
        raise NotCanonical(f"A key of {place} is not text.") from None
    if joined.isascii():  # the common case: code points and UTF-16 code units have one order
        return sorted(value)
    return sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def _ordered(value: object, place: str) -> object:
    """Give the value with its keys in canonical order; refuse what is outside the subset."""
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return value
    if kind is dict or isinstance(value, Mapping):
        fields = cast(Mapping[str, object], value)
        return {
            key: item if type(item := fields[key]) is str else _ordered(item, f"{place}.{key}")
            for key in _keys(fields, place)
        }
    if isinstance(value, str):  # a subclass, such as an enumeration of texts
        return str.__str__(value)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"The number at {place} is beyond ±(2^53 - 1); write it as text.")
        return int(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [_ordered(item, f"{place}[{index}]") for index, item in enumerate(value)]
    raise NotCanonical(
        f"The value at {place} is a {kind.__name__}; the ledger takes text, whole numbers, true, false, "
        "null, lists and objects of these."
    )


def canonical(value: Json) -> bytes:
    """Write a value in its one canonical form.

    Args:
        value: nested objects, arrays, text, integers, booleans and null.

    Returns:
        UTF-8 bytes, those of RFC 8785.

    Raises:
        NotCanonical: for floats, integers beyond ±(2^53 - 1), unpaired surrogates and other types.
    """
    try:
        return _ENCODER.encode(_ordered(value, "$")).encode()
    except UnicodeEncodeError:
        raise NotCanonical("A text holds half a character (an unpaired surrogate).") from None
    except RecursionError:
        raise NotCanonical("The value is nested too deeply or holds itself.") from None


def state_digest(fields: Mapping[str, Json], salt: str) -> str:
    """Digest the state of one record: SHA-256 over the canonical form of its fields and its salt.

    Args:
        fields: name -> value of every field that the ledger vouches for.
        salt: the record's own random salt (`new_salt`), kept with the record and erased with it.

    Returns:
        64 hexadecimal digits.

    Raises:
        NotCanonical: as `canonical`, or where the salt is not 64 hexadecimal digits.
    """
    if len(salt) != 64 or not set(salt) <= set("0123456789abcdef"):
        raise NotCanonical("The salt of a record is 64 hexadecimal digits.")
    return hashlib.sha256(canonical({"fields": fields, "salt": salt})).hexdigest()
