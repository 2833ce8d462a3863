"""Pages of what comes in and goes out: no grave finding of axe-core, nothing overflows, wide and narrow."""

import pytest
from small_register import build, commit, read_document
from test_accessibility import LOOKS, NAMES, grave, overflow

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import (
    Component,
    DemandGroup,
    Evidence,
    GroupMember,
    Mechanism,
    MechanismSpelling,
    Position,
    Session,
)
from tequio.apps.register.state_reports import begin_report
from tequio.engines.briefing import templates

pytestmark = pytest.mark.browser
DRAFT = "Mexico will combat torture where possible. Mexico committed to publish figures on disappearance."


@pytest.fixture
def outside(coordinator):
    """A dialogue, a committee that asked Mexico, a group of the same demand, and a report that was begun."""
    made = build()
    committee = Mechanism.objects.create(
        kind="treaty_body", name_en="Human Rights Committee", name_es="Comité de Derechos Humanos"
    )
    MechanismSpelling.objects.create(mechanism=committee, text="Human Rights Committee")
    session = Session.objects.create(mechanism=committee, edition=127, date_start="2019-11")
    body = Institution.objects.create(kind="international", name_en="Human Rights Committee")
    version = read_document(
        "El Estado parte debe abolir el arraigo. Debe investigar todas las denuncias de tortura.",
        language="es",
    )
    known = {"kind": "recommendation", "session": session, "actors": [made["mexico"]], "asked_by": [body]}
    asked = [
        commit(version, words, **known)
        for words in ("abolir el arraigo", "investigar todas las denuncias de tortura")
    ]
    part = Component.objects.create(commitment=asked[1], ordinal=1, words="investigar", state="accepted")
    proof = {"component": part, "source": "Diario Oficial", "by": coordinator, "confidentiality": "public"}
    Evidence.objects.create(bearing="supports", finding="Se publicó una ley.", **proof)
    Evidence.objects.create(bearing="contradicts", finding="Las denuncias siguen sin investigarse.", **proof)
    Position.objects.create(
        commitment=asked[0],
        state=made["mexico"],
        answer="noted",
        given_on="2020",
        source="CCPR/C/MEX/FCO/6",
        by=coordinator,
    )
    group = DemandGroup.objects.create(state=made["mexico"], label="investigar la tortura")
    GroupMember.objects.create(group=group, commitment=asked[1])
    GroupMember.objects.create(group=group, commitment=made["combat"])
    made["document"] = made["version"].document
    made["report"] = begin_report(made["mexico"], templates()["ccpr"], session, coordinator)
    made["demand"] = group
    return made


def addresses(outside):
    """Give the pages, by names for pictures."""
    dialogue, report = outside["dialogue"].pk, outside["report"].pk
    return {
        "standards": "/standards/",
        "groups": "/groups/",
        "group": f"/groups/{outside['demand'].pk}/",
        "imports": "/imports/",
        "hooks": "/hooks/",
        "keys": "/account/keys/",
        "open-data": "/public/data/",
        "matrices": "/matrices/",
        "brief": f"/mechanisms/{dialogue}/brief/",
        "check-statement": f"/mechanisms/{dialogue}/check",
        "state-reports": f"/state-reports/?state={outside['mexico'].pk}&body=ccpr",
        "state-report": f"/state-reports/{report}/",
        "state-report-edit": f"/state-reports/{report}/preparation/edit",
    }


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=NAMES)
def test_pages_have_no_grave_findings(visit, outside, size, scheme):
    page = visit("/", language="es", size=size, scheme=scheme)
    for name, address in addresses(outside).items():
        answer = page.goto(address)
        assert answer.status == 200, name
        assert grave(page) == [], name
        assert overflow(page) == 0, name
    page.goto(f"/mechanisms/{outside['dialogue'].pk}/check")
    page.locator("textarea[name=draft]").fill(DRAFT)
    page.locator("main form button").click()
    page.locator("table").wait_for()
    assert grave(page) == []
    assert overflow(page) == 0
