"""What to call a document that nobody has named yet: a proposal, which a person may change.

The file's own title comes first, then the lines above the first running text: the one that names a meeting or
kind of outcome before the others. Lines that stand on every page of their kind ("Policy paper", "Slide 1",
dates, document symbols) name nothing. Where no line is left, the file's name is taken.
"""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import PurePath

from tequio.text import Role, Text

LONGEST = 500
_LINES = 12  # looked at from the beginning
_RUNNING_TEXT = 250  # characters; a longer paragraph ends the head of a document
_SENTENCE = 120  # characters of a first sentence that serves as title
_LEAST_WORDS = 3

_BEFORE = re.compile(
    r"^(?:(?:title|título|titulo|subject|asunto|re|microsoft (?:word|powerpoint)) ?[:-] ?)+", re.I
)
_GENERIC = re.compile(
    r"(?:(?:policy paper|press (?:release|statement)|news(?: story)?|media note|fact ?sheet"
    r"|guidance|speech|report"
    r"|joint statement|statement|declaration|communiqué|comunicado(?: conjunto)?(?: de prensa)?|boletín"
    r"|nota (?:informativa|de prensa)|declaración(?: conjunta)?|informe|acta|minuta|acuerdos|recommendations?"
    r"|recomendaciones|position|home|inicio|menu|menú|search|buscar|profile|perfil|contents?|índice|contenido"
    r"|(?:skip|jump) to (?:the )?(?:main )?content|(?:saltar|ir) al contenido(?: principal)?"
    r"|share(?: this)?|compartir"
    r"|untitled|sin título|document\d*|documento\d*|presentation\d*|presentación\d*"
    r"|powerpoint presentation|presentación de powerpoint|(?:slide|diapositiva|page|página|hoja) ?\d*"
    r"|(?:united nations|naciones unidas)(?: (?:nations unies|united nations))?|nations unies.*"
    r"|original: .*|.*\bdistr\.?: ?\w*)[ .:]*)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|set|dic)[a-z]*\.?"  # in both languages
)
_DATE_ONLY = re.compile(
    rf"(?:[\w ]{{0,20}}?\b(?:published|updated|released|issued|publicado|fecha|date)\b[ :a-z]*"
    rf"|\w+day,? |[\w ,]+, a )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: de)? {_MONTH}(?:(?: del?)?,? \d{{4}})?|{_MONTH} \d{{1,2}},? \d{{4}}"
    rf"|{_MONTH} (?:de )?\d{{4}}|[\d/.: -]+)\.?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"(?:[\w ]+ )?(?:[A-Z]+(?:\.\d+)?|\d+)(?:/[\w.-]+){2,}")  # "United Nations A/HRC/59/15"
_FILE_NAME = re.compile(r"\S+\.(?:docx?|pptx?|pdf|odt|txt|html?|md|eml)", re.IGNORECASE)
_NAMES_A_MEETING = re.compile(
    r"\b(?:dialogues?|meetings?|summit|conference|forum|seminar|workshop|consultations?|session|commission|assembly"
    r"|statement|declaration|communiqué|agreements?|observations|recommendations|review|minutes|framework|plan"
    r"|diálogos?|reunión|reuniones|cumbre|conferencia|foro|seminario|taller|consultas|sesión|comisión|asamblea"
    r"|declaración|comunicado|acuerdos?|observaciones|recomendaciones|examen|informe|minuta|marco)\b",
    re.IGNORECASE,
)


def title_of(text: Text, file_name: str) -> str:
    """Propose a title.

    Args:
        text: the document.
        file_name: without folders.

    Returns:
        At most 500 characters, never empty.
    """
    own = _cleaned(text.title or "")
    if own and not _says_nothing(own):
        return own[:LONGEST]
    lines = [line for line in _head(text) if not _says_nothing(line) and len(line.split()) >= _LEAST_WORDS]
    if lines:
        return max(lines, key=_names_meeting)[:LONGEST]
    stem = _cleaned(PurePath(file_name).stem.replace("_", " "))
    if re.search(r"[^\W\d_]{3}.*\b[^\W\d_]{3}", stem):
        return stem[:LONGEST]
    return (_first_sentence(text) or stem or file_name)[:LONGEST]


def _names_meeting(line: str) -> bool:
    return len(line.split()) > _LEAST_WORDS and _NAMES_A_MEETING.search(line) is not None


def _cleaned(line: str) -> str:
    return _BEFORE.sub("", " ".join(line.split())).strip(" ,;:*#")


def _says_nothing(line: str) -> bool:
    return any(p.fullmatch(line) for p in (_GENERIC, _DATE_ONLY, _SYMBOL, _FILE_NAME)) or len(line) < 3


def _head(text: Text) -> list[str]:
    """Give the lines above the running text; lines in capitals that follow one another are one."""
    lines: list[str] = []
    was_capitals = False
    head = takewhile(lambda p: p.end - p.start <= _RUNNING_TEXT, text.paragraphs[:_LINES])
    for paragraph in head:
        words = text.flow(paragraph.start, paragraph.end).words
        is_sentence = paragraph.role is Role.PARAGRAPH and words.endswith((".", ":"))
        line = _cleaned(words).rstrip(".")
        if paragraph.role in (Role.LIST_ITEM, Role.CELL, Role.NOTE) or is_sentence:
            was_capitals = False
            continue
        is_capitals = line.isupper() and not _says_nothing(line)
        if is_capitals and was_capitals:
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        was_capitals = is_capitals
    return lines


def _first_sentence(text: Text) -> str:
    if not text.paragraphs:
        return ""
    first = text.paragraphs[0]
    words = _cleaned(text.flow(first.start, min(first.end, first.start + LONGEST)).words)
    return words if len(words) <= _SENTENCE else words[:_SENTENCE].rpartition(" ")[0] + " …"
