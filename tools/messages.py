"""Keep the Spanish of the site in step with its code: `make messages`.

Collects every message of templates and modules, adds the new ones to django.po without Spanish, drops those
no longer used, and compiles django.mo. Needs no gettext programs. The messages in the code are English.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "tequio"
# Engines and the command line do not speak by catalogue.
PARTS = ("apps", "site")
PO = SOURCES / "site" / "locale" / "es" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

# Function -> which of its arguments are context, singular and plural.
_CALLS = {"gettext": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}
_CALLS |= {f"{name}_lazy": parts for name, parts in _CALLS.items()} | {"_": "s", "gettext_noop": "s"}
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b({'|'.join(_CALLS)})\(({_STRING}(?:,\s*{_STRING})*)", re.DOTALL)

_FIXED = datetime(2026, 1, 1, tzinfo=UTC)

# Context or None, singular, plural or "".
Message = tuple[str | None, str, str]


class NotConstant(Exception):  # noqa: N818 - errors are named as facts
    """A message is put together at run time, so that nobody can translate it."""


def of_template(source: str) -> Iterator[Message]:
    """Find the messages of a template."""
    for name, arguments in _IN_TEMPLATE.findall(templatize(source)):
        strings = [ast.literal_eval(found) for found in re.findall(_STRING, arguments, re.DOTALL)]
        yield _message(name, strings)


def of_module(source: str) -> Iterator[Message]:
    """Find the messages of a module.

    Raises:
        NotConstant: one is no plain string; the exception names its line.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in _CALLS:
            arguments = node.args[: len(_CALLS[name])]
            if not all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in arguments):
                raise NotConstant(f"line {node.lineno}: {ast.unparse(node)}")
            yield _message(name, [ast.literal_eval(argument) for argument in arguments])


def _message(name: str, strings: list[str]) -> Message:
    parts = dict(zip(_CALLS[name], strings, strict=False))
    return parts.get("c"), parts["s"], parts.get("p", "")


def in_use() -> Catalog:
    """Collect the messages of all templates and modules, with the files that use them."""
    catalog = Catalog()
    paths = [
        path for part in PARTS for ending in ("*.html", "*.py") for path in (SOURCES / part).rglob(ending)
    ]
    for path in sorted(paths):
        find = of_template if path.suffix == ".html" else of_module
        for context, singular, plural in find(path.read_text(encoding="utf-8")):
            if singular:
                place = (str(path.relative_to(ROOT)), 0)
                catalog.add((singular, plural) if plural else singular, context=context, locations=[place])
    return catalog


def spanish() -> Catalog:
    """Read the translations."""
    with PO.open("rb") as file:
        return read_po(file, locale="es", abort_invalid=True)


def compiled(catalog: Catalog) -> bytes:
    """Give a catalog in the form that the site reads."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> int:
    """Bring django.po and django.mo up to date; the exit code says whether Spanish is missing."""
    catalog = spanish()
    catalog.update(in_use(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    # The time of the last run would make every run a change.
    catalog.creation_date = catalog.revision_date = _FIXED
    catalog.project, catalog.version = "Tequio", ""
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = "-"
    with PO.open("wb") as file:
        write_po(file, catalog, include_lineno=False, sort_output=True, width=110)
    MO.write_bytes(compiled(catalog))
    missing = [message.id for message in catalog if message.id and not _is_translated(message.string)]
    for message in missing:
        print(f"no Spanish: {message!r}")
    return 1 if missing else 0


def _is_translated(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    settings.configure()
    django.setup()
    sys.exit(main())
