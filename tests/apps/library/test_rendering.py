"""The text of a document as HTML: by its structure, with marks, every character still countable."""

import html
import re

import pytest

from tequio.apps.library.models import DocumentParagraph
from tequio.apps.library.rendering import Mark, text_blocks

SKIPPED = re.compile(r"<a class=\"ref\" data-skip[^>]*>.*?</a>")


def paragraph(start, end, role="paragraph", **more):
    return DocumentParagraph(start=start, end=end, role=role, **more)


def words(block):
    """The characters that a browser would count below the block's element."""
    return html.unescape(re.sub(r"<[^>]+>", "", SKIPPED.sub("", block.html)))


def marked(block, name):
    return [
        html.unescape(re.sub(r"<[^>]+>", "", m))
        for m in re.findall(rf'<mark class="{name}"[^>]*>(.*?)</mark>', block.html, re.DOTALL)
    ]


@pytest.mark.parametrize(
    "content",
    [
        "Plain words.",
        "Words & <b>tags</b> \"quoted\" 'so'",
        "**bold** and _thin_[^1] words",
        "coop-\neration across\r\nline ends",
        "𝔭lane 🌎 \u00ad\u200b\ufeff end",
        "<script>alert(1)</script>",
        "a * b < c",
    ],
)
@pytest.mark.parametrize("span", [(0, 5), (3, 8), (2, 12)])
def test_every_character_stays_and_none_runs(content, span):
    mark = Mark(*span, "passage-1", "passage", (("1", "#finding-7", "7"),))
    [block] = text_blocks(content, [paragraph(0, len(content))], [mark])
    assert words(block) == content
    assert "<script" not in block.html
    assert "".join(marked(block, "passage")) == content[slice(*span)]


@pytest.mark.parametrize(
    ("content", "hidden"),
    [
        ("**bold** words", ["**", "**"]),
        ("coop-\neration", ["-\n"]),
        ("a <b> c", ["<b> "]),
        ("nothing here", []),
        ("lines\nend and  spaces", []),
    ],
)
def test_mark_up_is_kept_but_not_shown(content, hidden):
    [block] = text_blocks(content, [paragraph(0, len(content))], [])
    found = re.findall(r'<span class="mark-up">(.*?)</span>', block.html, re.DOTALL)
    assert [html.unescape(each) for each in found] == hidden


def test_a_place_over_several_paragraphs_is_marked_in_each_and_named_once():
    content = "First sentence.\n\nSecond sentence."
    blocks = text_blocks(
        content,
        [paragraph(0, 15), paragraph(17, 33)],
        [Mark(6, 23, "passage-1", "passage", (("1", "#finding-7", "7"),))],
    )
    assert [marked(block, "passage") for block in blocks] == [["sentence."], ["Second"]]
    together = "".join(block.html for block in blocks)
    assert together.count('id="passage-1"') == 1
    assert together.count('class="ref"') == 1


def test_places_that_overlap_are_both_marked():
    content = "One two three four."
    marks = [
        Mark(0, 13, "passage-1", "passage", (("", "", "7"),)),
        Mark(4, 18, "passage-2", "passage", (("", "", "8"),)),
    ]
    [block] = text_blocks(content, [paragraph(0, 19)], marks)
    assert words(block) == content
    assert set(re.findall(r'data-marks="(\d)"', block.html)) == {"7", "8"}


def test_structure_becomes_headings_lists_tables_and_pages():
    parts = [
        ("Title", "heading", {"level": 1, "page": 1}),
        ("Intro", "paragraph", {"number": "1", "page": 1}),
        ("first", "list_item", {"level": 1, "page": 1}),
        ("second", "list_item", {"level": 2, "number": "a", "page": 1}),
        ("A1", "cell", {"row": 0, "column": 0, "page": 2}),
        ("B1", "cell", {"row": 0, "column": 1, "page": 2}),
        ("B2", "cell", {"row": 1, "column": 1, "page": 2}),
        ("other", "cell", {"row": 0, "column": 0, "page": 2}),
        ("note", "note", {"page": 2}),
    ]
    content, paragraphs = "", []
    for text, role, more in parts:
        paragraphs.append(paragraph(len(content), len(content) + len(text), role, **more))
        content += text + "\n"
    blocks = text_blocks(content, paragraphs, [])
    assert [block.kind for block in blocks] == [
        "page", "heading", "paragraph", "list", "page", "table", "table", "note",
    ]  # fmt: skip
    assert [blocks[0].number, blocks[4].number] == ["1", "2"]
    assert [(item.level, item.number) for item in blocks[3].items] == [(1, ""), (2, "a")]
    assert [[cell and cell.html for cell in row] for row in blocks[5].rows] == [["A1", "B1"], [None, "B2"]]
