"""Citations as each style writes them."""

import json
import re
from datetime import date

import pytest

from tequio.engines.citation import (
    LANGUAGES,
    STYLES,
    DocumentRecord,
    InstrumentRecord,
    JudgmentRecord,
    LanguageIsUnknown,
    ListIsWrong,
    StyleIsUnknown,
    describe,
    format,
    parse,
    read_instruments,
    resolve,
    shipped,
)

pytestmark = pytest.mark.engine
KNOWN = shipped()


@pytest.mark.parametrize(
    ("citation", "style", "language", "written"),
    [
        ("PIDCP", "mx", "es", "Pacto Internacional de Derechos Civiles y Políticos."),
        ("art. 8.2.h CADH", "mx", "es", "Artículo 8, párrafo 2, inciso h), de la Convención Americana sobre Derechos Humanos."),
        ("art. 1 párrafo 3 CPEUM", "mx", "es", "Artículo 1, párrafo 3, de la Constitución Política de los Estados Unidos Mexicanos."),
        ("20.B.II CPEUM", "mx", "es", "Artículo 20, apartado B, fracción II, de la Constitución Política de los Estados Unidos Mexicanos."),
        ("regla 43 Reglas de Bangkok", "mx", "en", "Rule 43 of the United Nations Rules for the Treatment of Women Prisoners and Non-custodial Measures for Women Offenders (the Bangkok Rules)."),
        ("Serie C No. 209 párr. 139", "mx", "es", "Corte IDH. Caso Radilla Pacheco Vs. México. Excepciones Preliminares, Fondo, Reparaciones y Costas. Sentencia de 23 de noviembre de 2009. Serie C No. 209, párr. 139."),
        ("Serie C No. 209 párr. 139", "mx", "en", "Inter-American Court of Human Rights. Case of Radilla Pacheco v. Mexico. Preliminary Objections, Merits, Reparations and Costs. Judgment of November 23, 2009. Series C No. 209, para. 139."),
        ("OC-23/17", "mx", "es", "Corte IDH. Medio ambiente y derechos humanos. Opinión Consultiva OC-23/17. Serie A No. 23."),
        ("CRC/C/GC/25 ¶12", "mx", "es", "Comité de los Derechos del Niño. Observación general núm. 25. CRC/C/GC/25, 2021, párr. 12."),
        ("CEDAW GR 35", "mx", "es", "Comité para la Eliminación de la Discriminación contra la Mujer. Recomendación general núm. 35. CEDAW/C/GC/35, 2017."),
        ("Informe No. 55/97, Caso 11.137", "mx", "es", "Comisión Interamericana de Derechos Humanos. Informe No. 55/97. Caso 11.137."),
        ("A/HRC/27/8, para. 148.3", "mx", "es", "A/HRC/27/8, párr. 148.3."),
        ("ICCPR 14(3)(g)", "oscola", "en", "International Covenant on Civil and Political Rights (adopted 16 December 1966, entered into force 23 March 1976) 999 UNTS 171 (ICCPR) art 14(3)(g)"),
        ("UNDRIP 19", "oscola", "en", "United Nations Declaration on the Rights of Indigenous Peoples (adopted 13 September 2007) UN Doc A/RES/61/295 (UNDRIP) art 19"),
        ("Serie C 209 párr. 139", "oscola", "en", "Radilla Pacheco v Mexico (Preliminary Objections, Merits, Reparations and Costs), Inter-American Court of Human Rights Series C No 209 (23 November 2009) [139]"),
        ("CRC/C/GC/25 ¶12", "oscola", "en", "Committee on the Rights of the Child, ‘General comment No. 25’ (2021) UN Doc CRC/C/GC/25, para 12"),
        ("no. 33401/02, § 128", "oscola", "en", "App no 33401/02 (European Court of Human Rights) [128]"),
        ("ICCPR 14(3)(g)", "bluebook", "en", "International Covenant on Civil and Political Rights art. 14(3)(g), Dec. 16, 1966, 999 U.N.T.S. 171."),
        ("Serie C 209 párr. 139", "bluebook", "en", "Radilla Pacheco v. Mexico, Preliminary Objections, Merits, Reparations and Costs, Judgment, Inter-Am. Ct. H.R. (ser. C) No. 209, ¶ 139 (Nov. 23, 2009)."),
        ("OC-18/03, para. 101", "bluebook", "en", "Juridical condition and rights of undocumented migrants, Advisory Opinion OC-18/03, Inter-Am. Ct. H.R. (ser. A) No. 18, ¶ 101."),
        ("CRC/C/GC/25 ¶12", "bluebook", "en", "Committee on the Rights of the Child, General comment No. 25, ¶ 12, U.N. Doc. CRC/C/GC/25 (2021)."),
    ],
)  # fmt: skip
def test_a_citation_in_a_style(citation, style, language, written):
    (found,) = parse(citation, KNOWN)
    assert format(describe(found, KNOWN), style, language) == written


TREATY = InstrumentRecord(
    key="X_Y",
    titles={"es": "Tratado 50% de “A & B” {c} #1 \\ $2 ^~_"},
    article="3",
    parts=("2", "a"),
    adopted=date(2001, 2, 3),
    series="12 UNTS 34",
    address="https://example.org/a_b%20c#d e{f}",
    accessed=date(2026, 1, 2),
)


def test_bibtex_is_escaped_and_its_braces_match():
    entry = format(TREATY, "bibtex", "es")
    assert entry.startswith("@misc{x-y-3-2-a,\n")
    assert (
        r"{{Tratado 50\% de “A \& B” \{c\} \#1 \textbackslash{} \$2 \textasciicircum{}\textasciitilde{}\_}}"
        in entry
    )
    assert "url = {https://example.org/a_b%20c#d%20e%7Bf%7D}" in entry
    assert "urldate = {2026-01-02}" in entry
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")


def test_csl_has_the_parts_of_a_treaty():
    (item,) = json.loads(format(TREATY, "csl", "en"))
    assert item["type"] == "treaty"
    assert (item["volume"], item["container-title"], item["page"]) == ("12", "UNTS", "34")
    assert item["issued"] == {"date-parts": [[2001, 2, 3]]}
    assert item["accessed"] == {"date-parts": [[2026, 1, 2]]}
    assert item["note"] == "article 3(2)(a)"


@pytest.mark.parametrize(
    ("style", "ending"),
    [
        ("mx", ". Disponible en: https://example.org/j (consultado el 2 de enero de 2026)."),
        ("oscola", " <https://example.org/j> consultado 2 de enero de 2026"),
        ("bluebook", ", https://example.org/j (last visited Jan. 2, 2026)."),
    ],
)
def test_an_address_is_given_with_its_day(style, ending):
    record = JudgmentRecord(
        court={"en": "Court"},
        titles={"en": "A v. B"},
        address="https://example.org/j",
        accessed=date(2026, 1, 2),
    )
    assert format(record, style, "es").endswith(ending)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "record",
    [
        InstrumentRecord(key="X", titles={}),
        JudgmentRecord(court={}, titles={}),
        DocumentRecord(),
        DocumentRecord(symbol="A/1\n\x00", titles={"fr": "Tout\nva"}),
    ],
)
def test_what_is_not_known_is_left_out(record, style, language):
    written = format(record, style, language)
    assert "None" not in written
    assert "\x00" not in written
    if style in {"mx", "oscola", "bluebook"}:
        assert "\n" not in written


def test_every_shipped_thing_is_written_in_every_style():
    for key in KNOWN.instruments:
        (citation,) = parse(f"{key}.1", KNOWN)
        assert resolve(citation, KNOWN).id == f"{key}.1"
        for style in STYLES:
            assert format(describe(citation, KNOWN), style, "es")
    for number, case in KNOWN.cases.items():
        (citation,) = parse(f"Serie C No. {number[1:]}", KNOWN)
        assert case.titles["en"] in format(describe(citation, KNOWN), "oscola", "en")


def test_an_unknown_style_or_language_is_refused():
    with pytest.raises(StyleIsUnknown, match="no citation style apa"):
        format(TREATY, "apa", "es")
    with pytest.raises(LanguageIsUnknown, match="not in fr"):
        format(TREATY, "mx", "fr")


@pytest.mark.parametrize("written", ["[", '[X]\nes = "a"', '[X]\nes = "a"\nen = "b"\nkind = "poem"', "X = 3"])
def test_a_damaged_list_is_refused(written):
    with pytest.raises(ListIsWrong):
        read_instruments(written)
