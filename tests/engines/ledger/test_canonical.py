"""Canonical bytes and the digest of a record's state."""

import hashlib
import json
from enum import StrEnum

import pytest

from tequio.engines.ledger import NotCanonical, canonical, new_salt, state_digest

pytestmark = pytest.mark.engine


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (-7, "-7"),
        (2**53 - 1, "9007199254740991"),
        ("", '""'),
        ("niñez", '"niñez"'),
        (Colour.RED, '"red"'),
        ([], "[]"),
        ((1, [2, {}]), "[1,[2,{}]]"),
        ({"b": 1, "a": {"d": None, "c": False}}, '{"a":{"c":false,"d":null},"b":1}'),
        # The escapes of RFC 8785, section 3.2.2.2 and its sample text.
        ("\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ("\b\f\t\r\x1f\x7f\u2028", '"\\b\\f\\t\\r\\u001f\x7f\u2028"'),
        # Keys by UTF-16 code units (RFC 8785, section 3.2.3): an emoji's surrogate D83D comes before FB33.
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\u00f6": 7},
            '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"\U0001f600":5,"\ufb33":3}',
        ),
    ],
)
def test_writes_the_bytes_of_rfc_8785(value, written):
    assert canonical(value) == written.encode()
    assert canonical(json.loads(written)) == written.encode()


def _endless():
    value = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0, "$ is a float"),
        ({"a": [1, 0.5]}, "$.a[1] is a float"),
        (float("nan"), "float"),
        (2**53, "beyond"),
        (-(2**53), "beyond"),
        ({1: "a"}, "not text"),
        ({"a": b"x"}, "bytes"),
        ({"a": {1, 2}}, "set"),
        (1 + 2j, "complex"),
        ("\ud800", "half a character"),
        ({"\ud800": 1}, "half a character"),
        (_endless(), "nested too deeply"),
    ],
    ids=str,
)
def test_refuses_what_has_no_one_form(value, words):
    with pytest.raises(NotCanonical) as caught:
        canonical(value)
    assert words in str(caught.value)


def test_the_digest_is_one_that_any_tool_can_compute():
    salt = "0" * 64
    written = '{"fields":{"value":"B","year":2025},"salt":"' + salt + '"}'
    expected = hashlib.sha256(written.encode()).hexdigest()
    assert state_digest({"year": 2025, "value": "B"}, salt) == expected


def test_equal_fields_of_two_records_have_different_digests():
    fields = {"value": "B"}
    first, second = new_salt(), new_salt()
    assert state_digest(fields, first) != state_digest(fields, second)
    assert state_digest(fields, first) == state_digest(dict(fields), first)


@pytest.mark.parametrize("salt", ["", "ab", "g" * 64, "A" * 64])
def test_a_weak_salt_is_refused(salt):
    with pytest.raises(NotCanonical, match="64 hexadecimal"):
        state_digest({}, salt)
