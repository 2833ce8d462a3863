"""Take pictures of every page of the demonstration: `make screenshots`.

Prepares the demonstration in a temporary folder, serves it, and writes each page in both languages, wide and
narrow, light and (some) dark, into var/screenshots; the picture of the README goes to docs/images. Needs
Chromium (Debian's package `chromium`, or its path in TEQUIO_CHROMIUM).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "var" / "screenshots"
README_PICTURE = ROOT / "docs" / "images" / "reading-room.png"
MOST_README_BYTES = 400 * 1024
SIZES = {"wide": (1280, 900), "narrow": (360, 740)}
PATIENCE_SECONDS = 60
# Name -> path, or the link to follow from the page before it.
PAGES: dict[str, tuple[str, str]] = {
    "first-page": ("/", ""),
    "documents": ("/documents/", ""),
    # The slides: the sample with the most findings that wait.
    "reading-room": ("/documents/?state=to-check", "main tr:has-text('.pptx') a[href^='/documents/']"),
    "register": ("/register/", ""),
    "register-narrowed": ("/register/?kind=agreement", ""),
    "register-nothing-found": ("/register/?q=nada-parecido&kind=agreement", ""),
    "commitment": ("/register/", ".entry__words"),
    "mechanisms": ("/mechanisms/", ""),
    "mechanism": ("/mechanisms/?next=overdue", ".mechanism-row__name a"),
    "mechanism-facts": ("/mechanisms/?next=overdue", ".mechanism-row__name a, a[href$='/edit']"),
    "session": ("/mechanisms/?next=overdue", ".mechanism-row__name a, .table--sessions th a"),
    "not-found": ("/nothing-here", ""),
    # What comes in and goes out
    "standards": ("/standards/", ""),
    "groups": ("/groups/", ""),
    "imports": ("/imports/", ""),
    "hooks": ("/hooks/", ""),
    "keys": ("/account/keys/", ""),
    "open-data": ("/public/data/", ""),
    "interface": ("/api/v1/", ""),
    "public-themes": ("/public/themes/", ""),
    "matrices": ("/matrices/", ""),
    "brief": ("/mechanisms/?next=overdue", ".mechanism-row__name a, main a[href$='/brief/']"),
    "check-statement": (
        "/mechanisms/?next=overdue",
        ".mechanism-row__name a, main a[href$='/brief/'], main a[href$='/check']",
    ),
    "state-reports": ("/state-reports/", ""),
    "public-summary": ("/public/", "a[href*='/public/mechanisms/'], main a[href$='/summary/']"),
    "chain": ("/public/", "a[href*='/public/mechanisms/'], .entry__words"),
    "work": ("/work/", ""),
    "board": ("/board/", ""),
    "components-without": ("/components/?without=institution", ""),
    "submissions": ("/submissions/", ""),
    "submission": ("/submissions/", "main a[href^='/submissions/']"),
    "calendars": ("/calendars/", ""),
    "public": ("/public/", ""),
    "public-mechanism": ("/public/", "a[href*='/public/mechanisms/']"),
    "public-commitment": ("/public/", "a[href*='/public/mechanisms/'], .entry__words"),
    "studies": ("/studies/", ""),
    "study": ("/studies/", ".study-row__title a"),
    "study-report": ("/studies/", ".study-row__title a, main a[href*='/studies/reports/']"),
    "study-bring-list": ("/studies/", ".study-row__title a, main a[href$='/lists/bring']"),
    "public-study": ("/public/studies/", "main a[href^='/public/studies/']"),
    "public-submit": ("/public/submit", ""),
    "public-receipt": ("/public/receipt", ""),
}


class Unavailable(Exception):  # noqa: N818 - errors are named as facts
    """Something that the pictures need is not there; the message says what to do."""


def main() -> int:
    """Take all pictures; the exit code says whether it could be done."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix="tequio-pictures-") as home,
            served(Path(home)) as address,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=chromium(),
                args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            )
            taken = sum(1 for _picture in pictures(browser, address))
            browser.close()
    except Unavailable as reason:
        print(reason, file=sys.stderr)
        return 2
    print(f"{taken} pictures in {OUT.relative_to(ROOT)}, one in {README_PICTURE.relative_to(ROOT)}")
    return 0


def chromium() -> str:
    """Find the browser."""
    found = os.environ.get("TEQUIO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise Unavailable(
            "There is no Chromium: install the package chromium, or name it in TEQUIO_CHROMIUM."
        )
    return found


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Prepare and serve a demonstration in a folder; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "TEQUIO_HOME": str(home), "DATABASE_URL": ""}
    log = home / "pictures.log"
    with log.open("wb") as file:
        program = Path(sys.executable).with_name("tequio")
        command = [str(program), "demo", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the site answers."""
    end = time.monotonic() + PATIENCE_SECONDS * 20  # a machine with other work prepares slowly
    while time.monotonic() < end:
        if server.poll() is not None:
            raise Unavailable(
                f"The demonstration ended by itself:\n{log.read_text(errors='replace')[-2000:]}"
            )
        try:
            urllib.request.urlopen(f"{address}/sign-in", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise Unavailable(f"The demonstration did not answer at {address}.")


def pictures(browser: Browser, address: str) -> Iterator[Path]:
    """Take every picture and give its file."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for language in ("es", "en"):
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    base_url=address,
                    locale={"es": "es-MX", "en": "en-GB"}[language],
                    viewport={"width": width, "height": height},
                    color_scheme="light" if scheme == "light" else "dark",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                page.set_default_timeout(PATIENCE_SECONDS * 1000)
                page.goto("/sign-in")
                yield picture(page, "sign-in", language, size, scheme)
                page.locator("button[name=username][value=coordinacion]").click()
                for name, (path, links) in PAGES.items():
                    open_page(page, name, path, links)
                    yield picture(page, name, language, size, scheme)
                    if (name, language, size, scheme) == ("reading-room", "en", "wide", "light"):
                        take_readme_picture(page)
                context.close()


def open_page(page: Page, name: str, path: str, links: str) -> None:
    """Open a page and follow links from it, one after the other; the first of each."""
    page.goto(path)
    for link in filter(None, links.split(", ")):
        found = page.locator(link).first
        found.wait_for()
        # Its address is opened: a click on a page that is still being laid out may be lost.
        page.goto(found.get_attribute("href") or path)
    if name == "chain":  # what the public sees of a commitment, as those who work on it see it
        page.goto(page.url.replace("/public/", "/"))


def picture(page: Page, name: str, language: str, size: str, scheme: str) -> Path:
    """Take a picture of the whole page."""
    file = OUT / f"{name}-{language}-{size}-{scheme}.png"
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file, full_page=True)
    return file


def take_readme_picture(page: Page) -> None:
    """Take the picture of the README: what the window shows, light enough to load quickly."""
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=README_PICTURE)
    if README_PICTURE.stat().st_size > MOST_README_BYTES:
        raise Unavailable(f"{README_PICTURE} is larger than {MOST_README_BYTES // 1024} kB.")


if __name__ == "__main__":
    sys.exit(main())
