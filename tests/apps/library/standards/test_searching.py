"""The index follows the database; questions, citations and broken input get an answer."""

from datetime import date

import pytest
from django.utils.translation import override
from made_standards import LINES, jsonl, provision

from tequio.apps.library.models import Instrument, Provision, ProvisionText, StateStatus
from tequio.apps.library.standards import indexing
from tequio.apps.library.standards.citing import cite, read_citation
from tequio.apps.library.standards.digesting import load_digest
from tequio.apps.library.standards.importing import import_standards
from tequio.apps.library.standards.searching import Asked, Batch, search

pytestmark = pytest.mark.django_db


def keys(words, **asked):
    return [one.provision.key for one in search(Asked(words, **asked)).found]


def test_a_question_finds_the_provision_with_its_reason(library):
    [best, *_rest] = search(Asked("confesión obtenida sin dormir")).found
    assert best.provision.key == "CRX.2.2"
    assert set(best.words) == {"es", "en"}
    assert best.reasons[0].kind == "words"
    assert best.shown_in("en").plain == "What was confessed without sleep is no evidence."


def test_filters_narrow(library):
    assert keys("sleep confessed police", instruments=("OTHER",)) == []
    assert keys("police", passages="es") == keys("policía", passages="es")
    assert "CRX.1" in keys("police", instruments=("CRX",), kinds=("treaty",))
    assert keys("police", is_binding=True) == []
    StateStatus.objects.create(instrument=Instrument.objects.get(), state="MX", force="binding")
    indexing.rebuild()
    assert keys("police", is_binding=True) == ["CRX.1"]


def test_what_binds_goes_first_where_both_fit(db):
    for code in ("SOFT", "HARD"):
        row = {"instrument": code, "instrument_title": f"Convention {code}", "id": f"{code}.1.en"}
        import_standards(
            [(f"{code}.jsonl", jsonl({**provision("1", "Nobody is woken by trumpets."), **row}))]
        )
    StateStatus.objects.create(instrument=Instrument.objects.get(code="HARD"), state="MX", force="binding")
    indexing.rebuild()
    assert keys("trumpets") == ["HARD.1", "SOFT.1"]
    forces = {one.provision.key: str(one.force) for one in search(Asked("trumpets")).found}
    assert forces == {"HARD.1": "binding", "SOFT.1": "unknown"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "the of and",
        '"unbalanced',
        "((((((",
        "NOT",
        "* ? *****",
        "'; DROP TABLE library_provision; --",
        "<script>alert(1)</script>",
        "nofilter:sleep",
        "sleep " * 2000,
        "\x00\x07police",
        "☃",
    ],
)
def test_broken_questions_get_an_answer(library, words):
    answer = search(Asked(words))
    assert answer.found or answer.notes or answer.total == 0
    assert Provision.objects.exists()


def test_notes_are_in_the_readers_language(library):
    with override("es"):
        assert "nofiltro" in search(Asked("nofiltro:dormir")).notes[0]
        assert search(Asked("nofiltro:dormir")).notes[0].startswith("No hay ningún filtro")
        assert search(Asked("")).notes == ("Escriba una pregunta, unas palabras o una cita.",)


def test_without_an_index_a_sentence_says_so(db):
    assert "not made yet" in search(Asked("police")).notes[0]


# -- the index -----------------------------------------------------------------------------------------------


def test_the_index_follows_an_import_by_itself(library, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        import_standards([("more.jsonl", jsonl(provision("3", "Hammocks are protected.")))])
    assert keys("hammocks") == ["CRX.3"]


def test_a_crash_between_import_and_index_loses_nothing(library):
    import_standards([("more.jsonl", jsonl(provision("3", "Hammocks are protected.")))])
    assert keys("hammocks") == []
    assert indexing.bring_up_to_date() > 0
    assert keys("hammocks") == ["CRX.3"]
    assert indexing.bring_up_to_date() == 0


def test_it_is_made_anew_from_the_database_at_any_time(library):
    before = indexing.read_state()
    (indexing.index_folder() / before.folder / "words" / "meta.json").write_text("broken")
    indexing._open.clear()
    assert indexing.rebuild() == 8
    assert indexing.read_state().folder != before.folder
    assert keys("police") == ["CRX.1"]
    assert [one.name for one in indexing.index_folder().iterdir() if one.is_dir()] == [
        indexing.read_state().folder
    ]


def test_a_replaced_text_is_found_by_its_new_words_only(library):
    import_standards([("new.jsonl", jsonl(provision("1", "Everybody may rest in hammocks.")))])
    indexing.bring_up_to_date()
    assert keys("hammocks") == ["CRX.1"]
    assert keys('"without being woken"') == []


def test_the_digest_leads_to_the_imported_text(db):
    load_digest(index=False)
    words = "Made-up words that speak of something quite different."
    row = {"instrument": "CAT", "instrument_title": "Convention", "id": "CAT.15.en", "docid": "x"}
    import_standards([("x.jsonl", jsonl({**provision("15", words), **row}))])
    indexing.bring_up_to_date()
    found = {one.provision.key: one for one in search(Asked("confesión obtenida bajo tortura")).found[:3]}
    best = found["CAT.15"]
    assert best.shown_in("en").plain == words
    assert not best.shown_in("es").is_digest
    # What nobody imported has no identifier of a file, and stays out of a run.
    assert [key for key, _score in Batch(passages="en").answer("confession under torture")] == ["CAT.15.en"]


def test_a_batch_gives_the_identifiers_of_the_file(library):
    answer = Batch(passages="es").answer("police")
    assert all(key.endswith(".es") for key, _score in answer)
    assert Batch().answer("policía")[0][0] in {"CRX.1.es", "CRX.1.en"}
    assert Batch().answer("") == []


# -- citations -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "key", "says"),
    [
        ("CRX 2.1", "CRX.2.1", ""),
        ("art. 2.1 CRX", "CRX.2.1", ""),
        ("artículo 1 de la Convención sobre el Descanso", "CRX.1", ""),
        ("CRX 2.1.g", "CRX.2.1", ""),
        ("ICCPR 99", None, "53"),
        ("art. 99 PIDCP", None, "53"),
        ("CRX 77", None, "no text"),
        ("CRC/C/GC/25 ¶12", None, "no text"),
    ],
)
def test_a_citation_leads_to_its_place_or_says_what_is_wrong(library, words, key, says):
    cited = read_citation(words, "en")
    assert cited is not None
    assert (cited.provision.key if cited.provision else None) == key
    assert says in cited.sentence


@pytest.mark.parametrize(
    "words", ["", "torture", "artículo sobre el sueño y la tortura en la cárcel", "x" * 5000]
)
def test_what_is_no_citation_is_a_question(library, words):
    assert read_citation(words, "es") is None


def test_a_provision_is_cited_in_every_style(db):
    load_digest(index=False)
    provision_ = Provision.objects.select_related("instrument").get(key="CAT.15")
    written = {style: words for style, _name, words in cite(provision_, "es")}
    assert set(written) == {"mx", "oscola", "bluebook", "bibtex", "csl"}
    assert written["mx"].startswith("Artículo 15 de la Convención contra la Tortura")
    assert "1465 UNTS 85" in written["oscola"]
    assert "http" not in written["mx"] + written["oscola"] + written["bluebook"]
    assert "https://" in written["bibtex"]


def test_general_comments_and_judgments_are_cited_too(db):
    rows = {
        "id": "x#12", "docId": "x", "signature": "CRC/C/GC/25", "committee": "CRC",
        "title": "General comment", "year": 2021, "paragraph": "12", "section": "",
        "text": "Children sleep.", "lang": "en",
    }  # fmt: skip
    import_standards([("gc.jsonl", jsonl(rows))])
    cited = read_citation("CRC/C/GC/25 ¶12", "en")
    assert cited.provision.key == "CRC.GC25.12"
    written = {style: words for style, _name, words in cite(cited.provision, "en")}
    assert "CRC/C/GC/25" in written["oscola"]


def test_words_of_a_day(library):
    import_standards([("new.jsonl", jsonl(provision("1", "New words.", in_force_from="2030-01-01")))])
    indexing.bring_up_to_date()
    found = {
        day: search(Asked("policía", day=date.fromisoformat(day))).found[0].shown_in("en").plain
        for day in ("2029-12-31", "2030-01-01")
    }
    assert found["2029-12-31"].startswith("Everybody may sleep")
    assert found["2030-01-01"] == "New words."
    assert ProvisionText.objects.filter(language="en", provision__key="CRX.1").count() == 2
    assert LINES


def test_words_that_counted_on_a_past_day_are_found_for_that_day_alone(library):
    newer = provision("1", "Everybody may rest at noon in a hammock.", in_force_from="2020-01-01")
    import_standards([("new.jsonl", jsonl(newer))])
    indexing.bring_up_to_date()
    assert keys("hammock") == ["CRX.1"]
    assert keys('"by the police"', passages="en") == []
    assert keys('"by the police"', passages="en", day=date(2019, 12, 31)) == ["CRX.1"]
    assert keys('"by the police"', passages="en", day=date(2021, 1, 1)) == []
    [found] = search(Asked('"by the police"', passages="en", day=date(2019, 12, 31))).found
    assert found.shown_in("en").plain.startswith("Everybody may sleep at night")


def test_a_version_between_two_days_is_found_between_them(library):
    for year, place in ((2000, "garden"), (2010, "park"), (2020, "library")):
        row = provision("1", f"Everybody may sleep in a {place}.", in_force_from=f"{year}-01-01")
        import_standards([(f"{year}.jsonl", jsonl(row))])
        indexing.bring_up_to_date()
    shown = {day: keys('"park"', passages="en", day=date(day, 6, 1)) for day in (1999, 2005, 2015, 2025)}
    assert shown == {1999: [], 2005: [], 2015: ["CRX.1"], 2025: []}


def test_themes_and_groups_that_the_program_proposes_narrow_a_search(db):
    import_standards(
        [
            (
                "two.jsonl",
                jsonl(
                    provision("1", "No child shall be subjected to torture by the police."),
                    provision("2", "Women have the right to vote in elections."),
                ),
            )
        ]
    )
    indexing.bring_up_to_date()
    assert keys("police elections", themes=("torture-ill-treatment",)) == ["CRX.1"]
    assert keys("police elections", groups=("women-girls",)) == ["CRX.2"]
    assert keys("police elections grupo:mujeres") == keys("police elections group:women-girls") == ["CRX.2"]
    with override("es"):
        answer = search(Asked("police elections tema:pingüinos"))
    assert len(answer.found) == 2
    assert "pingüinos" in answer.notes[0]


def test_an_index_without_the_newest_fields_is_made_anew(library):
    state = indexing.read_state()
    indexing._write_state(indexing.State(state.upto, state.folder, state.is_whole, form=1))
    indexing.bring_up_to_date()
    assert indexing.read_state().form == indexing.FORM
    assert indexing.read_state().folder != state.folder
