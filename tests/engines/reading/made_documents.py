"""Documents in every format that is read, all with the same structure, made by the libraries of others."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

import docx
import odf.opendocument
import odf.style
import odf.table
import odf.text
import pptx
import pptx.util
import pypdfium2
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

TITLE = "Joint Statement of the Dialogue"
OPENING = "The two delegations met in Mexico City and they agreed to hold a dialogue every year."
NUMBERED = ("Strengthen the protection mechanism for journalists.", "Publish the annual report by 2025.")
BULLETS = ("Share the list of focal points.", "Meet with the organisations of victims.")
CELLS = (
    ("Topic", "Authority"),
    ("Torture", "Ministry of Justice"),
    ("Enforced disappearance", "Search commission"),
)
CLOSING = "México se compromete a presentar su informe sobre el protocolo antes de junio de 2025."


def made_docx() -> bytes:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 1)
    document.add_paragraph(OPENING)
    document.add_heading("Results", 2)
    for words in NUMBERED:
        document.add_paragraph(words, style="List Number")
    for words in BULLETS:
        document.add_paragraph(words, style="List Bullet")
    table = document.add_table(len(CELLS), 2)
    for row, cells in enumerate(CELLS):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    document.add_heading("Compromisos", 2)
    document.add_paragraph(CLOSING)
    document.sections[0].header.paragraphs[0].text = "Ministry of Foreign Affairs"
    return _saved(document.save)


def made_pptx() -> bytes:
    show = pptx.Presentation()
    show.core_properties.title = TITLE
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = TITLE
    slide.placeholders[1].text_frame.text = OPENING
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Results"
    frame = slide.placeholders[1].text_frame
    frame.text = BULLETS[0]
    point = frame.add_paragraph()
    point.text, point.level = BULLETS[1], 1
    inch = pptx.util.Inches(1)
    table = slide.shapes.add_table(len(CELLS), 2, inch, inch, 5 * inch, inch).table
    for row, cells in enumerate(CELLS):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    slide.notes_slide.notes_text_frame.text = CLOSING
    return _saved(show.save)


def made_odt() -> bytes:
    document = odf.opendocument.OpenDocumentText()
    numbers = odf.text.ListStyle(name="Numbers")
    numbers.addElement(odf.text.ListLevelStyleNumber(level=1, numformat="1", numsuffix="."))
    document.automaticstyles.addElement(numbers)
    add = document.text.addElement
    add(odf.text.H(outlinelevel=1, text=TITLE))
    add(odf.text.P(text=OPENING))
    add(odf.text.H(outlinelevel=2, text="Results"))
    for style, items in (("Numbers", NUMBERED), (None, BULLETS)):
        made = odf.text.List(stylename=style) if style else odf.text.List()
        for words in items:
            item = odf.text.ListItem()
            item.addElement(odf.text.P(text=words))
            made.addElement(item)
        add(made)
    table = odf.table.Table()
    for cells in CELLS:
        row = odf.table.TableRow()
        for words in cells:
            cell = odf.table.TableCell()
            cell.addElement(odf.text.P(text=words))
            row.addElement(cell)
        table.addElement(row)
    add(table)
    add(odf.text.H(outlinelevel=2, text="Compromisos"))
    add(odf.text.P(text=CLOSING))
    return _saved(document.save)


def made_html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{words}</td>' for words in cells)}</tr>" for cells in CELLS)
    return f"""<!doctype html><html lang="en"><head><title>{TITLE}</title><style>p {{ color: red }}</style>
    <script>var promise = "The parties agreed to nothing";</script></head><body>
    <nav><ul><li>Home</li><li>Press</li></ul></nav><main><h1>{TITLE}</h1>
    <p>{OPENING.replace("agreed", "<b>agreed</b>")}</p><h2>Results</h2>
    <ol>{"".join(f"<li>{words}</li>" for words in NUMBERED)}</ol>
    <ul>{"".join(f"<li>{words}</li>" for words in BULLETS)}</ul>
    <table>{rows}</table><h2>Compromisos</h2><p>{CLOSING}</p></main></body></html>""".encode()


def made_pdf(encrypt: object = None, pages: int = 1) -> bytes:
    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    table = Table([list(cells) for cells in CELLS], style=[("GRID", (0, 0), (-1, -1), 1, colors.black)])
    parts: list[object] = [
        Paragraph(TITLE, styles["Heading1"]),
        Paragraph(OPENING, body),
        Paragraph("Results", styles["Heading2"]),
        ListFlowable([Paragraph(words, body) for words in NUMBERED], bulletType="1", bulletFormat="%s."),
        ListFlowable([Paragraph(words, body) for words in BULLETS], bulletType="bullet"),
        table,
    ]
    for _ in range(pages):
        parts += [PageBreak(), Paragraph("Compromisos", styles["Heading2"]), Paragraph(CLOSING, body)]
    file = io.BytesIO()
    SimpleDocTemplate(file, title=TITLE, encrypt=encrypt).build(parts)
    return file.getvalue()


def made_picture_pdf(pages: int = 1) -> bytes:
    """Give a PDF of pictures, as a scanner makes it: the text is drawn, not stored."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    page = pypdfium2.PdfDocument(made_pdf())[0]
    for _ in range(pages):
        canvas.drawImage(ImageReader(page.render(scale=2.5).to_pil()), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def made_eml() -> bytes:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "press@example.org"
    message["To"] = "desk@example.org"
    message["Message-ID"] = "<1@example.org>"
    lines = [OPENING, "", *(f"{n}. {words}" for n, words in enumerate(NUMBERED, 1)), "", CLOSING]
    message.set_content("\n".join(lines) + "\n")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="annex.pdf")
    return bytes(message)


def made_txt() -> bytes:
    numbered = "\n".join(f"{n}. {words}" for n, words in enumerate(NUMBERED, 1))
    bullets = "\n".join(f"- {words}" for words in BULLETS)
    return f"{TITLE}\n\n{OPENING}\n\n{numbered}\n{bullets}\n\n{CLOSING}\n".encode()


def made_md() -> bytes:
    return (
        f"# {TITLE}\n\n{OPENING}\n\n## Results\n\n1. {NUMBERED[0]}\n2. {NUMBERED[1]}\n\n{CLOSING}\n".encode()
    )


MAKERS: dict[str, Callable[[], bytes]] = {
    "txt": made_txt,
    "md": made_md,
    "html": made_html,
    "docx": made_docx,
    "pptx": made_pptx,
    "pdf": made_pdf,
    "odt": made_odt,
    "eml": made_eml,
}


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
