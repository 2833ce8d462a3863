"""The same document in every format: the same structure comes out."""

from __future__ import annotations

import io
import itertools

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from made_documents import BULLETS, CELLS, CLOSING, NUMBERED, OPENING, TITLE, made_pdf
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, SimpleDocTemplate
from reportlab.platypus import Paragraph as Printed

from tequio.engines.reading.formats import parse
from tequio.text import Paragraph, Role, Text

pytestmark = pytest.mark.engine

ENDINGS = ("txt", "md", "html", "docx", "pptx", "pdf", "odt", "eml")
STRUCTURED = ("html", "docx", "pdf", "odt")


def words(text: Text, paragraph: Paragraph) -> str:
    return text.flow(paragraph.start, paragraph.end).words


def find(text: Text, phrase: str) -> Paragraph:
    return next(p for p in text.paragraphs if words(text, p) == phrase)


@pytest.mark.parametrize("ending", ENDINGS)
def test_offsets_give_the_words(ending: str, documents: dict[str, bytes]) -> None:
    text = parse(documents[ending], f"statement.{ending}")
    spans = [(p.start, p.end) for p in text.paragraphs]
    assert all(0 <= start < end <= len(text.content) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    for phrase in (TITLE, OPENING, CLOSING):
        found = find(text, phrase)
        assert text.content[found.start : found.end].split() == phrase.split()


MEDIA_TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "eml": "message/rfc822",
}


@pytest.mark.parametrize("ending", MEDIA_TYPES)
@pytest.mark.parametrize("name", ["a.{}", "a", "a.txt", "a.pdf", "a.docx"])
def test_content_decides_what_a_file_is(ending: str, name: str, documents: dict[str, bytes]) -> None:
    assert parse(documents[ending], name.format(ending)).media_type == MEDIA_TYPES[ending]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a", "text/plain"), ("a.pdf", "text/plain"), ("a.md", "text/markdown")],
)
def test_name_tells_markdown_from_plain_text(name: str, media_type: str, documents: dict[str, bytes]) -> None:
    assert parse(documents["txt"], name).media_type == media_type


@pytest.mark.parametrize("ending", STRUCTURED)
def test_headings_lists_and_tables_are_found(ending: str, documents: dict[str, bytes]) -> None:
    text = parse(documents[ending], f"a.{ending}")
    title, results = find(text, TITLE), find(text, "Results")
    assert (title.role, results.role) == (Role.HEADING, Role.HEADING)
    assert title.level < results.level
    assert find(text, OPENING).headings == (TITLE,)
    for number, phrase in enumerate(NUMBERED, 1):
        item = find(text, phrase)
        assert (item.role, item.level, item.number) == (Role.LIST_ITEM, 1, str(number))
        assert item.headings == (TITLE, "Results")
    for phrase in BULLETS:
        item = find(text, phrase)
        assert (item.role, item.level, item.number) == (Role.LIST_ITEM, 1, None)
    cells = {p.cell: words(text, p) for p in text.paragraphs if p.role is Role.CELL}
    assert cells == {(row, column): c for row, cs in enumerate(CELLS) for column, c in enumerate(cs)}
    assert find(text, CLOSING).headings == (TITLE, "Compromisos")


@pytest.mark.parametrize("ending", ENDINGS)
def test_language_is_told_for_document_and_paragraph(ending: str, documents: dict[str, bytes]) -> None:
    text = parse(documents[ending], f"a.{ending}")
    assert text.language == "en"
    assert find(text, OPENING).language == "en"
    assert find(text, CLOSING).language == "es"


@pytest.mark.parametrize(
    ("ending", "phrase", "page"),
    [
        ("pdf", OPENING, 1),
        ("pdf", CLOSING, 2),
        ("pptx", OPENING, 1),
        ("pptx", BULLETS[1], 2),
        ("docx", OPENING, None),
        ("html", OPENING, None),
    ],
)
def test_pages_and_slides_are_numbered(
    ending: str, phrase: str, page: int | None, documents: dict[str, bytes]
) -> None:
    text = parse(documents[ending], f"a.{ending}")
    assert find(text, phrase).page == page
    start = find(text, phrase).start
    assert text.anchor(start, start + 3).page == page


def test_slides_keep_levels_and_notes(documents: dict[str, bytes]) -> None:
    text = parse(documents["pptx"], "a.pptx")
    assert [find(text, phrase).level for phrase in BULLETS] == [1, 2]
    assert find(text, CLOSING).role is Role.NOTE
    assert find(text, "Torture").cell == (1, 0)


@pytest.mark.parametrize("ending", ["html", "docx", "pptx", "pdf", "eml"])
def test_title_comes_from_the_file(ending: str, documents: dict[str, bytes]) -> None:
    assert parse(documents[ending], f"a.{ending}").title == TITLE


@pytest.mark.parametrize(
    ("ending", "unwanted"),
    [
        ("html", "agreed to nothing"),
        ("html", "Home"),
        ("html", "color: red"),
        ("docx", "Ministry of Foreign Affairs"),
    ],
)
def test_what_is_not_the_document_is_left_out(
    ending: str, unwanted: str, documents: dict[str, bytes]
) -> None:
    assert unwanted not in parse(documents[ending], f"a.{ending}").content


def test_mail_tells_who_and_what_is_attached(documents: dict[str, bytes]) -> None:
    text = parse(documents["eml"], "a.eml")
    notes = [words(text, p) for p in text.paragraphs if p.role is Role.NOTE]
    assert notes == ["From: press@example.org", "To: desk@example.org", "Attachment: annex.pdf"]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    def decorate(canvas: object, document: object) -> None:
        canvas.drawString(72, 810, "A/HRC/59/15 – Joint statement")  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 30, f"Page {document.page}")  # type: ignore[attr-defined]

    body = getSampleStyleSheet()["BodyText"]
    parts = [part for n in range(4) for part in (Printed(f"{OPENING} {n}.", body), PageBreak())]
    file = io.BytesIO()
    SimpleDocTemplate(file).build(parts, onFirstPage=decorate, onLaterPages=decorate)
    text = parse(file.getvalue(), "a.pdf")
    assert [p.page for p in text.paragraphs] == [1, 2, 3, 4]
    assert "A/HRC" not in text.content
    assert "Page" not in text.content


def test_sentence_over_the_page_end_is_one_passage_on_its_first_page() -> None:
    long = "The States recall that they have worked together for many years on the rights of migrants. " * 40
    crossing = (
        "Both delegations agreed to publish a plan that names the institutions and their dates of report. "
    )

    file = io.BytesIO()
    SimpleDocTemplate(file).build([Printed(long + crossing * 30, getSampleStyleSheet()["BodyText"])])
    text = parse(file.getvalue(), "a.pdf")
    assert {p.page for p in text.paragraphs} == {1, 2}
    on_first = [p for p in text.paragraphs if p.page == 1][-1]
    assert text.content[on_first.end - 1] == "."
    following = next(p for p in text.paragraphs if p.page == 2)
    assert words(text, following).startswith("Both delegations agreed")


def test_two_columns_are_read_one_after_the_other() -> None:

    file = io.BytesIO()
    document = BaseDocTemplate(file)
    frames = [Frame(50, 50, 240, 740, id="left"), Frame(305, 50, 240, 740, id="right")]
    document.addPageTemplates([PageTemplate(frames=frames)])
    body = getSampleStyleSheet()["BodyText"]
    document.build([Printed(f"Point {n}. {OPENING} " * 4, body) for n in range(1, 25)])
    text = parse(file.getvalue(), "a.pdf")
    seen = [
        int(words(text, p).split()[1].rstrip("."))
        for p in text.paragraphs
        if words(text, p).startswith("Point")
    ]
    assert seen == sorted(seen)
    assert not any(p.role is Role.CELL for p in text.paragraphs)


def _docx(document: docx.document.Document) -> Text:
    file = io.BytesIO()
    document.save(file)
    return parse(file.getvalue(), "a.docx")


def test_word_deletions_are_left_out_and_insertions_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Mexico will ")
    for kind, tag, said in (("del", "delText", "perhaps "), ("ins", "t", "surely ")):
        change, run, piece = OxmlElement(f"w:{kind}"), OxmlElement("w:r"), OxmlElement(f"w:{tag}")
        piece.text = said
        run.append(piece)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("publish the list.")
    assert "Mexico will surely publish the list." in _docx(document).content.replace("  ", " ")


def test_word_pages_are_those_of_the_last_rendering() -> None:
    document = docx.Document()
    document.add_paragraph("On the first page.")
    run = document.add_paragraph().add_run()
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    run.add_text("On the second page.")
    text = _docx(document)
    assert [p.page for p in text.paragraphs] == [1, 2]


def test_word_merged_cells_keep_their_columns() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "last"
    table.cell(1, 2).text = "under last"
    text = _docx(document)
    assert {p.cell: text.content[p.start : p.end] for p in text.paragraphs} == {
        (0, 0): "wide",
        (0, 2): "last",
        (1, 2): "under last",
    }


def test_word_lists_are_numbered_as_word_prints_them() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part._element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (style, pattern) in enumerate(
        (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%1.%2.%3"))
    ):
        element = OxmlElement("w:lvl")
        element.set(qn("w:ilvl"), str(level))
        for tag, value in (("start", "1"), ("numFmt", style), ("lvlText", pattern)):
            part = OxmlElement(f"w:{tag}")
            part.set(qn("w:val"), value)
            element.append(part)
        abstract.append(element)
    numbering.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    num.append(link)
    numbering.append(num)
    for level in (0, 1, 1, 2, 0, 1):
        paragraph = document.add_paragraph("Words")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 77
    found = [(p.level, p.number) for p in _docx(document).paragraphs]
    assert found == [(1, "1"), (2, "a"), (2, "b"), (3, "1.b.i"), (1, "2"), (2, "a")]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<div>one<p>two</div>three", ["one", "two", "three"]),
        ("<ul><li>one<ul><li>inner</ul><li>two</ul>", ["one", "inner", "two"]),
        ("<p>a &amp; b &lt; c<br>d", ["a & b < c d"]),
        ("<p hidden>no</p><p>yes</p>", ["yes"]),
        ("<p>6<sup>th</sup> edition", ["6th edition"]),
        ("<p>one <!-- remark --> two", ["one two"]),
    ],
)
def test_web_pages_are_read_as_browsers_show_them(page: str, expected: list[str]) -> None:
    text = parse(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert [words(text, p) for p in text.paragraphs] == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<ol start="4"><li>x<li>y</ol>', ["4", "5"]),
        ('<ol type="a"><li>x<li>y</ol>', ["a", "b"]),
        ('<ol><li value="9">x<li>y</ol>', ["9", "10"]),
        ("<ol><li>x<ol type=i><li>y</ol><li>z</ol>", ["1", "i", "2"]),
        ("<p>12. Typed by hand", ["12"]),
    ],
)
def test_web_lists_are_numbered(page: str, expected: list[str]) -> None:
    text = parse(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert [p.number for p in text.paragraphs] == expected


def test_hundred_pages_of_pdf_keep_their_numbers() -> None:
    text = parse(made_pdf(pages=99), "long.pdf")
    assert [p.page for p in text.paragraphs if words(text, p) == CLOSING] == list(range(2, 101))


@pytest.mark.parametrize(
    ("mark", "number", "role"),
    [
        ("3", "3", Role.LIST_ITEM),
        ("3.", "3", Role.LIST_ITEM),
        ("a)", "a", Role.LIST_ITEM),
        ("(iv)", "iv", Role.LIST_ITEM),
        ("12.2", "12.2", Role.LIST_ITEM),
        ("•", None, Role.LIST_ITEM),
        ("–", None, Role.LIST_ITEM),
        ("a", None, Role.PARAGRAPH),
        ("2024", None, Role.PARAGRAPH),
    ],
)
@pytest.mark.parametrize("blank", [9, 18, 36], ids=lambda points: f"{points} points")
def test_marks_set_apart_are_told_from_words(mark: str, number: str | None, role: Role, blank: int) -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 600, OPENING)
    for row, words in enumerate(("Strengthen the mechanism.", "Publish the report.")):
        canvas.drawString(72, 500 - 40 * row, mark)
        canvas.drawString(72 + blank + canvas.stringWidth(mark, "Helvetica", 12), 500 - 40 * row, words)
    canvas.save()
    found = parse(file.getvalue(), "a.pdf").paragraphs[1:]
    if role is Role.LIST_ITEM:
        assert [(p.role, p.number) for p in found] == [(role, number)] * 2
    else:
        assert all(p.number is None and p.role is not Role.LIST_ITEM for p in found)
