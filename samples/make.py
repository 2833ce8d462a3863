"""Make the sample documents of the package from their sources in this folder.

    python samples/make.py            # writes src/tequio/samples/

Each source is a small Markdown text with a head: the file to make, its title, language and source.
The files are in the package, so that nobody needs the writers to see a sample.
Known marks: `#` headings (in slides: a new slide), `-` and `1.` items, `|` tables.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import docx
from pptx import Presentation
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "tequio" / "samples"


@dataclass(frozen=True)
class Block:
    """A block of a source: its role (h1, h2, p, li, ol, row) and its words."""

    role: str
    words: str


def parse(source: str) -> tuple[dict[str, str], str, list[Block]]:
    """Split a source into its head, its body as written, and its blocks."""
    _, head, body = source.split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    blocks = []
    for line in filter(None, (raw.rstrip() for raw in body.splitlines())):
        for role, mark in (("h2", "## "), ("h1", "# "), ("li", "- "), ("row", "|")):
            if line.startswith(mark):
                blocks.append(Block(role, line.removeprefix(mark).strip()))
                break
        else:
            numbered = re.match(r"\d+\. ", line)
            blocks.append(Block("ol", line[numbered.end() :]) if numbered else Block("p", line))
    return facts, body, blocks


def cells(row: str) -> list[str]:
    """Split the rest of a table row."""
    return [cell.strip() for cell in row.strip("|").split("|")]


def write_docx(facts: dict[str, str], blocks: list[Block], path: Path) -> None:
    """Write a Word document with real headings and lists."""
    document = docx.Document()
    document.core_properties.title = facts["title"]
    styles = {"h1": "Heading 1", "h2": "Heading 2", "p": "Normal", "li": "List Bullet", "ol": "List Number"}
    for block in blocks:
        document.add_paragraph(block.words, style=styles[block.role])
    document.save(str(path))


def write_pptx(facts: dict[str, str], blocks: list[Block], path: Path) -> None:
    """Write slides: a first-level heading begins a slide."""
    deck = Presentation()
    deck.core_properties.title = facts["title"]
    body = None
    for block in blocks:
        if block.role == "h1":
            slide = deck.slides.add_slide(deck.slide_layouts[1])
            slide.shapes.title.text = block.words
            body = slide.placeholders[1].text_frame
            continue
        paragraph = body.paragraphs[0] if not body.text else body.add_paragraph()
        paragraph.text = block.words
        paragraph.level = 1 if block.role == "li" else 0
    deck.save(str(path))


def write_pdf(facts: dict[str, str], blocks: list[Block], path: Path) -> None:
    """Write a PDF with a text layer."""
    styles = getSampleStyleSheet()
    style = {"h1": "Heading1", "h2": "Heading2", "p": "BodyText", "li": "Bullet", "ol": "BodyText"}
    story, number = [], 0
    for block in blocks:
        number = number + 1 if block.role == "ol" else 0
        words = f"{number}. {block.words}" if number else block.words
        bullet = "•" if block.role == "li" else None
        story.append(Paragraph(html.escape(words), styles[style[block.role]], bulletText=bullet))
    SimpleDocTemplate(str(path), pagesize=A4, title=facts["title"], invariant=True).build(story)


def write_html(facts: dict[str, str], blocks: list[Block], path: Path) -> None:
    """Write a plain web page."""
    lines = ["<!doctype html>", f'<html lang="{facts["language"]}">', '<meta charset="utf-8">']
    lines += [f"<title>{html.escape(facts['title'])}</title>", "<main>"]
    opened = ""
    for block in blocks:
        group = {"li": "ul", "ol": "ol", "row": "table"}.get(block.role, "")
        if group != opened:
            lines += [f"</{opened}>"] * bool(opened) + [f"<{group}>"] * bool(group)
            opened = group
        if block.role == "row":
            if not set(block.words) <= set("|-: "):
                lines.append(
                    "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells(block.words)) + "</tr>"
                )
        else:
            tag = "li" if group else block.role
            lines.append(f"<{tag}>{html.escape(block.words)}</{tag}>")
    lines += [f"</{opened}>"] * bool(opened) + ["</main>", "</html>", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


WRITERS = {".docx": write_docx, ".pptx": write_pptx, ".pdf": write_pdf, ".html": write_html}


def make(target: Path) -> list[dict[str, str]]:
    """Write every sample and their list into a folder; give the list."""
    target.mkdir(parents=True, exist_ok=True)
    listed = []
    for source in sorted(HERE.glob("*.md")):
        facts, body, blocks = parse(source.read_text(encoding="utf-8"))
        path = target / facts["file"]
        if path.suffix == ".txt":
            path.write_text(body, encoding="utf-8")
        else:
            WRITERS[path.suffix](facts, blocks, path)
        listed.append({"source_url": "", **facts})
    (target / "samples.json").write_text(
        json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return listed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--target", type=Path, default=TARGET)
    made = make(parser.parse_args().target)
    print(f"{len(made)} samples", file=sys.stderr)
