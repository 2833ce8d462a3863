"""The sample documents of the package hold the words of their sources."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "samples"))

import make  # noqa: E402

from tequio.engines.reading import read_file  # noqa: E402

SOURCES = sorted((ROOT / "samples").glob("*.md"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_sample_holds_every_block_of_its_source(source: Path) -> None:
    facts, _, blocks = make.parse(source.read_text(encoding="utf-8"))
    text = read_file(make.TARGET / facts["file"])
    read = " ".join(text.content.split())
    wanted = [
        cell
        for block in blocks
        for cell in (make.cells(block.words) if block.role == "row" else [block.words])
    ]
    missing = [words for words in wanted if words.strip("-") and " ".join(words.split()) not in read]
    assert not missing
    assert text.language == facts["language"]


def test_the_list_names_every_file() -> None:
    listed = json.loads((make.TARGET / "samples.json").read_text(encoding="utf-8"))
    assert sorted(sample["file"] for sample in listed) == sorted(
        path.name
        for path in make.TARGET.iterdir()
        if path.suffix in {".docx", ".pptx", ".pdf", ".html", ".txt"}
    )
    assert all(sample["source_note"] for sample in listed)
