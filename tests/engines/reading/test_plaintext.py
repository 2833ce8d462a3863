"""Structure of plain text and Markdown, on texts of our own."""

import time

import pytest

from tequio.engines.reading.plaintext import structure
from tequio.text import Role


def outline(content):
    return [(p.role.value, p.level, p.number, content[p.start : p.end]) for p in structure(content)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("One line.", [("paragraph", 0, None, "One line.")]),
        ("# Title\n\nBody of it.", [("heading", 1, None, "Title"), ("paragraph", 0, None, "Body of it.")]),
        ("**Bold title**\n\nBody of it.", [("heading", 3, None, "Bold title"), ("paragraph", 0, None, "Body of it.")]),
        ("- first\n- second", [("list_item", 1, None, "first"), ("list_item", 1, None, "second")]),
        ("8. On peace.\n\n9. On war.", [("list_item", 1, "8", "On peace."), ("list_item", 1, "9", "On war.")]),
        ("140.7 Ratify it (Spain);\nSupported", [("list_item", 1, "140.7", "Ratify it (Spain);"), ("paragraph", 0, None, "Supported")]),
        ("(a) one\n(b) two", [("list_item", 1, "a", "one"), ("list_item", 1, "b", "two")]),
        ("1. one\n    a. two", [("list_item", 1, "1", "one"), ("list_item", 2, "a", "two")]),
        ("<p>First.</p><p>Second.</p>", [("paragraph", 0, None, "First."), ("paragraph", 0, None, "Second.")]),
        ("<h2>Title</h2><ul><li>one</li></ul>", [("heading", 2, None, "Title"), ("list_item", 1, None, "one")]),
        ("They agreed: • to meet • to talk", [("paragraph", 0, None, "They agreed:"), ("list_item", 1, None, "to meet"), ("list_item", 1, None, "to talk")]),
        ("[^1]: a note", [("note", 0, None, "a note")]),
    ],
)  # fmt: skip
def test_structure(content, expected):
    assert outline(content) == expected


def test_hard_wrapped_lines_are_one_paragraph_and_a_page_number_does_not_part_it():
    content = "The ministers met in the capital and spoke\nof many things that were of interest to\nboth of them and their\n\n 2\n\npeoples at large.\n"
    assert [p.role for p in structure(content)] == [Role.PARAGRAPH]


def test_lines_that_are_paragraphs_stay_apart():
    content = "Theme one\nRatify the treaty (Spain)\nSupported\nTheme two\nAdopt a law (Peru)\nNoted"
    assert len(structure(content)) == 6


def test_headings_stand_above_their_paragraphs():
    paragraph = structure("# One\n\n## Two\n\nText of it.")[-1]
    assert paragraph.headings == ("One", "Two")


def test_slides_are_pages_with_bullets_in_mid_line():
    content = "1TITLE OF IT\n2I. First\n- One thing that is\nlong - Another thing\n3II. Second\n- Third thing\n4- Last (with - dash).\n"
    found = [(p.page, content[p.start : p.end]) for p in structure(content) if p.role is Role.LIST_ITEM]
    assert found == [
        (2, "One thing that is\nlong"),
        (2, "Another thing"),
        (3, "Third thing"),
        (4, "Last (with - dash)."),
    ]


def test_table_cells_have_row_and_column():
    content = "| a | b |\n|---|---|\n| c | d |\n"
    assert [(p.cell, content[p.start : p.end]) for p in structure(content)] == [
        ((0, 0), "a"),
        ((0, 1), "b"),
        ((2, 0), "c"),
        ((2, 1), "d"),
    ]


def test_form_feeds_count_pages():
    assert [p.page for p in structure("One.\n\f\nTwo.")] == [1, 2]


@pytest.mark.parametrize(
    "piece", ["a ", "<b", "- ", "*", "x", "| a ", "[^", "9", "1. ", "<!--", "<a ", "\t", "_", "x - Y "]
)
def test_a_long_line_is_read_in_time(piece):
    content = piece * (1_000_000 // len(piece))
    start = time.process_time()
    structure(content)
    assert time.process_time() - start < 5
