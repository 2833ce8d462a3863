"""A thesaurus from other files: read, refused when broken, compared otherwise, written as SKOS."""

from pathlib import Path

import pytest

from tequio.engines.retrieval.thesaurus import (
    NORMALISERS,
    RelationIsWrong,
    ShardIsWrong,
    ThesaurusError,
    load,
)
from tequio.engines.retrieval.thesaurus.words import singular_en, singular_es, words_of

pytestmark = pytest.mark.engine
HEADER = "id\tbroader\trelated\tes\tes_other\ten\ten_other\n"
PRISON = "prison\t\t\tcárcel\tprisión|bote\tprison\tjail\n"
CELL = "cell\tprison\tvisits\tcelda\t\tcell\t\n"
VISITS = "visits\tprison\t\tvisita \"íntima\"\t=VF\tconjugal visit\t=CV\n"  # fmt: skip


def shard(folder: Path, *lines: str, header: str = HEADER) -> Path:
    (folder / "one.tsv").write_text(header + "".join(lines), encoding="utf-8")
    return folder


def test_relations_are_completed(tmp_path: Path) -> None:
    thesaurus = load(shard(tmp_path, PRISON, CELL, VISITS))
    assert thesaurus["prison"].narrower == ("cell", "visits")
    assert thesaurus["visits"].related == ("cell",)
    assert thesaurus["prison"].labels == {"es": ("cárcel", "prisión", "bote"), "en": ("prison", "jail")}
    assert len(thesaurus) == 3


def test_several_files_are_one_thesaurus(tmp_path: Path) -> None:
    shard(tmp_path, PRISON)
    (tmp_path / "two.tsv").write_text(HEADER + CELL + VISITS, encoding="utf-8")
    assert load(tmp_path)["cell"].broader == ("prison",)


def test_a_label_marked_exact_is_found_only_as_written(tmp_path: Path) -> None:
    thesaurus = load(shard(tmp_path, PRISON, CELL, VISITS))
    assert thesaurus["visits"].exact == {"VF", "CV"}
    assert [match.label for match in thesaurus.match("VF vf Vf, un CV", "es")] == ["VF"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("prison\t\t\tcárcel\t\tprison\n",), "one.tsv, line 2: seven columns"),
        (("prison\t\t\t\t\tprison\t\n",), "one.tsv, line 2: seven columns"),
        ((PRISON, "\n"), "one.tsv, line 3: seven columns"),
        ((PRISON, PRISON), "one.tsv, line 3: the id prison is taken already"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(ShardIsWrong, match=says):
        load(shard(tmp_path, *lines))


@pytest.mark.parametrize("header", ["", "id\tes\ten\n"])
def test_a_file_without_its_header_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(ShardIsWrong, match=r"one\.tsv: the first line must name the columns"):
        load(shard(tmp_path, PRISON if header else "", header=header))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((CELL,), "cell: there is no other concept prison"),
        ((PRISON, CELL), "cell: there is no other concept visits"),
        (("a\ta\t\ta\t\ta\t\n",), "a: there is no other concept a"),
        (("a\tb\t\ta\t\ta\t\n", "b\ta\t\tb\t\tb\t\n"), "a is broader than itself: a > b > a"),
    ],
)
def test_a_broken_relation_is_named(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(RelationIsWrong, match=says):
        load(shard(tmp_path, *lines))


def test_all_errors_have_one_root() -> None:
    assert issubclass(ShardIsWrong, ThesaurusError)
    assert issubclass(RelationIsWrong, ThesaurusError)


def test_another_normaliser_serves_labels_and_texts(tmp_path: Path) -> None:
    folder = shard(tmp_path, PRISON)
    assert not load(folder).match("encarcelado en carc.", "es")
    cut = load(folder, {**NORMALISERS, "es": lambda word: word[:4]})
    assert [match.concept for match in cut.match("un carcelero", "es")] == ["prison"]


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("desaparicion", "desapariciones"), "desaparicion"),
        (("detenido", "detenida", "detenidos", "detenidas"), "detenido"),
        (("juez", "jueza", "jueces", "juezas"), "juez"),
        (("defensor", "defensora", "defensores", "defensoras"), "defensor"),
        (("ley", "leyes"), "ley"),
        (("parte", "partes"), "part"),
        (("trata",), "trata"),
        (("trato", "tratos"), "trato"),
        (("mes",), "mes"),
    ],
)
def test_spanish_forms_of_one_word(words: tuple[str, ...], form: str) -> None:
    assert {singular_es(word) for word in words} == {form}


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("body", "bodies"), "body"),
        (("woman", "women"), "woman"),
        (("child", "children"), "child"),
        (("process", "processes"), "process"),
        (("labour", "labor"), "labor"),
        (("criminalisation", "criminalization"), "criminalization"),
        (("defence", "defense", "defences"), "defense"),
        (("bias",), "bias"),
        (("crisis",), "crisis"),
        (("virus",), "virus"),
    ],
)
def test_english_forms_of_one_word(words: tuple[str, ...], form: str) -> None:
    assert {singular_en(word) for word in words} == {form}


def test_words_know_their_phrase() -> None:
    text = "Art. 7 del PIDCP. Nadie será torturado; ni DD.HH."
    assert [(word.folded, word.phrase) for word in words_of(text)] == [
        ("art", 0), ("7", 0), ("del", 0), ("pidcp", 0), ("nadie", 1), ("sera", 1), ("torturado", 1),
        ("ni", 2), ("dd", 2), ("hh", 2),
    ]  # fmt: skip


def test_skos_in_turtle(tmp_path: Path) -> None:
    thesaurus = load(shard(tmp_path, PRISON, CELL, VISITS))
    assert thesaurus.to_skos("https://example.org/terms") == (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "<https://example.org/terms> a skos:ConceptScheme .\n"
        "\n"
        "<https://example.org/terms:prison> a skos:Concept ;\n"
        "    skos:inScheme <https://example.org/terms> ;\n"
        "    skos:topConceptOf <https://example.org/terms> ;\n"
        '    skos:prefLabel "cárcel"@es ;\n'
        '    skos:altLabel "prisión"@es ;\n'
        '    skos:altLabel "bote"@es ;\n'
        '    skos:prefLabel "prison"@en ;\n'
        '    skos:altLabel "jail"@en ;\n'
        "    skos:narrower <https://example.org/terms:cell> ;\n"
        "    skos:narrower <https://example.org/terms:visits> .\n"
        "\n"
        "<https://example.org/terms:cell> a skos:Concept ;\n"
        "    skos:inScheme <https://example.org/terms> ;\n"
        '    skos:prefLabel "celda"@es ;\n'
        '    skos:prefLabel "cell"@en ;\n'
        "    skos:broader <https://example.org/terms:prison> ;\n"
        "    skos:related <https://example.org/terms:visits> .\n"
        "\n"
        "<https://example.org/terms:visits> a skos:Concept ;\n"
        "    skos:inScheme <https://example.org/terms> ;\n"
        '    skos:prefLabel "visita \\"íntima\\""@es ;\n'
        '    skos:altLabel "VF"@es ;\n'
        '    skos:prefLabel "conjugal visit"@en ;\n'
        '    skos:altLabel "CV"@en ;\n'
        "    skos:broader <https://example.org/terms:prison> ;\n"
        "    skos:related <https://example.org/terms:cell> .\n"
    )


def test_the_shipped_thesaurus_can_be_written() -> None:
    thesaurus = load()
    written = thesaurus.to_skos()
    assert written.count(" a skos:Concept ;") == len(thesaurus)
    assert written.count("skos:prefLabel") == 2 * len(thesaurus)
