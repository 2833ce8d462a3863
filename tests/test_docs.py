"""What is not documented fails here: each command, setting and address, and the guide in both languages."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from typer.core import TyperGroup
from typer.main import get_command

from tequio.cli.main import COMMANDS, application
from tequio.site.configuration import SETTINGS

DOCS = Path(__file__).resolve().parents[1] / "docs"
REPOSITORY = DOCS.parent
# Spanish page -> its English counterpart.
GUIDE = {
    "primeros-pasos": "first-steps",
    "revisar": "checking",
    "registro": "register",
    "estandares": "standards",
    "seguimiento": "follow-up",
    "enlazar": "linking",
    "estimar": "estimating",
    "estudios": "studies",
}
MOST_IMAGES = 3
MOST_IMAGE_BYTES = 400 * 1024


def _commands(command: Any, path: tuple[str, ...] = ("tequio",)) -> Iterator[tuple[str, Any]]:
    # Typer brings a copy of click, so that its groups are no `click.Group` of the package click.
    if isinstance(command, TyperGroup):
        for name in command.list_commands(None):  # type: ignore[arg-type]
            yield from _commands(command.get_command(None, name), (*path, name))  # type: ignore[arg-type]
    else:
        yield " ".join(path), command


ALL_COMMANDS = dict(_commands(get_command(application())))


def _page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _section(page: str, name: str) -> str:
    """Give what stands under the heading of a command, up to the next one."""
    _before, _heading, after = page.partition(f"\n## `{name}`\n")
    return after.partition("\n## ")[0]


def test_the_commands_are_those_of_the_program() -> None:
    assert {name.split()[1] for name in ALL_COMMANDS} == set(COMMANDS)


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_each_command_and_option_is_documented(name: str) -> None:
    section = _section(_page("reference/commands.md"), name)
    assert section.strip(), f"docs/reference/commands.md has no section “## `{name}`”"
    options = [option for p in ALL_COMMANDS[name].params for option in (*p.opts, *p.secondary_opts)]
    wanted = [option for option in options if option.startswith("--") and option != "--help"]
    assert [option for option in wanted if f"`{option}`" not in section] == []


def test_no_command_is_documented_that_does_not_exist() -> None:
    documented = re.findall(r"^## `(tequio [^`]+)`$", _page("reference/commands.md"), re.MULTILINE)
    assert set(documented) <= set(ALL_COMMANDS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_setting_is_documented(setting: Any) -> None:
    page = _page("reference/settings.md")
    assert f"`{setting.name}`" in page
    assert setting.help in page


def _addresses(patterns: Iterable[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        path = prefix + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield path
        elif path == "/" or getattr(pattern.urlconf_module, "__name__", "").startswith("tequio."):
            yield from _addresses(pattern.url_patterns, path)
        else:
            yield path  # the pages of a package are its own to document: where they begin is enough


def test_each_address_is_documented() -> None:
    page = _page("reference/addresses.md")
    addresses = list(_addresses(get_resolver().url_patterns))
    assert {"/", "/register/", "/documents/{document_id}/", "/admin/"} <= set(addresses)
    assert [address for address in addresses if f"`{address}`" not in page] == []


def test_each_decision_is_in_the_index() -> None:
    page = _page("decisions/index.md")
    records = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert records
    assert [name for name in records if f"]({name})" not in page] == []


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (DOCS / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(("spanish", "english"), GUIDE.items())
def test_the_guide_exists_in_both_languages_with_the_same_chapters(spanish: str, english: str) -> None:
    pages = _page(f"guia/{spanish}.md"), _page(f"guide/{english}.md")
    heads = [re.findall(r"^#+ ", page, re.MULTILINE) for page in pages]
    assert heads[0] == heads[1]
    assert len(heads[0]) > 1


def test_every_page_of_the_guide_is_compared() -> None:
    assert {path.stem for path in (DOCS / "guia").glob("*.md")} == set(GUIDE)
    assert {path.stem for path in (DOCS / "guide").glob("*.md")} == set(GUIDE.values())


def test_each_page_that_the_menu_names_exists() -> None:
    menu = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    named = re.findall(r": (\S+\.md)$", menu, re.MULTILINE)
    assert len(named) > len(GUIDE)
    assert [name for name in named if not (DOCS / name).is_file()] == []


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    broken = []
    for page in [*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(REPOSITORY)}: {target}")
    assert broken == []


def test_pictures_are_few_and_light() -> None:
    pictures = list((DOCS / "images").iterdir())
    assert len(pictures) <= MOST_IMAGES
    assert [path.name for path in pictures if path.stat().st_size > MOST_IMAGE_BYTES] == []
