"""The brief of a mechanism in a real browser, in Spanish: read, edited, a draft compared; wide and narrow."""

import os
from pathlib import Path

import pytest
from test_accessibility import LOOKS, NAMES, grave, overflow

from tequio.apps.ledger.recording import adopt
from tequio.apps.register.models import Commitment, Mechanism, Session
from tequio.apps.register.operations import accept

PICTURES = os.environ.get("TEQUIO_PICTURES")
DRAFT = (
    "Declaración conjunta\n\n1. México y el Reino Unido acordaron intercambiar, en la medida de lo posible, "
    "buenas prácticas en materia de igualdad de género.\n\n"
    "2. México se comprometió a publicar cifras de desapariciones.\n"
)


@pytest.fixture
def dialogue(document, coordinator):
    """A dialogue of which three findings of the statement were kept."""
    mechanism = Mechanism.objects.create(
        kind="dialogue", name_es="Diálogo México–Reino Unido", cadence_months=12
    )
    session = Session.objects.create(
        mechanism=mechanism, edition=1, date_start="2024-01-16", place="Londres", next_period="2025"
    )
    findings = list(Commitment.objects.filter(version__document=document).order_by("passage__start"))
    for finding in findings[:3]:
        accept(finding, coordinator)
    Commitment.objects.filter(pk__in=[finding.pk for finding in findings]).update(session=session)
    adopt()
    return mechanism


def look(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    assert grave(page) == [], name
    assert overflow(page) == 0, name


# Wide and light, narrow and dark: the two that differ most.
@pytest.mark.parametrize(("size", "scheme"), [LOOKS[0], LOOKS[3]], ids=[NAMES[0], NAMES[3]])
def test_the_brief_is_read_edited_and_a_draft_compared(visit, dialogue, size, scheme):
    page = visit(f"/mechanisms/{dialogue.pk}/", language="es", size=size, scheme=scheme)
    look(page, f"mechanism-{scheme}-{size['width']}")
    page.get_by_role("link", name="Preparar la próxima sesión").click()
    page.get_by_role("heading", name="Lo acordado, edición por edición").wait_for()
    look(page, f"brief-{scheme}-{size['width']}")
    page.locator("section", has=page.locator("#questions")).get_by_role(
        "link", name="Editar este apartado"
    ).click()
    words = page.get_by_label("Texto")
    words.fill("Una sola pregunta: ¿cuándo?\n" + words.input_value())
    look(page, f"brief-edit-{scheme}-{size['width']}")
    page.get_by_role("button", name="Guardar este texto").click()
    page.get_by_text("Una sola pregunta: ¿cuándo?").first.wait_for()
    assert "1 línea no nombra ningún registro" in page.locator("article").inner_text()
    page.get_by_role("link", name="Revisar un borrador de declaración").click()
    page.get_by_label("Texto del borrador").fill(DRAFT)
    page.get_by_role("button", name="Comparar").click()
    page.locator("table").wait_for()
    assert page.locator("tbody tr").count() >= 3
    look(page, f"check-{scheme}-{size['width']}")


def test_the_files_come_down(visit, dialogue):
    page = visit(f"/mechanisms/{dialogue.pk}/brief/", language="es")
    for form in ("DOCX", "PDF"):
        with page.expect_download() as download:
            page.get_by_role("link", name=form, exact=True).click()
        assert download.value.suggested_filename == f"nota-dialogo-mexicoreino-unido.{form.lower()}"
