"""Keys and seals: what anybody can verify, and what is refused."""

import datetime
import json
import shutil
import stat
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tequio.engines.ledger import (
    START,
    Head,
    KeyIsUnusable,
    SealIsMalformed,
    SealIsNotGenuine,
    load_key,
    make_key,
    public_pem,
    seal,
    verify_seal,
)

pytestmark = pytest.mark.engine

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
HEAD = Head(12, "ab" * 32)


@pytest.fixture
def key(tmp_path):
    return make_key(tmp_path / "seal.pem")


def test_a_key_is_stored_for_its_owner_only_and_read_back(tmp_path, key):
    path = tmp_path / "seal.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    assert public_pem(load_key(path)) == public_pem(key)


def test_a_key_is_never_overwritten(tmp_path, key):
    before = (tmp_path / "seal.pem").read_bytes()
    with pytest.raises(KeyIsUnusable, match="exists already"):
        make_key(tmp_path / "seal.pem")
    assert (tmp_path / "seal.pem").read_bytes() == before
    with pytest.raises(KeyIsUnusable, match="cannot be written"):
        make_key(tmp_path / "no folder" / "seal.pem")


def _other_kind(path):
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(pem)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.unlink(), "cannot be read"),
        (lambda path: path.chmod(0o640), "Others may read"),
        (lambda path: path.write_text("no key"), "holds no key"),
        (_other_kind, "another kind"),
    ],
)
def test_an_unusable_key_is_refused(tmp_path, key, spoil, words):
    spoil(tmp_path / "seal.pem")
    with pytest.raises(KeyIsUnusable, match=words):
        load_key(tmp_path / "seal.pem")


def test_a_published_seal_is_confirmed(key):
    made = seal(HEAD, "Registro de México", NOON, key)
    text = made.to_json()
    assert len(text) < 500
    assert verify_seal(text, public_pem(key)) == made
    # Laid out otherwise by whoever published it: the content counts.
    assert verify_seal(json.dumps(json.loads(text), indent=2), public_pem(key)) == made


@pytest.mark.parametrize(
    "changed",
    [{"sequence": 13}, {"hash": "cd" * 32}, {"at": "2025-03-01T12:00:00Z"}, {"site": "Another"}],
)
def test_a_changed_seal_is_not_genuine(key, changed):
    content = json.loads(seal(HEAD, "Site", NOON, key).to_json())
    with pytest.raises(SealIsNotGenuine, match="changed"):
        verify_seal(json.dumps({**content, **changed}), public_pem(key))


def test_a_seal_by_another_key_is_not_genuine(tmp_path, key):
    other = make_key(tmp_path / "other.pem")
    text = seal(HEAD, "Site", NOON, other).to_json()
    with pytest.raises(SealIsNotGenuine, match="another key"):
        verify_seal(text, public_pem(key))
    claimed = {**json.loads(text), "key": json.loads(seal(HEAD, "Site", NOON, key).to_json())["key"]}
    with pytest.raises(SealIsNotGenuine, match="changed"):
        verify_seal(json.dumps(claimed), public_pem(key))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda seal: "", "not JSON"),
        (lambda seal: "[" * 3000, "not JSON"),
        (lambda seal: "[]", "not a seal"),
        (lambda seal: json.dumps({**seal, "more": 1}), "not a seal"),
        (lambda seal: json.dumps({**seal, "format": "tequio-seal-2"}), "not a seal"),
        (lambda seal: json.dumps({**seal, "sequence": "12"}), "no positive number"),
        (lambda seal: json.dumps({**seal, "sequence": True}), "no positive number"),
        (lambda seal: json.dumps({**seal, "site": 5}), "not text"),
        (lambda seal: json.dumps({**seal, "hash": "ab"}), "64 hexadecimal"),
        (lambda seal: json.dumps({**seal, "signature": "%%%"}), "base64"),
        (lambda seal: json.dumps({**seal, "site": "x" * 5000}), "too long"),
    ],
)
def test_what_is_no_seal_is_said_to_be_none(key, spoil, words):
    content = json.loads(seal(HEAD, "Site", NOON, key).to_json())
    with pytest.raises(SealIsMalformed, match=words):
        verify_seal(spoil(content), public_pem(key))


@pytest.mark.parametrize(
    "pem", ["", "no key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]
)
def test_a_public_key_that_is_none_is_refused(key, pem):
    with pytest.raises(KeyIsUnusable):
        verify_seal(seal(HEAD, "Site", NOON, key).to_json(), pem)


@pytest.mark.parametrize(
    ("head", "site", "at", "words"),
    [
        (START, "Site", NOON, "empty log"),
        (HEAD, " ", NOON, "site's name"),
        (HEAD, "Site", NOON.replace(tzinfo=None), "time zone"),
    ],
)
def test_what_cannot_be_sealed_is_refused(key, head, site, at, words):
    with pytest.raises(SealIsMalformed, match=words):
        seal(head, site, at, key)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command")
def test_a_seal_can_be_verified_without_this_program(tmp_path, key):
    """The steps that the decision record gives to a stranger who has only openssl."""
    made = seal(HEAD, "Registro de México", NOON, key)
    (tmp_path / "public.pem").write_text(public_pem(key))
    (tmp_path / "content").write_bytes(made.signed_bytes())
    (tmp_path / "signature.b64").write_text(made.signature + "\n")
    subprocess.run(
        ["openssl", "base64", "-d", "-A", "-in", "signature.b64", "-out", "signature"],
        cwd=tmp_path,
        check=True,
    )
    run = subprocess.run(
        [
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "public.pem",
            "-rawin",
            "-in",
            "content",
            "-sigfile",
            "signature",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
