"""The files in which a brief is handed out."""

from __future__ import annotations

import json

from django.utils.text import slugify

from tequio.apps.register.briefs.docx import as_docx
from tequio.apps.register.briefs.pdf import as_pdf
from tequio.apps.register.models import Mechanism
from tequio.engines.briefing import Brief, as_object

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


def written(brief: Brief, form: str) -> bytes:
    """Write a brief as docx, pdf or json."""
    if form == "json":
        return (json.dumps(as_object(brief), ensure_ascii=False, indent=2) + "\n").encode()
    return as_docx(brief) if form == "docx" else as_pdf(brief)


def file_name(mechanism: Mechanism, language: str, form: str) -> str:
    """Name the file of a brief."""
    name = slugify(mechanism.name)[:60].strip("-") or str(mechanism.pk)
    return f"{'nota' if language == 'es' else 'brief'}-{name}.{form}"
