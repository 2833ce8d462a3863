"""Engine `ledger`: an append-only log in which nothing can be changed, left out or reordered unseen."""

from tequio.engines.ledger.canonical import Json, canonical, state_digest
from tequio.engines.ledger.errors import (
    ChangeIsMalformed,
    KeyIsUnusable,
    LedgerError,
    NotCanonical,
    SealIsMalformed,
    SealIsNotGenuine,
)
from tequio.engines.ledger.events import START, Change, Event, Head, Link, chain_hash, extend, new_salt
from tequio.engines.ledger.seals import Seal, load_key, make_key, public_pem, seal, verify_seal
from tequio.engines.ledger.statements import sign_statement, verify_statement
from tequio.engines.ledger.verification import Break, Fault, ObjectKey, StateLookup, Verdict, verify

__all__ = [
    "START",
    "Break",
    "Change",
    "ChangeIsMalformed",
    "Event",
    "Fault",
    "Head",
    "Json",
    "KeyIsUnusable",
    "LedgerError",
    "Link",
    "NotCanonical",
    "ObjectKey",
    "Seal",
    "SealIsMalformed",
    "SealIsNotGenuine",
    "StateLookup",
    "Verdict",
    "canonical",
    "chain_hash",
    "extend",
    "load_key",
    "make_key",
    "new_salt",
    "public_pem",
    "seal",
    "sign_statement",
    "state_digest",
    "verify",
    "verify_seal",
    "verify_statement",
]
