"""E-mail messages (eml): subject, who and when as notes, the body, and the names of what is attached."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from tequio.engines.reading.encodings import decode
from tequio.engines.reading.formats.assembly import Assembly, Block
from tequio.engines.reading.formats.html import decode_page, read_html
from tequio.engines.reading.plaintext import structure
from tequio.text import Role

_ENVELOPE = ("From", "To", "Cc", "Date")


def read_eml(data: bytes, name: str, assembly: Assembly) -> None:
    """Read a message.

    Args:
        data: the file's bytes.
        name: the file, for messages.
        assembly: takes the blocks.

    Of two versions of the body the plain text is read, the HTML one where there is no other.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    subject = _header(message, "Subject")
    assembly.title = subject or None
    assembly.add(Block(subject, Role.HEADING, 1, typed=False))
    for field in _ENVELOPE:
        if value := _header(message, field):
            assembly.add(Block(f"{field}: {value}", Role.NOTE))
    body = message.get_body(("plain", "html"))
    if body is not None:
        payload = body.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            _body(body, payload, name, assembly)
    for attachment in message.iter_attachments():
        assembly.add(Block(f"Attachment: {attachment.get_filename() or 'unnamed'}", Role.NOTE))


def _header(message: EmailMessage, field: str) -> str:
    try:
        return " ".join(str(message.get(field) or "").split())
    except (ValueError, IndexError, AttributeError):  # the standard library stumbles on some broken headers
        return ""


def _body(body: MIMEPart, payload: bytes, name: str, assembly: Assembly) -> None:
    if body.get_content_type() == "text/html":
        charset = body.get_content_charset()
        read_html(_decoded(payload, charset) or decode_page(payload, name), assembly)
        return
    text = _decoded(payload, body.get_content_charset()) or decode(payload, name)[0]
    for found in structure(text):
        words = text[found.start : found.end]
        mark = f"{found.number}." if found.number else "•" if found.role is Role.LIST_ITEM else ""
        assembly.add(Block(words, found.role, found.level, mark, typed=False))


def _decoded(payload: bytes, charset: str | None) -> str | None:
    try:
        return payload.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return None
