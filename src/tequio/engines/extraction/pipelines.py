"""spaCy's blank pipelines, and the only place that imports spaCy, so that it is imported cheaply.

`import spacy` also imports its own command line, with two HTTP clients and a template engine; that is almost
half of the second it takes, and nothing here uses it. An empty module stands in its place while spaCy is
imported and is taken away afterwards, so that whoever wants `spacy.cli` later gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any


@contextmanager
def _without_command_line() -> Iterator[None]:
    names = ("spacy.cli", "spacy.cli.info")
    if any(name in sys.modules for name in ("spacy", *names)):
        yield
        return
    stand_ins = {name: ModuleType(name) for name in names}
    for module in stand_ins.values():
        module.__dict__.update(__path__=[], info=None)
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
        if "spacy" in sys.modules:
            sys.modules["spacy"].__dict__.pop("cli", None)


with _without_command_line():
    from spacy.lang.en import English
    from spacy.lang.es import Spanish
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Doc", "Language", "pipeline"]


@cache
def pipeline(language: str) -> Language:
    """Make the blank pipeline of "en" or "es", once a process; a hyphenated word stays one token."""
    base: Any = {"en": English, "es": Spanish}[language]
    infixes = [infix for infix in base.Defaults.infixes if "-|–|—" not in str(infix)]
    # A class of its own: a tokenizer whose rules are changed later loads all its exceptions again.
    defaults = type("Defaults", (base.Defaults,), {"infixes": infixes})
    whole: type[Language] = type(base.__name__, (base,), {"Defaults": defaults})
    return whole()
