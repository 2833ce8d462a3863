"""The digest: what each article of the core instruments says, in our own plain words, es and en.

A digest helps to find an article; it is never the article. Whoever shows a sentence of it says so, and
cites the official text of the depositary instead. The instruments are in `instruments.toml`, the sentences in
`provisions/<INSTRUMENT>.tsv`; both are read once and kept.
"""

from tequio.apps.library.digest.reading import (
    DigestIsWrong,
    Instrument,
    Kind,
    Provision,
    Standing,
    System,
    Wording,
    instruments,
    provisions,
    read_instruments,
    read_provisions,
)

__all__ = [
    "DigestIsWrong",
    "Instrument",
    "Kind",
    "Provision",
    "Standing",
    "System",
    "Wording",
    "instruments",
    "provisions",
    "read_instruments",
    "read_provisions",
]
