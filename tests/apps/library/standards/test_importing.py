"""Imports: all or nothing, idempotent, versions kept, in the log."""

from datetime import date

import pytest
from made_standards import LINES, jsonl, provision

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.accounts.models import User
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library.models import Instrument, Provision, ProvisionText, StandardsImport, StateStatus
from tequio.apps.library.standards.digesting import load_digest
from tequio.apps.library.standards.errors import RowsWrong
from tequio.apps.library.standards.force import Force, force_for
from tequio.apps.library.standards.importing import import_standards
from tequio.apps.library.standards.rows import About
from tequio.apps.library.standards.texts import preferred, words_of

pytestmark = pytest.mark.django_db


def bring(*rows, **more):
    [outcome] = import_standards([("rest.jsonl", jsonl(*rows))], **more)
    return outcome


def test_languages_are_tied_together_and_articles_made_for_their_paragraphs():
    outcome = bring(*LINES)
    assert (outcome.provisions, outcome.new_texts, outcome.instruments) == (6, 8, ("CRX",))
    one = Instrument.objects.get()
    assert (one.title_en, one.title_es, one.kind) == (
        "Convention on Rest",
        "Convención sobre el Descanso",
        "treaty",
    )
    keys = list(Provision.objects.order_by("order").values_list("key", flat=True))
    assert keys == ["CRX.preamble", "CRX.1", "CRX.2", "CRX.2.1", "CRX.2.2", "CRX.10"]
    assert Provision.objects.get(key="CRX.2.1").parent.key == "CRX.2"
    assert Provision.objects.get(key="CRX.1").texts.count() == 2


def test_the_same_file_twice_changes_nothing_and_leaves_no_event():
    bring(*LINES)
    events = Event.objects.count()
    again = bring(*LINES)
    assert (again.changes, again.unchanged) == (0, 8)
    assert (Event.objects.count(), StandardsImport.objects.count()) == (events, 1)


def test_an_import_is_one_event_for_each_record_and_the_log_holds():
    bring(*LINES)
    assert sorted(Event.objects.values_list("object_type", "verb")) == [
        ("instrument", "import-standards"),
        ("standards-import", "import-standards"),
    ]
    bring(provision("1", "Everybody may sleep."))
    assert Event.objects.count() == 4
    assert verify_ledger().first is None


def test_other_words_become_a_version_and_the_text_of_a_day_stays():
    bring(provision("1", "Old words."))
    outcome = bring(provision("1", "New words.", in_force_from="2020-06-01"))
    assert (outcome.new_texts, outcome.new_versions) == (0, 1)
    texts = list(ProvisionText.objects.all())
    said = {day: preferred(texts, date.fromisoformat(day)).words for day in ("2020-05-31", "2020-06-01")}
    assert said == {"2020-05-31": "Old words.", "2020-06-01": "New words."}
    assert ProvisionText.objects.get(version=1).in_force_to == date(2020, 6, 1)


def test_all_files_or_none():
    good, bad = jsonl(*LINES), jsonl(*LINES) + b"\nbroken\n{}"
    with pytest.raises(RowsWrong) as refused:
        import_standards([("good.jsonl", good), ("bad.jsonl", bad)])
    assert [(p.file_name, p.line) for p in refused.value.problems] == [("bad.jsonl", 9), ("bad.jsonl", 10)]
    assert Instrument.objects.count() == Event.objects.count() == 0


def test_a_dry_run_says_what_would_come_in_and_keeps_nothing():
    assert bring(*LINES, dry_run=True).new_texts == 8
    assert Instrument.objects.count() == StandardsImport.objects.count() == Event.objects.count() == 0


def test_what_is_known_of_an_instrument_is_never_replaced():
    bring(provision("1", "Words."))
    Instrument.objects.update(title_en="As a person wrote it")
    bring(provision("2", "More.", instrument_title="Other title"))
    assert Instrument.objects.get().title_en == "As a person wrote it"


@pytest.mark.parametrize("role", [User.Role.READER, User.Role.FOCAL_POINT])
def test_only_who_decides_may_import(role):
    with pytest.raises(NotAllowed):
        bring(*LINES, by=User.objects.create(username="somebody", role=role))
    assert not Instrument.objects.exists()


def test_certified_and_source_are_kept():
    bring(provision("1", "Words."), about=About(is_certified=True))
    text = ProvisionText.objects.get()
    assert (text.is_certified, text.source, text.document_key) == (True, "made up", "CRX.1.en")


# -- the digest ----------------------------------------------------------------------------------------------


def test_the_digest_comes_in_once_marked_as_one_with_mexicos_standing():
    assert load_digest(index=False).new_texts > 500
    assert load_digest(index=False) is None
    assert set(ProvisionText.objects.values_list("kind", flat=True)) == {"digest"}
    status = StateStatus.objects.get(instrument__code="CAT")
    assert (status.state, status.ratified, status.force) == ("MX", date(1986, 1, 23), "binding")
    convention = Instrument.objects.get(code="CAT")
    assert convention.url.startswith("https://")
    assert force_for(convention, "MX", status) is Force.BINDING
    assert force_for(Instrument.objects.get(code="UDHR"), "MX", None) is Force.INTERPRETIVE
    assert verify_ledger().first is None


def test_an_imported_text_is_shown_and_the_digest_stays():
    load_digest(index=False)
    row = {
        "instrument": "ICCPR",
        "instrument_title": "International Covenant",
        "id": "ICCPR.14.3.en",
        "article": "14",
    }
    import_standards([("x.jsonl", jsonl({**provision("14.3", "Made-up words of 14.3"), **row}))])
    provisions = {one.key: one for one in Provision.objects.filter(instrument__code="ICCPR")}
    chosen = [provisions[key] for key in ("ICCPR.14", "ICCPR.14.3", "ICCPR.14.3.g", "ICCPR.7")]
    words = words_of(chosen, date(2026, 1, 1))
    shown = [words[one.pk]["en"] for one in chosen]
    assert [one.is_digest for one in shown] == [False, False, False, True]
    assert all("Made-up words of 14.3" in one.plain for one in shown[:3])
    assert words[provisions["ICCPR.14.3"].pk]["es"].is_digest
    assert (
        Instrument.objects.get(code="ICCPR").title_en
        == "International Covenant on Civil and Political Rights"
    )
