"""What reading costs, beside its peers in the same run: `python benchmarks/bench_reading.py [FOLDER…]`.

1. Start-up of `tequio read`, from the command to its output, for a document of two sentences.
2. `tequio read` over all documents of the folders in one process, start-up apart, against what a blank
   spaCy pipeline needs to tokenise the same texts; figures are medians of `RUNS`.
3. A PDF of 100 pages.
4. The readers that were judged: what each keeps of the structure, and how long it takes. Kreuzberg is
   measured where it is installed (`pip install kreuzberg`); the program does not use it.
"""

from __future__ import annotations

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


def batch(files: list[Path]) -> None:
    """Measure the whole batch against tokenising the same texts."""
    import spacy

    pipelines = {language: spacy.blank(language) for language in ("en", "es")}
    texts = [parse(file.read_bytes(), file.name) for file in files]

    def tokenise() -> None:
        for text in texts:
            pipelines[text.language or "en"](text.content)

    def read_all() -> None:
        run(["read", "--format", "json", *map(str, files)])

    def read_only() -> None:
        with Reader() as reader:
            for _ in reader.read_each(files):
                pass

    with Path(os.devnull).open("w", encoding="utf-8") as nothing, redirect_stdout(nothing):
        run(["read", "--format", "json", str(files[0])])  # start-up apart
        tokenise()
        rounds = [(seconds(tokenise, 1), seconds(read_all, 1), seconds(read_only, 1)) for _ in range(RUNS)]
    tokens, everything, reading = (median(column) for column in zip(*rounds, strict=True))
    characters = sum(len(text.content) for text in texts)
    print(f"  {len(files)} documents, {characters:,} characters")
    print(f"  blank spaCy tokenises        {tokens:6.2f} s")
    print(f"  reading alone                {reading:6.2f} s  {reading / tokens:5.1f} ×")
    print(f"  tequio read --format json    {everything:6.2f} s  {everything / tokens:5.1f} ×")


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
            batch(files)
        else:
            print("  no documents: name a folder of .txt files")
        print("A PDF of 100 pages")
        long_pdf(Path(folder))
        print("What readers keep of one document")
        readers()


if __name__ == "__main__":
    main()
