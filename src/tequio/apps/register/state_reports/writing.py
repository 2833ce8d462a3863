"""The files in which a State's report is handed out."""

from __future__ import annotations

import json

from django.utils.text import slugify

from tequio.apps.accounts.models import Institution
from tequio.apps.register.briefs.docx import as_docx
from tequio.apps.register.briefs.pdf import as_pdf
from tequio.engines.briefing import StateReport, report_as_object


def written(report: StateReport, form: str) -> bytes:
    """Write a report as docx, pdf or json."""
    if form == "json":
        return (json.dumps(report_as_object(report), ensure_ascii=False, indent=2) + "\n").encode()
    return as_docx(report.document) if form == "docx" else as_pdf(report.document)


def file_name(state: Institution, template: str, language: str, form: str) -> str:
    """Name the file of a report."""
    name = slugify(state.name)[:60].strip("-") or str(state.pk)
    return f"{'informe' if language == 'es' else 'report'}-{name}-{template}.{form}"
