"""What reading costs, beside its peers in the same run: `python benchmarks/bench_reading.py [FOLDER…]`.

1. Start-up of `tequio read`, from the command to its output, for a document of two sentences.
2. `tequio read` over all documents of the folders in one process, against what a blank spaCy pipeline needs
   to tokenise the same texts; figures are medians of `RUNS`, the ratio is the median of the rounds' ratios.
   Start-up is apart on both sides: from the command is taken what it needs for two sentences, and the
   pipelines are made before the clock starts. Both are measured in a process that has done it before and
   in a fresh one, where the tokeniser's cache is empty and every pattern has yet to be compiled.
3. A PDF of 100 pages.
4. The readers that were judged: what each keeps of the structure, and how long it takes. Kreuzberg is
   measured where it is installed (`pip install kreuzberg`); the program does not use it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "engines" / "reading"))

from made_documents import BULLETS, CELLS, CLOSING, MAKERS, NUMBERED, OPENING, TITLE, made_pdf  # noqa: E402

from tequio.cli.main import run  # noqa: E402
from tequio.engines.reading import Reader, Source  # noqa: E402
from tequio.engines.reading.formats import parse  # noqa: E402
from tequio.text import Role, Text  # noqa: E402

RUNS = 5
CORPUS = ROOT.parent / "shared" / "corpus"
FOLDERS = (CORPUS / "seeds", CORPUS / "statements")


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Give the median time of some work."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def start_up(folder: Path) -> None:
    """Measure a whole run of the program, and of Python alone."""
    file = folder / "short.txt"
    file.write_text("Mexico agreed to publish the report in 2025.\n", encoding="utf-8")
    cases = {
        "python -c pass": ["-c", "pass"],
        "tequio read --text": ["-m", "tequio", "read", "--text", str(file)],
        "tequio read --format json": ["-m", "tequio", "read", "--format", "json", str(file)],
        "import spacy": ["-c", "import spacy"],
    }
    for name, arguments in cases.items():
        command = [sys.executable, *arguments]
        took = seconds(lambda c=command: subprocess.run(c, capture_output=True, check=True))
        print(f"  {name:<28}{took:6.2f} s")


_TOKENISE = """
import json, sys, time
import spacy
texts = json.load(open(sys.argv[1], encoding="utf-8"))
pipelines = {language: spacy.blank(language) for language in ("en", "es")}
start = time.perf_counter()
for language, content in texts:
    pipelines[language](content)
print(time.perf_counter() - start)
"""


def batch(files: list[Path], folder: Path) -> None:
    """Measure the whole batch against tokenising the same texts."""
    import spacy

    parsed = [parse(file.read_bytes(), file.name) for file in files]
    texts = [(text.language or "en", text.content) for text in parsed]
    pipelines = {language: spacy.blank(language) for language in ("en", "es")}
    short = folder / "short.txt"

    def tokenise() -> None:
        for language, content in texts:
            pipelines[language](content)

    def read(*named: Path) -> None:
        run(["read", "--format", "json", *map(str, named)])

    def read_only(*named: Path) -> None:
        with Reader() as reader:
            for _ in reader.read_each(named):
                pass

    with Path(os.devnull).open("w", encoding="utf-8") as nothing, redirect_stdout(nothing):
        read(*files)
        tokenise()
        warm = [
            (
                seconds(tokenise, 1),
                seconds(lambda: read_only(*files), 1) - seconds(lambda: read_only(short), 1),
                seconds(lambda: read(*files), 1) - seconds(lambda: read(short), 1),
            )
            for _ in range(RUNS)
        ]
    print(f"  {len(files)} documents, {sum(len(content) for _, content in texts):,} characters")
    _against("a process that has read them", warm)

    given = folder / "texts.json"
    given.write_text(json.dumps(texts), encoding="utf-8")
    python = [sys.executable, "-c", _TOKENISE, str(given)]
    command = [sys.executable, "-m", "tequio", "read", "--format", "json"]
    fresh = []
    for _ in range(RUNS):
        tokens = float(subprocess.run(python, capture_output=True, check=True).stdout)
        took = [
            seconds(lambda n=named: subprocess.run([*command, *n], capture_output=True, check=True), 1)
            for named in (list(map(str, files)), [str(short)])
        ]
        fresh.append((tokens, took[0] - took[1]))
    _against("a fresh process", fresh)


def _against(where: str, rounds: list[tuple[float, ...]]) -> None:
    names = ("blank spaCy tokenises", "reading alone", "tequio read --format json")
    columns = list(zip(*rounds, strict=True))
    print(f"  in {where}")
    for name, column in zip((names[0], *names[-len(columns) + 1 :]), columns, strict=True):
        ratio = median(mine / tokens for mine, tokens in zip(column, columns[0], strict=True))
        print(
            f"    {name:<27}{median(column):6.2f} s"
            + (f"  {ratio:5.1f} ×" if column is not columns[0] else "")
        )


def long_pdf(folder: Path) -> None:
    """Measure a PDF of 100 full pages."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    file = folder / "long.pdf"
    body = getSampleStyleSheet()["BodyText"]
    page = [Paragraph(f"{n}. {OPENING} {CLOSING} " * 3, body) for n in range(1, 9)]
    SimpleDocTemplate(str(file)).build([part for _ in range(100) for part in (*page, PageBreak())])
    with Reader() as reader:
        reader.read(Source("warm.pdf", made_pdf()))
        data = file.read_bytes()
        took = seconds(lambda: reader.read(Source("long.pdf", data)), 3)
        text = reader.read(Source("long.pdf", data))
    print(f"  {text.paragraphs[-1].page} pages, {len(text.content):,} characters: read in {took:.2f} s")
    command = [sys.executable, "-m", "tequio", "read", "--format", "json", str(file)]
    whole = seconds(lambda: subprocess.run(command, capture_output=True, check=True), 3)
    print(f"  the whole command, start-up and extraction included: {whole:.2f} s")


ASKED = ("headings", "list items", "numbers", "cells", "pages")


def kept(text: Text, numbered: tuple[str, ...]) -> list[bool]:
    """Say what of the sample document's structure is there, in the order of `ASKED`."""
    words = {" ".join(text.content[p.start : p.end].split()): p for p in text.paragraphs}
    cells = {p.cell: " ".join(text.content[p.start : p.end].split()) for p in text.paragraphs if p.cell}
    items = [words.get(phrase) for phrase in (*numbered, *BULLETS)]
    return [
        TITLE in words and words[TITLE].role is Role.HEADING,
        all(item is not None and item.role is Role.LIST_ITEM for item in items),
        bool(numbered) and all(words[phrase].number for phrase in numbered if phrase in words),
        all(cells.get((row, column)) == c for row, cs in enumerate(CELLS) for column, c in enumerate(cs)),
        bool(words.get(CLOSING) and words[CLOSING].page),
    ]


def kept_by_kreuzberg(result: Any, numbered: tuple[str, ...]) -> list[bool]:
    """As `kept`, from Kreuzberg's tree of nodes."""
    nodes = (result.document or {"nodes": []})["nodes"]
    contents = [(node["content"], node) for node in nodes]

    def of(kind: str) -> list[str]:
        return [c.get("text", "").strip() for c, _ in contents if c["node_type"] == kind]

    grids = [c["grid"]["cells"] for c, _ in contents if c["node_type"] == "table"]
    cells = {(cell["row"], cell["col"]): cell["content"] for grid in grids for cell in grid}
    closing = [node for c, node in contents if CLOSING in " ".join(c.get("text", "").split())]
    ordered = any(c["node_type"] == "list" and c.get("ordered") for c, _ in contents)
    return [
        TITLE in (*of("heading"), *of("title")),
        all(phrase in of("list_item") for phrase in (*numbered, *BULLETS)),
        bool(numbered) and ordered and all(phrase in of("list_item") for phrase in numbered),
        all(cells.get((row, column)) == c for row, cs in enumerate(CELLS) for column, c in enumerate(cs)),
        any(node.get("page") for node in closing),
    ]


def readers() -> None:
    """Compare what readers keep of the sample document, format by format."""
    print(f"  {'':<18}{'ms':>7}  " + "  ".join(ASKED))
    for ending in ("docx", "pptx", "pdf", "odt", "html"):
        data = MAKERS[ending]()
        numbered = () if ending == "pptx" else NUMBERED  # the sample slides have bullets alone
        text = parse(data, "a")
        _row(f"{ending} tequio", seconds(lambda d=data: parse(d, "a")), kept(text, numbered))
        if find_spec("kreuzberg"):
            extract = _kreuzberg(data, text.media_type)
            _row(f"{ending} kreuzberg", seconds(extract), kept_by_kreuzberg(extract(), numbered))


def _row(name: str, took: float, found: list[bool]) -> None:
    marks = [("yes" if there else "–").ljust(len(asked)) for there, asked in zip(found, ASKED, strict=True)]
    print(f"  {name:<18}{1000 * took:7.1f}  {'  '.join(marks)}")


def _kreuzberg(data: bytes, media_type: str) -> Callable[[], Any]:
    import kreuzberg

    settings = kreuzberg.ExtractionConfig(
        include_document_structure=True,
        output_format="markdown",  # with plain text its tree of nodes is poorer still
        pages=kreuzberg.PageConfig(extract_pages=True),
    )
    return lambda: kreuzberg.extract_bytes_sync(data, media_type, settings)


def main() -> None:
    """Print every figure."""
    folders = [Path(folder) for folder in sys.argv[1:]] or list(FOLDERS)
    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        print("Start-up")
        start_up(Path(folder))
        print("All documents in one process, start-up apart")
        if files:
            batch(files, Path(folder))
        else:
            print("  no documents: name a folder of .txt files")
        print("A PDF of 100 pages")
        long_pdf(Path(folder))
        print("What readers keep of one document")
        readers()


if __name__ == "__main__":
    main()
