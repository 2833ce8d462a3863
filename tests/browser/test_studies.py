"""A study in Spanish, from the upload of a published table to its public page; and all its pages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from made_study import FACTS, KOSOVO, as_csv, custody, three_lists
from test_accessibility import LOOKS, NAMES, grave, overflow
from test_followup import PHONE, look, press

from tequio.apps.ledger.recording import adopt
from tequio.apps.studies import operations
from tequio.apps.studies.models import PairCoding, StudyReport


@pytest.fixture
def kosovo(tmp_path):
    path = tmp_path / "kosovo.csv"
    path.write_text(KOSOVO, encoding="utf-8")
    return path


def open_study(page):
    page.goto("/studies/open")
    page.get_by_label("Título").fill("Homicidios en Kosovo, 1999")
    page.get_by_label("Pregunta").fill("¿Cuántas personas murieron de manera violenta?")
    page.get_by_label("Población").fill("Personas muertas entre el 20 de marzo y el 22 de junio de 1999.")
    page.get_by_label("Periodo").fill("20 de marzo – 22 de junio de 1999")
    page.get_by_label("Lugar").fill("Kosovo")
    press(page, "Abrirlo")


def bring(page, path):
    page.get_by_role("link", name="Aportar una lista").click()
    page.get_by_label("Archivo (CSV o XLSX)").set_input_files(path)
    page.locator("input[name=kind][value=table]").check()
    page.get_by_label("Nombre de la lista").fill("Kosovo 1999")
    page.get_by_label("Dueño").fill("Cuatro organizaciones")
    page.get_by_label("En resguardo de").fill("Unidad de seguimiento")
    page.get_by_label("Convenio").fill("Ball y otros, 2002")
    page.get_by_label("Se resguarda hasta").fill((timezone.localdate() + timedelta(days=90)).isoformat())
    press(page, "Aportarla")


def test_a_published_table_is_brought_estimated_and_read_in_spanish(visit, kosovo, coordinator):
    adopt()
    page = visit("/studies/", language="es")
    open_study(page)
    look(page, "study-empty")
    broken = kosovo.with_name("broken.csv")
    broken.write_text(KOSOVO.replace("1131", "-4"), encoding="utf-8")
    bring(page, broken)
    assert "no puede ser negativa" in page.locator("[role=alert]").inner_text()
    look(page, "study-bring-refused")
    page.get_by_label("Archivo (CSV o XLSX)").set_input_files(kosovo)
    press(page, "Aportarla")
    assert "4400" in page.locator("main").inner_text().replace(",", "").replace(" ", "").replace("\xa0", "")
    look(page, "study")
    page.get_by_role("link", name="Estimar", exact=True).click()
    for box in page.locator("input[name=methods]").all():
        box.set_checked(box.get_attribute("value") == "decomposable")
    page.get_by_label("Semilla").fill("1999")
    look(page, "study-estimate")
    press(page, "Estimar")
    words = page.locator("main").inner_text()
    for said in ("Esto no es un conteo.", "4,400", "Promedio bayesiano", "grafo descomponible"):
        assert said in words, said
    look(page, "study-report")
    page.set_viewport_size(PHONE)
    look(page, "study-report-phone")
    page.emulate_media(media="print")
    look(page, "study-report-print")
    page.emulate_media(media="screen")
    press(page, "Publicar")
    report = StudyReport.objects.get()
    public = visit(f"/public/studies/{report.pk}/", language="es", size=PHONE, signed_in=False, scripts=False)
    assert "Esto no es un conteo." in public.locator("main").inner_text()
    # The published table has no count below 5, so nothing is left out.
    assert "omiten" not in public.locator("main").inner_text()
    assert public.request.get(f"/public/studies/{report.pk}.pdf").ok


def test_a_pair_is_judged_by_keyboard_and_without_scripts(visit, coordinator, tmp_path):
    adopt()
    study = operations.open_study(coordinator, FACTS)
    operations.give_part(study, coordinator, coordinator, "coder")
    lists = []
    for name, rows in three_lists().items():
        path = tmp_path / f"{name}.csv"
        path.write_text(as_csv(rows), encoding="utf-8")
        lists.append(operations.bring_list(study, coordinator, path, "records", custody(name)))
    page = visit(f"/studies/{study.pk}/link", language="es")
    for box in page.locator("input[name=lists]").all():
        box.check()
    press(page, "Ver qué puede compararse")
    look(page, "link")
    page.get_by_label("Dudoso desde (%)").fill("2")
    page.get_by_label("Dudoso hasta (%)").fill("99")
    page.set_default_timeout(120_000)  # what compares names is compiled at its first use
    press(page, "Vincularlas")
    look(page, "linkage")
    page.get_by_role("link", name="Juzgar pares").click()
    assert "≠" in page.locator("table.pair").inner_text()
    look(page, "review")
    page.keyboard.press("1")
    page.get_by_text("Ha juzgado 1 de").wait_for()
    phone = visit(page.url, language="es", size=PHONE, scripts=False)
    assert overflow(phone) == 0
    press(phone, "No se puede saber")
    assert "Ha juzgado 2 de" in phone.locator("main").inner_text()
    assert PairCoding.objects.count() == 2
    page.set_viewport_size(PHONE)
    page.reload()
    look(page, "review-phone")


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=NAMES)
def test_pages_of_studies_have_no_grave_findings(visit, kosovo, coordinator, size, scheme):
    page = visit("/studies/", language="es", size=size, scheme=scheme)
    paths = ["/studies/", "/studies/open", "/public/studies/"]
    open_study(page)
    bring(page, kosovo)
    study = page.url
    paths += [
        study,
        f"{study}people",
        f"{study}change",
        f"{study}lists/bring",
        f"{study}estimate",
        f"{study}link",
    ]
    for path in paths:
        page.goto(path)
        assert grave(page) == [], path
        assert overflow(page) == 0, path
