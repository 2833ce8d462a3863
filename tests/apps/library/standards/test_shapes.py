"""Files of standards in each shape, whole and broken."""

import gzip
import json

import pytest
from made_standards import LINES, jsonl, provision

from tequio.apps.library.standards.errors import FileNotStandards
from tequio.apps.library.standards.importing import natural_order
from tequio.apps.library.standards.rows import About
from tequio.apps.library.standards.shapes import read_standards

CORPUS = {
    "docid": "CRX.1.en",
    "base": "CRX.1",
    "instrument": "CRX",
    "instrument_title": "Convention on Rest (PARTIAL: quoted provisions)",
    "article": "1",
    "lang": "en",
    "heading": "Sleep",
    "text": "Everybody may sleep.",
}
COMMENT = {
    "id": "crc-c-gc-25#12",
    "docId": "crc-c-gc-25",
    "signature": "CRC/C/GC/25",
    "committee": "CRC",
    "title": "General comment No. 25",
    "year": 2021,
    "paragraph": "12",
    "section": "Sleep",
    "text": "Children sleep longer.",
    "lang": "en",
}
VIEW = {
    "docId": "ccpr-c-1-d-2-2003",
    "symbol": "CCPR/C/1/D/2/2003",
    "committee": "CCPR",
    "country": "Mexico",
    "title": "Sleep v. Mexico",
    "adoptionYear": 2005,
    "paragraphs": [
        {"n": "1", "s": "The facts", "t": "The author could not sleep."},
        {"n": "8.1", "s": "Merits", "t": "The Committee notes the noise."},
        {"n": "8.1", "s": "Opinion", "t": "A member dissents."},
        {"n": "", "s": "", "t": "Done in Geneva."},
        {"n": "9", "s": "", "t": ""},
    ],
}
JUDGMENT = {
    "id": "IACTHR-x1",
    "lang": "es",
    "kind": "judgment",
    "date": "2009-11-23",
    "title": "1 Corte Interamericana de Derechos Humanos Caso Radilla Pacheco Vs. Estados Unidos Mexicanos",
    "text": "CASO RADILLA PACHECO\n1. Primero se dice esto del caso.\n\n"
    "2. Luego se dice otra cosa del caso.\n\n3. Al fin se decide algo sobre el caso.",
}
AKOMA = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification source="#x">
<FRBRWork><FRBRalias value="LGD"/><FRBRdate date="2020-05-01" name="x"/><FRBRcountry value="mx"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="spa"/></FRBRExpression></identification></meta>
<preface><p><docTitle>Ley General del Descanso</docTitle></p></preface>
<body><article eId="art_1"><num>Artículo 1.</num><heading>Objeto</heading><content><p>La siesta es
 un <b>derecho</b>.</p></content></article>
<article eId="art_2"><num>Artículo 2 Bis.</num>
<paragraph><num>1.</num><content><p>Sin ruido.</p></content></paragraph>
<paragraph><num>2.</num><list>
<intro><p>Se prohíbe:</p></intro><point><num>a)</num><content><p>gritar;</p></content></point>
<point><num>b)</num><content><p>cantar.</p></content></point></list></paragraph></article>
</body></act></akomaNtoso>"""
HTML = """<html lang="es"><head><title>Ley del Descanso</title></head><body><h1>Ley del Descanso</h1>
<p>Artículo 1.- Toda persona puede dormir de noche en paz y con la ventana abierta.</p>
<p>Artículo 2.- Nadie hará ruido después de las diez de la noche en la calle.</p>
<p>Artículo 3.- La autoridad municipal cuidará del silencio de los vecinos.</p>
<p>1. En los hospitales, siempre y sin excepción alguna para las visitas.</p>
<p>Artículo 9 de otra ley es una mención y no abre un artículo de esta ley.</p></body></html>"""


@pytest.mark.parametrize(
    ("rows", "shape", "key", "document", "parent"),
    [
        ([provision("14.3", "Words.")], "treaties", "CRX.14.3", "CRX.14.3.en", "CRX.14"),
        ([provision("preamble", "Words.")], "treaties", "CRX.preamble", "CRX.preamble.en", ""),
        ([CORPUS], "corpus", "CRX.1", "CRX.1.en", ""),
        ([COMMENT], "comments", "CRC.GC25.12", "crc-c-gc-25#12", ""),
    ],
)
def test_lines_of_json_in_three_shapes(rows, shape, key, document, parent):
    sheet = read_standards("file.jsonl", jsonl(*rows), About())
    [text] = sheet.texts
    assert (sheet.shape, text.key, text.document_key, text.parent) == (shape, key, document, parent)
    assert sheet.problems == []


def test_views_are_kept_by_paragraph_and_a_number_used_twice_gets_an_identifier_of_its_own():
    sheet = read_standards("views.jsonl", jsonl(VIEW), About())
    [(code, one)] = sheet.instruments.items()
    assert (code, one.kind, one.country, one.symbol, one.year) == (
        "CCPR-C-1-D-2-2003", "decision", "MX", "CCPR/C/1/D/2/2003", 2005,
    )  # fmt: skip
    assert [(t.key.removeprefix(f"{code}."), t.number, t.heading) for t in sheet.texts] == [
        ("1", "1", "The facts"),
        ("8.1", "8.1", "Merits"),
        ("8.1-2", "8.1", "Opinion"),
        ("n4", "n4", ""),
    ]


def test_a_judgment_whose_day_and_name_are_known_gets_the_code_that_citations_lead_to():
    sheet = read_standards("court.jsonl", jsonl(JUDGMENT), About())
    assert [t.key for t in sheet.texts] == [f"IACTHR.C209.{number}" for number in (1, 2, 3)]
    assert sheet.instruments["IACTHR.C209"].titles["en"] == "Case of Radilla Pacheco v. Mexico"
    assert sheet.problems == []


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ({"kind": "order"}, ["IACTHR-X1.1", "IACTHR-X1.2", "IACTHR-X1.3"]),
        ({"date": "2009-11-24"}, ["IACTHR-X1.1", "IACTHR-X1.2", "IACTHR-X1.3"]),
        ({"text": "Nothing here is numbered. It is kept whole."}, ["IACTHR.C209.n1"]),
        ({"text": ""}, []),
    ],
)
def test_an_inter_american_document_without_known_name_or_numbers(changed, keys):
    sheet = read_standards("court.jsonl", jsonl(JUDGMENT | changed), About())
    assert [t.key for t in sheet.texts] == keys


def test_the_same_judgment_twice_is_kept_once_and_other_words_under_the_name_of_the_file():
    again = JUDGMENT | {"id": "IACTHR-x2"}
    corrected = JUDGMENT | {"id": "IACTHR-x3", "text": JUDGMENT["text"].replace("otra", "tal")}
    sheet = read_standards("court.jsonl", jsonl(JUDGMENT, again, corrected), About())
    assert sorted({t.instrument for t in sheet.texts}) == ["IACTHR-X3", "IACTHR.C209"]
    assert (len(sheet.texts), sheet.problems) == (6, [])


def test_what_a_title_says_of_gaps_goes_to_the_source():
    sheet = read_standards("c.jsonl", jsonl(CORPUS), About())
    assert sheet.instruments["CRX"].titles == {"en": "Convention on Rest"}
    assert sheet.texts[0].source == "PARTIAL: quoted provisions"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no JSON"),
        ("[" * 5000, "no JSON"),
        ("[1]", "no JSON object"),
        ('{"id": "X"}', "neither id, docid nor docId"),
        (json.dumps(VIEW | {"paragraphs": "one"}), "must be a list of objects"),
        (json.dumps(VIEW | {"paragraphs": [1]}), "must be a list of objects"),
        (json.dumps(VIEW | {"symbol": ["CCPR"]}), "“symbol” must be text"),
        (json.dumps(VIEW | {"docId": "", "symbol": "///"}), "no code of an instrument"),
        (json.dumps(JUDGMENT | {"lang": "Spanish"}), "no language"),
        (json.dumps(provision("5", "")), "no words"),
        (json.dumps(provision("5", {"a": 1})), "must be text"),
        (json.dumps(provision("5", "x", lang="English")), "no language"),
        (json.dumps(provision("5", "x", instrument_title="")), "has no title"),
        (json.dumps(provision("5", "x", instrument="../etc")), "no code"),
        (json.dumps(provision("5", "x", id="OTHER.1.en")), "does not begin with CRX"),
        (json.dumps(provision("5", "x", in_force_from="soon")), "no day"),
        (
            json.dumps(provision("5", "x", in_force_from="2020-01-01", in_force_to="2019-01-01")),
            "out of force before",
        ),
        (json.dumps(LINES[1]), "stands on line 1 already"),
    ],
)
def test_a_broken_line_is_named_with_its_number(line, says):
    data = json.dumps(LINES[1]).encode() + b"\n\n" + line.encode()
    [problem] = read_standards("file.jsonl", data, About()).problems
    assert problem.line == 3
    assert says in problem.sentence
    assert str(problem).startswith("file.jsonl, line 3: ")


def test_gzip_is_unpacked_and_a_bomb_is_refused(monkeypatch):
    assert read_standards("x.gz", gzip.compress(jsonl(*LINES)), About()).texts
    monkeypatch.setattr("tequio.apps.library.standards.shapes.MOST_UNPACKED", 1000)
    with pytest.raises(FileNotStandards, match="unpacks to more"):
        read_standards("x.gz", gzip.compress(b"{" * 100_000), About())
    with pytest.raises(FileNotStandards, match="damaged"):
        read_standards("x.gz", gzip.compress(b"{}")[:-9] + b"x" * 9, About())


def test_akoma_ntoso_gives_articles_and_paragraphs():
    sheet = read_standards("law.xml", AKOMA.encode(), About())
    law = sheet.instruments["LGD"]
    assert (law.kind, law.country, law.titles) == ("law", "MX", {"es": "Ley General del Descanso"})
    assert [(t.key, t.heading, t.words) for t in sheet.texts] == [
        ("LGD.1", "Objeto", "La siesta es un derecho."),
        ("LGD.2bis.1", "", "Sin ruido."),
        ("LGD.2bis.2", "", "Se prohíbe:\na) gritar;\nb) cantar."),
    ]


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso>&b;</akomaNtoso>', "document type"),
        ("<akomaNtoso><act>", "broken"),
        ("<akomaNtoso/>", "no Akoma Ntoso"),
        ("<other><act/></other>", "no Akoma Ntoso"),
        ("<akomaNtoso>" + "<a>" * 200 + "</a>" * 200 + "</akomaNtoso>", "nested"),
        (AKOMA.replace("LGD", ""), "--instrument"),
    ],
)
def test_broken_and_hostile_xml_is_refused(xml, says):
    with pytest.raises(FileNotStandards, match=says):
        read_standards("law.xml", xml.encode(), About())


def test_html_is_parted_into_articles_that_count_up():
    sheet = read_standards("law.html", HTML.encode(), About(instrument="LD", kind="law"))
    assert [t.key for t in sheet.texts] == ["LD.1", "LD.2", "LD.3"]
    assert sheet.texts[0].words.startswith("Toda persona puede dormir")
    assert "Artículo 9 de otra ley" in sheet.texts[2].words
    assert sheet.instruments["LD"].titles == {"es": "Ley del Descanso"}


def test_numbered_paragraphs_of_a_decision():
    body = "".join(f"<p>{n}. The Court considers that point {n} of sleep matters.</p>" for n in range(1, 6))
    sheet = read_standards(
        "j.html",
        f"<html><body>{body}</body></html>".encode(),
        About(instrument="IACTHR.C999", kind="judgment", language="en"),
    )
    assert [(t.key, t.kind) for t in sheet.texts][:2] == [
        ("IACTHR.C999.1", "paragraph"),
        ("IACTHR.C999.2", "paragraph"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "about", "says"),
    [
        ("empty.jsonl", b" \n", About(), "empty"),
        ("latin.jsonl", '{"id": "ñ"}'.encode("latin-1"), About(), "UTF-8"),
        ("law.html", HTML.encode(), About(), "--instrument"),
        (
            "plain.txt",
            b"A few words about nothing in particular, and no article.",
            About(instrument="X"),
            "fewer than",
        ),
        ("cut.pdf", b"%PDF-1.7 cut", About(instrument="X"), "cut.pdf"),
    ],
)
def test_files_in_no_shape_are_refused_with_a_sentence(name, data, about, says):
    with pytest.raises(FileNotStandards, match=says):
        read_standards(name, data, about)


def test_numbers_are_put_in_a_readers_order():
    numbers = ["10", "2.10", "2.2", "8bis", "8", "preamble", "1", "9"]
    assert sorted(numbers, key=natural_order) == ["preamble", "1", "2.2", "2.10", "8", "8bis", "9", "10"]
