"""The follow-up played through in Spanish: two claims side by side, a hand-over, and a log that verifies."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from test_accessibility import grave, overflow

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.operations.rights import Term, appoint_focal_point
from tequio.apps.ledger.recording import adopt, note, note_new, recorded
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library.operations import take_in
from tequio.apps.register.models import Assignment, Mechanism, Session
from tequio.apps.register.operations import accept

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
COMMISSION = "Comisión Nacional de los Derechos Humanos"
# Where pictures of the pages go, for whoever wants to look at them.
PICTURES = os.environ.get("TEQUIO_PICTURES")


@pytest.fixture
def people(coordinator):
    """An account in each role; the ministry has a second focal point, who is not in charge yet."""

    kinds = {"Unidad de seguimiento": "public", "Secretaría de Gobernación": "public", COMMISSION: "nhri"}
    with recorded(None, "set-up"):
        note(coordinator)
        unit, ministry, commission = (
            Institution.objects.create(name_es=name, kind=kind) for name, kind in kinds.items()
        )
        note_new(unit, ministry, commission)
        User.objects.filter(pk=coordinator.pk).update(institution=unit)
    made = {"coordinator": coordinator}
    for name, role, of in (
        ("enlace", "focal_point", ministry),
        ("enlace-nuevo", "focal_point", ministry),
        ("comision", "nhri", commission),
    ):
        made[name] = User.objects.create_user(name, role=role, institution=of, language="es")
    coordinator.refresh_from_db()
    appoint_focal_point(coordinator, made["enlace"], Term(starts_on=date(2025, 1, 1)))
    return made


@pytest.fixture
def commitment(coordinator, statement_file):
    """What the Spanish statement says of journalists, accepted, of a session of a dialogue."""
    path = statement_file("es")
    with path.open("rb") as file:
        intake = take_in(file, path.name, by=coordinator)
    assert intake.version is not None, intake.sentence
    dialogue = Mechanism.objects.create(kind="dialogue", name_es="Diálogo México–Reino Unido")
    session = Session.objects.create(mechanism=dialogue, edition=2, date_start="2024-01-16")
    found = list(intake.version.commitments.order_by("passage__start"))
    with recorded(None, "set-up"):
        note(*found)
        intake.version.commitments.update(session=session)
    for one in found:
        accept(one, coordinator)
    adopt()
    return next(one for one in found if "periodistas" in one.action)


@pytest.fixture
def visit_as(browser, live_server):
    """Open a page in Spanish as somebody, or as a visitor: visit_as(user, path, size)."""
    contexts = []

    def open_page(user, path, size=WIDE, scheme="light"):
        context = browser.new_context(
            base_url=live_server.url, locale="es-MX", viewport=size, color_scheme=scheme
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def look(page, name):
    """Check a page for grave findings and overflow; take its picture where somebody wants them."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    assert grave(page) == [], name
    assert overflow(page) == 0, name


def press(page, words):
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state()


def test_the_follow_up_is_played_through(visit_as, people, commitment, tmp_path):
    address = f"/commitments/{commitment.pk}/"
    chief, first, second = people["coordinator"], people["enlace"], people["enlace-nuevo"]

    # The coordinator confirms what the words ask, adds a demand, and assigns both at once.
    page = visit_as(chief, address)
    if page.get_by_role("button", name="Confirmar todos").count():
        press(page, "Confirmar todos")
    while page.locator(".link").count() < 2:
        page.get_by_role("link", name="Añadir un componente").click()
        page.get_by_label("Exigencia").fill("proteger a las personas defensoras de derechos humanos")
        press(page, "Añadirlo")
    look(page, "commitment-unassigned")
    page.goto("/board/")
    look(page, "board-empty")
    page.goto("/components/?without=institution")
    for box in page.locator("input[name=component]").all()[:2]:
        box.check()
    page.get_by_text("Poner a una institución a cargo de varios").click()
    page.get_by_label("Institución").select_option(label="Secretaría de Gobernación")
    look(page, "components")
    press(page, "Ver qué haría")
    look(page, "preview")
    press(page, "Asignarlos")
    assert "Se asignaron 2 componentes" in page.locator("#messages").inner_text()
    look(page, "batch")
    press(page, "↶ Deshacerlo todo")
    assert Assignment.objects.filter(ended_on=None).count() == 0
    page.go_back()
    page.goto("/components/?without=institution")
    for box in page.locator("input[name=component]").all()[:2]:
        box.check()
    page.get_by_text("Poner a una institución a cargo de varios").click()
    page.get_by_label("Institución").select_option(label="Secretaría de Gobernación")
    press(page, "Ver qué haría")
    press(page, "Asignarlos")
    charged = list(Assignment.objects.filter(ended_on=None).select_related("component").order_by("component"))
    assert len(charged) == 2
    component = charged[0].component
    address = f"/commitments/{component.commitment_id}/"
    page.goto(f"/assignments/{charged[0].pk}/schedule")
    look(page, "schedule")
    press(page, "Fijar las fechas")

    # The focal point finds it in the work list, reports, adds evidence with a file, and says: implemented.
    page = visit_as(first, "/work/?within=quarter")
    look(page, "work-focal-point")
    page.goto(f"/assignments/{charged[0].pk}/report")
    page.get_by_label("Qué se hizo en este periodo").fill("Se adoptó el protocolo y se capacitó al personal.")
    look(page, "report")
    press(page, "Guardar como borrador")
    page.get_by_role("link", name="Seguir escribiendo").click()
    assert "protocolo" in page.get_by_label("Qué se hizo en este periodo").input_value()
    press(page, "Entregar")
    page.goto(f"/components/{component.pk}/evidence/add")
    page.get_by_label("Hallazgo").fill("El protocolo se publicó en el Diario Oficial.")
    page.get_by_label("Fuente").first.fill("Diario Oficial de la Federación")
    page.get_by_label("Quién puede verla").select_option("public")
    proof = tmp_path / "protocolo.txt"
    proof.write_text("Protocolo de actuación", encoding="utf-8")
    page.get_by_label("Archivo").set_input_files(proof)
    look(page, "evidence-form")
    press(page, "Añadir la evidencia")
    with page.expect_download() as download:
        page.get_by_role("link", name="protocolo.txt").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == "Protocolo de actuación"
    page.locator(".proof__side--supports").get_by_role("button", name="Publicar").click()
    page.wait_for_load_state()
    assess(page, component, "tequio:implemented", "El protocolo está vigente.")

    # The coordinator accepts and publishes the report, and the document.
    page = visit_as(chief, "/work/")
    look(page, "work-coordinator")
    page.goto(address)
    press(page, "Aceptar el informe")
    page.locator(".report").get_by_role("button", name="Publicar").click()
    press(page, "Publicar el documento")

    # A visitor hands in what contradicts it, on a phone and without an account.
    phone = visit_as(None, f"/public/commitments/{component.commitment_id}/", PHONE)
    phone.get_by_role("link", name="Entregar evidencia sobre esto").first.click()
    phone.get_by_label("Título").fill("Tres periodistas sin protección")
    phone.get_by_label("En sus palabras").fill("Tres solicitudes de protección quedaron sin respuesta.")
    phone.locator("input[name=bearing][value=contradicts]").check()
    phone.locator("input[name=risk][value=medium]").check()
    phone.locator("input[name=consent][value=words]").check()
    look(phone, "submit-phone")
    phone.locator("input[name=agreed]").check()
    press(phone, "Enviarlo")
    look(phone, "receipt-given-phone")
    code = phone.locator(".code code").inner_text()
    assert code not in phone.url
    page.goto("/submissions/")
    look(page, "submissions")
    page.get_by_role("link", name="Tres periodistas sin protección").click()
    page.locator("input[name=decision][value=evidence]").check()
    look(page, "submission")
    press(page, "Decidir")
    page.goto(address)
    page.locator(".proof__side--contradicts").get_by_role("button", name="Publicar").click()
    page.wait_for_load_state()
    phone.goto("/public/receipt")
    phone.get_by_label("El código de su acuse").fill(code.lower().replace("-", " "))
    press(phone, "Consultar")
    assert "Vinculada" in phone.locator(".receipt__state").inner_text()
    assert code not in phone.url
    look(phone, "receipt-phone")

    # The national institution judges otherwise.
    page = visit_as(people["comision"], address)
    assess(page, component, "upr-midterm:partial", "Hay protocolo, pero las solicitudes esperan.")
    row = page.locator(".judged__sum").first.inner_text()
    assert "2 de 2 discrepan" in row
    look(page, "commitment")
    page.locator("#verified").wait_for()
    assert "como lo" in page.locator("#verified").inner_text()

    # Visitors see both, on any screen.
    for size, scheme, name in ((WIDE, "light", "wide"), (PHONE, "light", "phone"), (PHONE, "dark", "dark")):
        public = visit_as(None, f"/public/commitments/{component.commitment_id}/", size, scheme)
        words = public.locator("main").inner_text()
        for said in ("Se adoptó el protocolo", "quedaron sin respuesta", "Cumplido", "Parcialmente aplicada"):
            assert said.casefold() in words.casefold(), said
        look(public, f"public-commitment-{name}")
    public.goto("/public/")
    look(public, "public")
    public.get_by_role("link", name="Diálogo México–Reino Unido").click()
    assert "hay evidencia que lo contradice" in public.locator("main").inner_text()
    look(public, "public-mechanism")
    assert public.request.get(f"/evidence/{component.evidence.order_by('pk').first().pk}/file").ok

    # Another focal point takes over, and finds what is open and who decided what and why.
    page = visit_as(chief, f"/institutions/{first.institution_id}/hand-over")
    page.get_by_label("Quién asume el cargo").select_option(label="enlace-nuevo")
    page.get_by_label("A quien asume el cargo").fill("El segundo componente espera su primer informe.")
    look(page, "hand-over-form")
    press(page, "Entregar el cargo")
    page = visit_as(second, "/work/")
    look(page, "work-new-focal-point")
    page.get_by_role("link", name="Usted asumió el trabajo de").click()
    words = page.locator("main").inner_text()
    assert "El segundo componente espera su primer informe." in words
    assert "informe entregado" in words
    look(page, "hand-over")
    page.set_viewport_size(PHONE)
    look(page, "hand-over-phone")
    page.goto(address)
    look(page, "commitment-phone")
    page = visit_as(chief, "/board/")
    look(page, "board")
    page.set_viewport_size(PHONE)
    look(page, "board-phone")
    page.goto("/components/")
    look(page, "components-phone")

    verdict = verify_ledger()
    assert verdict.is_whole, verdict


def assess(page, component, value, why):
    page.goto(f"/components/{component.pk}/assess")
    choice = page.locator(f"input[name=value][value='{value}']")
    if not choice.is_visible():
        page.locator("details.scale", has=choice).locator("summary").click()
    choice.check()
    page.get_by_label("Versión del método").fill("manual 2")
    page.get_by_label("Por qué").fill(why)
    look(page, f"assess-{value.replace(':', '-')}")
    press(page, "Registrar la evaluación")
