"""The command `tequio cite`, as it is started."""

import json

import pytest

from tequio.cli.main import run

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["art. 14.3.g PIDCP"], "Artículo 14, párrafo 3, inciso g), del Pacto Internacional de Derechos Civiles y Políticos.\n"),
        (["art. 14.3.g PIDCP", "--language", "en"], "Article 14(3)(g) of the International Covenant on Civil and Political Rights.\n"),
        (["CRC/C/GC/25 ¶12", "--ids"], "CRC.GC25.12\n"),
        (["arts. 8 y 25 CADH", "--ids"], "ACHR.8\nACHR.25\n"),
        (
            ["Radilla Pacheco v Mexico [139]", "--style", "oscola", "--language", "en"],
            "Radilla Pacheco v Mexico (Preliminary Objections, Merits, Reparations and Costs), Inter-American Court of Human"
            " Rights Series C No 209 (23 November 2009) [139]\n",
        ),
    ],
)  # fmt: skip
def test_a_citation_is_written(capsys, arguments, written):
    assert run(["cite", *arguments]) == 0
    assert capsys.readouterr().out == written


def test_several_citations_are_one_array_of_csl(capsys):
    assert run(["cite", "arts. 8 y 25 CADH", "--style", "csl"]) == 0
    items = json.loads(capsys.readouterr().out)
    assert [item["note"] for item in items] == ["artículo 8", "artículo 25"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["PIDCP 54"], "tequio: El PIDCP tiene 53 artículos.\n"),
        (["PIDCP 54", "--language", "en"], "tequio: ICCPR has 53 articles.\n"),
        (["art. 7 y 54 PIDCP"], "tequio: El PIDCP tiene 53 artículos.\n"),
        ([""], "tequio: «» no se lee como una cita; escriba, por ejemplo, «art. 14.3 PIDCP».\n"),
        (["art. 7 PIDCP", "--style", "apa"], None),
        (["art. 7 PIDCP", "--language", "fr"], None),
        (["hola\x00\x1b[31m" * 900], None),
    ],
)
def test_what_cannot_be_cited_gets_one_sentence(capsys, arguments, sentence):
    assert run(["cite", *arguments]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.count("\n") == 1
    assert "\x1b" not in streams.err
    assert sentence in (None, streams.err)
