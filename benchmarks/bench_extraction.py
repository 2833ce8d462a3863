"""How well undertakings, people and meetings are read, beside a plain keyword list in the same run.

    python benchmarks/bench_extraction.py [--corpus FOLDER] [--write]

Printed are, for each part of the annotated documents: the figures for all documents and for each language;
how far the given confidence can be believed; how sentences with several undertakings are taken apart. Only
the documents kept aside ("heldout"), and the record of the first reading of each fresh round, say how the
grammar does on what it has not seen.

`--write` writes the tables into docs/figures/reading.md, and the reliability on the documents kept aside into
the package, where the reading room takes it from.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from annotations import CORPUS, PARTS, annotated
from read_plain import read_plain

from tequio.cli.evaluation import found_of
from tequio.engines.evaluation import (
    Band,
    Found,
    Marked,
    Report,
    Undertaking,
    bands,
    matched_spans,
    write_bands,
)
from tequio.engines.evaluation.scoring import matched_actions
from tequio.engines.extraction import extract, split_components
from tequio.engines.extraction.sentences import split_sentences
from tequio.text import Text

ROOT = Path(__file__).resolve().parents[1]
FIRST_SCORES = Path(__file__).resolve().parent / "annotations" / "fresh" / "first_scores.tsv"
PAGE = ROOT / "docs" / "figures" / "reading.md"
RELIABILITY = ROOT / "src" / "tequio" / "engines" / "evaluation" / "reliability.json"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
HEAD = (
    *("program", "language", "span F1", "precision", "recall", "item F1", "kind", "look-alikes"),
    *("participants F1", "meeting", "quotes"),
)
# The baseline: a sentence that holds one of these words is taken whole; what follows the word is its action.
KEYWORDS = re.compile(
    r"\b(?:commit(?:s|ted)?|agree[ds]?|pledge[ds]?|will|intends?|plans? to|decided|"
    r"recommends?|urges?|calls on|should|comprometen?|comprometieron|comprometemos|"
    r"acord(?:aron|ó|amos)|decidieron|recomienda|insta|exhorta|"
    r"alienta|debe|debería|"
    r"solicita)\b",
    re.IGNORECASE,
)
ASKS = re.compile(r"recom|urge|call|should|insta|exhort|alient|deb|solicit", re.IGNORECASE)
Cells = tuple[str, ...]


def by_grammar(text: Text, name: str) -> Found:
    """Read with the engine, as `tequio read` does."""
    return found_of(extract(text, name))


def by_keywords(text: Text, name: str) -> Found:
    """Take every sentence with a keyword."""
    found = []
    for paragraph in text.paragraphs:
        flow = text.flow(paragraph.start, paragraph.end)
        for start, end in split_sentences(flow.words):
            word = KEYWORDS.search(flow.words, start, end)
            if word is not None:
                kind = "recommendation" if ASKS.match(word.group()) else "commitment"
                found.append(Undertaking(flow.source(start, end), kind, flow.words[word.end() : end]))
    return Found(found)


PROGRAMS: dict[str, Callable[[Text, str], Found]] = {"tequio": by_grammar, "keyword list": by_keywords}


class Part:
    """The figures of one part of the documents."""

    def __init__(self, name: str, corpus: Path) -> None:
        self.name = name
        self.reports = {program: Report() for program in PROGRAMS}
        self.together = [0, 0, 0]  # undertakings in shared quotes: marked, found, given
        self.parted = [
            0,
            0,
            0,
        ]  # annotated actions in shared quotes; parted again; single ones wrongly parted
        self.single = 0  # annotated actions that are alone in their quote
        for marked, path in annotated(name, corpus):
            text = read_plain(path)
            self._part(marked)
            for program, read in PROGRAMS.items():
                found = read(text, path.name)
                self.reports[program].add(marked, found)
                if program == "tequio":
                    self._add_together(marked, found)

    @property
    def documents(self) -> int:
        """How many there were."""
        return self.reports["tequio"].documents

    def _add_together(self, marked: Marked, found: Found) -> None:
        for mine, theirs in matched_spans(marked.undertakings, found.undertakings):
            ours = [u for u in marked.undertakings if u.span == mine]
            given = [u for u in found.undertakings if u.span == theirs]
            if len(ours) > 1:
                counts = (len(ours), matched_actions(ours, given), len(given))
                self.together = [a + b for a, b in zip(self.together, counts, strict=True)]

    def _part(self, marked: Marked) -> None:
        """Join the annotated actions of each quote as a sentence would, and part them again."""
        spans = {u.span for u in marked.undertakings}
        for span in spans:
            actions = [
                " ".join(u.action.split()).rstrip(" ,;.") for u in marked.undertakings if u.span == span
            ]
            parts = split_components(
                ", ".join(actions[:-1]) + " and " * (len(actions) > 1) + actions[-1], marked.language
            )
            if len(actions) > 1:
                self.parted[0] += len(actions)
                self.parted[1] += len(set(actions) & set(parts))
            else:
                self.single += 1
                self.parted[2] += len(parts) > 1

    def rows(self) -> Iterator[Cells]:
        """Give the table."""
        yield HEAD
        for program, report in self.reports.items():
            for group, scores in report.groups.items():
                span, is_read = scores["span"], program == "tequio"
                people, meeting = scores["participant"], scores["meeting"]
                yield (
                    program,
                    group,
                    *(f"{value:.3f}" for value in (span.f1, span.precision, span.recall, scores["item"].f1)),
                    f"{scores['kind'].recall:.3f}",
                    f"{scores['look-alike'].recall:.3f}",
                    f"{people.f1:.3f}" if is_read and people.marked else "–",
                    f"{meeting.recall:.3f}" if is_read and meeting.marked else "–",
                    str(span.marked),
                )

    def reliability(self) -> list[Band]:
        """Give how far the confidence can be believed on these documents."""
        return bands(self.reports["tequio"].rated)


def reliability_rows(laid: list[Band]) -> Iterator[Cells]:
    """Give the table of confidence given and share right."""
    yield "confidence given", "findings", "mean given", "right"
    for band in laid:
        yield (
            f"{band.low:.2f}–{min(band.high, 1):.2f}",
            str(band.findings),
            f"{band.mean:.2f}",
            f"{band.share:.2f}",
        )


def first_scores() -> Iterator[Cells]:
    """Give what the program reached on each round of fresh documents when it read them for the first time."""
    for line in FIRST_SCORES.read_text(encoding="utf-8").splitlines():
        yield tuple(line.split("\t"))


def plain(rows: Iterator[Cells]) -> str:
    """Lay rows out for a terminal."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in table
    )


def markdown(rows: Iterator[Cells]) -> str:
    """Lay rows out as a Markdown table."""
    head, *body = rows
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, tuple("---" for _ in head), *body))


def told(part: Part) -> str:
    """Say how sentences with several undertakings are taken apart."""
    marked, hits, given = part.together
    joined, again, wrongly = part.parted
    return (
        f"Sentences that hold several undertakings and were found: {marked} undertakings annotated in them,"
        f" {given} given, {hits} agree."
        f" Components: of the annotated actions that share a quote, joined into one, {again} of {joined} are"
        " parted again as they were;"
        f" of {part.single} quotes with one annotated action {wrongly} are parted further."
    )


def page_block(parts: list[Part]) -> str:
    """Write the block of the page of figures."""
    blocks = [f"Measured on {date.today():%d %B %Y}, by `python benchmarks/bench_extraction.py --write`.\n"]
    for part in parts:
        blocks += [
            f"### {part.documents} documents, {PARTS[part.name]}\n",
            markdown(part.rows()) + "\n",
            told(part) + "\n",
        ]
    blocks += [
        "### Five rounds of fresh documents, each as it was read for the first time\n",
        "Recorded when each round was read (`benchmarks/annotations/fresh`), not measured again: after its"
        " first reading a round was looked into and the grammar adjusted, by the one who had annotated it.\n",
        markdown(first_scores()) + "\n",
        "### How far the confidence can be believed, on the documents not looked at\n",
        markdown(reliability_rows(parts[-1].reliability())) + "\n",
        "How well tags are proposed is measured by `python benchmarks/bench_tagging.py`; its table is under"
        " [Tags](../reference/tags.md).\n",
    ]
    return "\n".join(blocks)


def written(page: str, block: str) -> str:
    """Put the block between the marks of the page."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{block}{END}{after}"


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--write", action="store_true", help="write the page of figures and the reliability")
    args = parser.parse_args()
    parts = [part for part in (Part(name, args.corpus) for name in PARTS) if part.documents]
    if not parts:
        print("The annotated documents (../shared/corpus) are not here: their reading was not measured.")
        return 0
    for part in parts:
        print(f"\n{part.name}: {part.documents} documents, {PARTS[part.name]}\n")
        print(plain(part.rows()))
        print(told(part))
        print("\n" + plain(reliability_rows(part.reliability())))
    print("\nfresh rounds, as each was read for the first time\n\n" + plain(first_scores()))
    if args.write:
        if len(parts) < len(PARTS):
            print("Not all parts are here; nothing was written.", file=sys.stderr)
            return 2
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), page_block(parts)), encoding="utf-8")
        measured_on = f"{parts[-1].documents} documents, {PARTS[parts[-1].name]}; {date.today().isoformat()}"
        write_bands(parts[-1].reliability(), measured_on, RELIABILITY)
    return 0


if __name__ == "__main__":
    sys.exit(main())
