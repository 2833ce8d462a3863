"""A brief as a Word document: A4, styles of its own, language set, page numbers, an annex of sources.

All that a person may want to change afterwards is a style: the document is made to be worked on.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tequio.apps.register.briefs.citing import cited, written_line
from tequio.engines.briefing import Brief, Heading, Run, Section, Sentence, Sides, Style

_SANS, _SERIF = "Calibri", "Cambria"
_INK, _QUIET = RGBColor(0x1D, 0x3A, 0x5F), RGBColor(0x59, 0x59, 0x59)
# Languages as Word knows them.
_LOCALES = {"es": "es-MX", "en": "en-GB"}
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
# Style -> what it is based on, its size in points, whether it is quiet.
_PARAGRAPHS = {
    "Brief Classification": ("Normal", 9.0, False),
    "Brief Facts": ("Normal", 10.5, False),
    "Brief Contents": ("Normal", 10.5, False),
    "Brief Entry": ("Normal", 10.5, False),
    "Brief Question": ("Normal", 10.5, False),
    "Brief Note": ("Normal", 8.5, True),
    "Brief Source": ("Normal", 9.0, False),
}


def as_docx(brief: Brief) -> bytes:
    """Write a brief as a Word document.

    Args:
        brief: in one language.

    Returns:
        The file's bytes.
    """
    document = Document()
    _page(document, brief)
    _styles(document, _LOCALES[brief.language])
    _properties(document, brief)
    _cover(document, brief)
    for section in brief.sections:
        document.add_heading(f"{section.number}. {section.title}", 1)
        if note := written_line(section, brief):
            document.add_paragraph(note, "Brief Note")
        _blocks(document, section, brief)
    _annex(document, brief)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any, brief: Brief) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(25), Mm(22)
    page.different_first_page_header_footer = True
    header = page.header.paragraphs[0]
    header.text = f"{brief.mechanism}  ·  {brief.classification}"
    labels = brief.labels
    for footer in (page.footer, page.first_page_footer):
        line = footer.paragraphs[0]
        line.add_run(f"{labels['made_on']} {brief.made_on_words}\t\t{labels['page']} ")
        _field(line, "PAGE")
        line.add_run(f" {labels['of']} ")
        _field(line, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in, such as the number of the page."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run()
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = code
            run._r.append(instruction)
        elif kind == "text":
            run.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _styles(document: Any, locale: str) -> None:
    styles = document.styles
    for name, (base, size, is_quiet) in _PARAGRAPHS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        style.font.size = Pt(size)
        if is_quiet:
            style.font.color.rgb = _QUIET
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _SANS, Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.1
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 11.5), ("Subtitle", 14)):
        style = styles[name]
        _font(style, _SANS)
        style.font.size, style.font.bold, style.font.italic = Pt(size), name != "Subtitle", False
        style.font.color.rgb = _INK if name != "Subtitle" else RGBColor(0, 0, 0)
    styles["Heading 1"].paragraph_format.space_before = Pt(18)
    styles["Heading 1"].paragraph_format.space_after = Pt(6)
    styles["Heading 2"].paragraph_format.space_before = Pt(11)
    styles["Heading 2"].paragraph_format.space_after = Pt(4)
    quote = styles.add_style("Brief Quote", WD_STYLE_TYPE.CHARACTER)
    _font(quote, _SERIF)
    quote.font.italic = True
    mark = styles.add_style("Brief Mark", WD_STYLE_TYPE.CHARACTER)
    mark.font.size, mark.font.color.rgb = Pt(8), _QUIET
    for name in ("Header", "Footer"):
        styles[name].font.size, styles[name].font.color.rgb = Pt(8.5), _QUIET
    styles["Brief Classification"].font.bold = True
    styles["Brief Classification"].font.color.rgb = _INK
    styles["Brief Source"].paragraph_format.left_indent = Mm(11)
    styles["Brief Source"].paragraph_format.first_line_indent = Mm(-11)
    styles["Brief Source"].paragraph_format.tab_stops.add_tab_stop(Mm(11))
    for name in ("Brief Entry", "Brief Question"):
        styles[name].paragraph_format.left_indent = Mm(7)
        styles[name].paragraph_format.first_line_indent = Mm(-6)
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(7))
    _language(normal.element.get_or_add_rPr(), locale)


def _font(style: Any, name: str) -> None:
    """Set a typeface for all scripts; Word's own styles name a theme's instead."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for attribute in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{attribute}"), name)


def _language(properties: Any, locale: str) -> None:
    """Say in which language words are, for spelling and for whoever has them read out."""
    found = properties.find(qn("w:lang"))
    language = OxmlElement("w:lang") if found is None else found
    language.set(qn("w:val"), locale)
    if found is None:
        properties.append(language)


def _properties(document: Any, brief: Brief) -> None:
    facts = document.core_properties
    facts.title, facts.subject = f"{brief.title}: {brief.mechanism}", brief.session
    facts.author, facts.comments = "Tequio", ""
    facts.language, facts.category = _LOCALES[brief.language], brief.classification
    facts.created = facts.modified = datetime.combine(brief.made_on, time())


def _cover(document: Any, brief: Brief) -> None:
    document.add_paragraph(brief.classification.upper(), "Brief Classification")
    document.add_paragraph(brief.title, "Title")
    document.add_paragraph(brief.mechanism, "Subtitle")
    labels = brief.labels
    facts = document.add_paragraph(style="Brief Facts")
    facts.add_run(f"{labels['session']}: ").bold = True
    facts.add_run(brief.session)
    facts.add_run().add_break()
    facts.add_run(f"{labels['made_on']} ").bold = True
    facts.add_run(brief.made_on_words)
    document.add_heading(brief.summary.title, 1)
    counts = {one.see: one for one in brief.summary.sentences if one.see}
    for section in brief.sections:
        line = document.add_paragraph(style="Brief Contents")
        line.add_run(f"{section.number}. {section.title}. ").bold = True
        if section.code in counts:
            line.add_run(counts[section.code].text)
    _blocks(document, Section("questions", 0, "", _after_counts(brief)), brief)
    end = document.add_paragraph(labels["how_made"], "Brief Note")
    end.add_run().add_break(WD_BREAK.PAGE)


def _after_counts(brief: Brief) -> tuple[Any, ...]:
    blocks = brief.summary.blocks
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    return blocks[start:]


def _blocks(document: Any, section: Section, brief: Brief) -> None:
    number = 0
    for block in section.blocks:
        if isinstance(block, Heading):
            document.add_heading(block.words, 2)
        elif isinstance(block, Sides):
            _sides(document, block, brief)
        elif block.level and section.code == "questions":
            number += 1
            _write(_paragraph(document, "Brief Question", f"{number}.\t"), block, brief)
        elif block.level:
            _write(_paragraph(document, "Brief Entry", "–\t"), block, brief)
        else:
            _write(document.add_paragraph(), block, brief)


# The library looks a style up by its name through the whole list, each time: a long brief would take seconds.
def _paragraph(document: Any, style: str, words: str) -> Any:
    paragraph = document.add_paragraph(words)
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def _styled(run: Any, style: str) -> None:
    run._r.style = style.replace(" ", "")


def _write(paragraph: Any, sentence: Sentence, brief: Brief) -> None:
    for run in sentence.runs:
        _run(paragraph, run)
    if mark := cited(sentence, brief):
        _styled(paragraph.add_run(f"\u00a0{mark}"), "Brief Mark")


def _run(paragraph: Any, run: Run) -> None:
    if run.style is not Style.QUOTE:
        paragraph.add_run(run.words).bold = run.style is Style.STRONG or None
        return
    written = paragraph.add_run(f"“{run.words}”")
    _styled(written, "Brief Quote")
    if run.language in _LOCALES:
        _language(written._r.get_or_add_rPr(), _LOCALES[run.language])


def _sides(document: Any, sides: Sides, brief: Brief) -> None:
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    heads, cells = (row.cells for row in table.rows)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for column, (name, its) in enumerate(zip(sides.names, sides.sides, strict=True)):
        heads[column].paragraphs[0].add_run(name).bold = True
        cell = cells[column]
        for at, sentence in enumerate(its):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            _write(paragraph, sentence, brief)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _annex(document: Any, brief: Brief) -> None:
    document.add_heading(brief.annex, 1)
    targets: dict[str, str] = {}
    for one in brief.citations:
        line = _paragraph(document, "Brief Source", f"[{one.number}]\t{one.words}")
        links = dict.fromkeys(filter(None, (one.record.source.link, one.record.link)))
        for address in links:
            line.add_run(" ")
            _link(line, address, targets)


def _link(paragraph: Any, address: str, targets: dict[str, str]) -> None:
    """Write an address that can be followed; `targets` are those that the document has, by address."""
    if address not in targets:
        targets[address] = paragraph.part.relate_to(address, _HYPERLINK, is_external=True)
    key = targets[address]
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(address)
    run.font.color.rgb = _INK
    link.append(run._r)
    paragraph._p.append(link)
