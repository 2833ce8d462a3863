"""The digest: complete, short, in both languages, in our own words; and what a wrong file is told."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from tequio.apps.library.digest import (
    DigestIsWrong,
    instruments,
    provisions,
    read_instruments,
    read_provisions,
)
from tequio.apps.library.digest.reading import COLUMNS, FOLDER
from tequio.engines.citation import parse, resolve, shipped

TREATIES = Path(__file__).resolve().parents[4] / "shared" / "data" / "standards" / "treaties"
LONGEST = 60  # words of an entry
RUN = 8  # consecutive words that would make an entry a quotation

WRITTEN = list(instruments())
LANGUAGES = ("es", "en")
HEAD = "\t".join(COLUMNS)
ROW = "ICCPR.7\t7\t\tTortura\tTorture\tProhibida.\tBanned."


def words(text):
    return re.findall(r"\w+", text.casefold())


def runs(text):
    found = words(text)
    return {" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def official_texts():
    for path in sorted(TREATIES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@cache
def official_runs():
    found = {"es": {}, "en": {}}
    for record in official_texts():
        for run in runs(record["text"]):
            found[record["lang"]].setdefault(run, record["id"])
    return found


@cache
def official_articles():
    found = {}
    for record in official_texts():
        if record["article"].isdecimal():
            found.setdefault(record["instrument"], {}).setdefault(int(record["article"]), set()).add(
                record["paragraph"]
            )
    return found


def cited(text):
    return [resolve(citation, shipped()).id for citation in parse(text, shipped())]


@pytest.mark.parametrize("instrument", WRITTEN)
def test_every_article_is_there_before_its_parts(instrument):
    entries = provisions(instrument)
    whole = [entry.article for entry in entries if not entry.paragraph]
    assert whole == list(range(1, instruments()[instrument].articles + 1))
    assert [entry.article for entry in entries] == sorted(entry.article for entry in entries)
    assert all(entry.instrument == instrument for entry in entries)
    ids = [entry.id for entry in entries]
    for entry in entries:
        assert ids.index(f"{instrument}.{entry.article}") <= ids.index(entry.id)


@pytest.mark.parametrize("instrument", WRITTEN)
def test_entries_are_short_and_told_in_both_languages(instrument):
    for entry in provisions(instrument):
        for language in LANGUAGES:
            assert 4 <= len(words(entry.text[language])) <= LONGEST, (entry.id, language)
            assert 1 <= len(words(entry.heading[language])) <= 12, (entry.id, language)
            assert entry.text[language].endswith("."), (entry.id, language)
        assert entry.text.es != entry.text.en


@pytest.mark.parametrize("instrument", WRITTEN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_quotes_an_official_text(instrument, language):
    if not TREATIES.is_dir():
        pytest.skip("the folder ../shared/data is not here")
    quoted = {
        entry.id: (run, official_runs()[language][run])
        for entry in provisions(instrument)
        for run in runs(entry.text[language]) | runs(entry.heading[language])
        if run in official_runs()[language]
    }
    assert quoted == {}


@pytest.mark.parametrize("instrument", WRITTEN)
def test_articles_and_numbered_paragraphs_exist_in_the_official_text(instrument):
    if not TREATIES.is_dir():
        pytest.skip("the folder ../shared/data is not here")
    if instrument not in official_articles():
        pytest.skip(f"the text of {instrument} is not in ../shared/data")
    official = official_articles()[instrument]
    assert set(official) == set(range(1, instruments()[instrument].articles + 1))
    for entry in provisions(instrument):
        number = entry.paragraph.split(".")[0]
        if number.isdecimal() and official[entry.article] != {""}:  # lettered items are not split there
            assert number in official[entry.article], entry.id


@pytest.mark.parametrize("instrument", [name for name in WRITTEN if name in shipped().instruments])
def test_a_citation_leads_to_its_entry(instrument):
    known = instruments()[instrument]
    for name in (*known.acronyms_es, known.short.es, known.title.es):
        assert cited(f"artículo 3 de la {name}") == [f"{instrument}.3"], name
    for name in (*known.acronyms_en, known.short.en, known.title.en):
        assert cited(f"article 3 of the {name}") == [f"{instrument}.3"], name
    for entry in provisions(instrument):
        number = entry.id.removeprefix(f"{instrument}.")
        assert cited(f"art. {number} {known.acronyms_es[0]}") == [entry.id]


def test_instruments_state_what_a_citation_needs():
    for instrument in instruments().values():
        assert re.fullmatch(r"[A-Z][A-Z_]*", instrument.id)
        assert instrument.acronyms_es
        assert instrument.acronyms_en
        for wording in (instrument.title, instrument.short, instrument.body, instrument.depositary):
            assert wording.es.strip()
            assert wording.en.strip()
        for language in LANGUAGES:
            assert re.fullmatch(r"https://[\w.]+\.(org|int)/\S+", instrument.address[language])
        if instrument.in_force:
            assert instrument.adopted < instrument.in_force


def test_where_mexico_stands_is_in_order():
    for instrument in instruments().values():
        mexico = instrument.mexico
        if mexico is None:
            assert instrument.kind == "declaration"
            continue
        assert (mexico.ratified is None) != (mexico.acceded is None), instrument.id
        if mexico.ratified:
            assert mexico.signed
            assert instrument.adopted <= mexico.signed < mexico.ratified
        if mexico.reservations:
            assert mexico.note, instrument.id


def test_an_unknown_instrument_is_named_with_those_there_are():
    with pytest.raises(DigestIsWrong, match="no instrument ICPR; it has UDHR, ICCPR"):
        provisions("ICPR")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "the first line must name the columns id, article"),
        (HEAD.replace("article", "artículo"), "the first line must name the columns"),
        (f"{HEAD}\nICCPR.7\t7", "line 2: has 2 columns, not 7"),
        (f"{HEAD}\n{ROW}\n{ROW}", "line 3: ICCPR.7 comes twice"),
        (f"{HEAD}\n{ROW.replace('ICCPR.7', 'ICCPR.8')}", "line 2: the id is ICCPR.8, and should be ICCPR.7"),
        (f"{HEAD}\n{ROW.replace('Banned.', ' ')}", "line 2: en is empty"),
        (f"{HEAD}\n{ROW.replace('7', 'VII')}", "line 2: 'VII' is not the number of an article"),
        (f"{HEAD}\nICCPR.7\t7\t(b)\tx\tx\tx\tx", r"line 2: '\(b\)' is not the number of a paragraph"),
    ],
)
def test_a_wrong_line_is_named_with_its_number(tmp_path, content, sentence):
    path = tmp_path / "ICCPR.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DigestIsWrong, match=f"ICCPR.tsv[:,] {sentence}"):
        read_provisions(path)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id = "UDHR"', 'id = "UDHR', "cannot be read"),
        ('id = "ICCPR"', 'id = "UDHR"', "instrument 2: UDHR comes twice"),
        ("articles = 30", "", "instrument 1: articles is missing"),
        ('kind = "declaration"', 'kind = "poem"', "instrument 1: 'poem' is not a valid Kind"),
    ],
)
def test_a_wrong_instrument_is_named(tmp_path, old, new, sentence):
    path = tmp_path / "instruments.toml"
    path.write_text(
        (FOLDER / "instruments.toml").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8"
    )
    with pytest.raises(DigestIsWrong, match=sentence):
        read_instruments(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DigestIsWrong, match=r"ICCPR\.tsv cannot be read"):
        read_provisions(tmp_path / "ICCPR.tsv")
