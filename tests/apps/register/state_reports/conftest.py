"""A committee that asked Mexico for three things, with a follow-up of one of them."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path[:0] = [str(Path(__file__).parents[1])]

from small_register import commit, read_document, state_named  # noqa: E402

from tequio.apps.accounts.models import Institution, InstitutionSpelling  # noqa: E402
from tequio.apps.register.models import (  # noqa: E402
    Component,
    Evidence,
    Mechanism,
    MechanismSpelling,
    Position,
    Session,
)


@pytest.fixture
def asked(coordinator) -> SimpleNamespace:
    mexico, kingdom = state_named("México", "MX"), state_named("United Kingdom", "GB")
    InstitutionSpelling.objects.create(institution=mexico, text="México")
    body = Institution.objects.create(
        kind="international", name_en="Human Rights Committee", name_es="Comité"
    )
    committee = Mechanism.objects.create(kind="treaty_body", name_en="Human Rights Committee")
    MechanismSpelling.objects.create(mechanism=committee, text="Human Rights Committee")
    old = Session.objects.create(mechanism=committee, edition=97, date_start="2010")
    last = Session.objects.create(mechanism=committee, edition=127, date_start="2019-11")
    version = read_document(
        "The State party should abolish arraigo. It should end torture. It should search for the missing.",
        "It should protect journalists. The Kingdom should close its camps.",
    )
    known = {"kind": "recommendation", "asked_by": [body]}
    asked = SimpleNamespace(
        mexico=mexico,
        kingdom=kingdom,
        committee=committee,
        old=old,
        last=last,
        by=coordinator,
        arraigo=commit(version, "abolish arraigo", session=last, actors=[mexico], **known),
        torture=commit(version, "end torture", session=last, actors=[mexico], **known),
        missing=commit(version, "search for the missing", session=last, actors=[mexico], **known),
        earlier=commit(version, "protect journalists", session=old, actors=[mexico], **known),
        elsewhere=commit(version, "close its camps", session=last, actors=[kingdom], **known),
        proposed=commit(
            version, "The Kingdom", session=last, actors=[mexico], kind="recommendation", state="proposed"
        ),
    )
    part = Component.objects.create(
        commitment=asked.torture, ordinal=1, words="end torture", state="accepted"
    )
    proof = {"component": part, "source": "Gazette", "by": coordinator}
    Evidence.objects.create(bearing="supports", finding="A law.", confidentiality="public", **proof)
    asked.against = Evidence.objects.create(
        bearing="contradicts", finding="Cases go on.", confidentiality="public", **proof
    )
    Evidence.objects.create(bearing="contradicts", finding="SECRET", confidentiality="restricted", **proof)
    Position.objects.create(
        commitment=asked.arraigo, state=mexico, answer="noted", given_on="2020", source="A/1", by=coordinator
    )
    return asked
