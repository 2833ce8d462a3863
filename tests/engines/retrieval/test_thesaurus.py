"""The shipped thesaurus: whole, in both languages, and found in what people write."""

import re
import time

import pytest

from tequio.engines.retrieval.thesaurus import LANGUAGES, LanguageIsUnknown, Match, Thesaurus, load

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return load()


def test_it_has_at_least_1500_concepts_with_labels_in_both_languages(thesaurus: Thesaurus) -> None:
    assert len(thesaurus) >= 1500
    for concept in thesaurus:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.id)
        assert set(concept.labels) == set(LANGUAGES)
        assert all(
            label == " ".join(label.split()) and label for each in concept.labels.values() for label in each
        )


def test_no_label_is_repeated_inside_a_concept(thesaurus: Thesaurus) -> None:
    """A plural, another gender or another preposition is no new label: it is found anyway."""
    for concept in thesaurus:
        for language, labels in concept.labels.items():
            keys = [label if label in concept.exact else thesaurus.key(label, language) for label in labels]
            assert len(set(keys)) == len(keys), (concept.id, language)


def test_every_label_is_found_by_itself(thesaurus: Thesaurus) -> None:
    """No label is empty once the small words are left out, and none is hidden by how words are cut."""
    for concept in thesaurus:
        for language, labels in concept.labels.items():
            for label in labels:
                found = {match.concept for match in thesaurus.match(label, language)}
                assert concept.id in found, (concept.id, language, label, found)


def test_relations_hold_both_ways(thesaurus: Thesaurus) -> None:
    for concept in thesaurus:
        assert concept.id not in (*concept.broader, *concept.related)
        for other in concept.broader:
            assert concept.id in thesaurus[other].narrower
        for other in concept.narrower:
            assert concept.id in thesaurus[other].broader
        for other in concept.related:
            assert concept.id in thesaurus[other].related
        assert not set(concept.related) & {*concept.broader, *concept.narrower}


def test_every_concept_stands_below_a_field(thesaurus: Thesaurus) -> None:
    """Twenty fields or so at the top, and no concept that nobody reaches by going down from one."""
    tops = {concept.id for concept in thesaurus if not concept.broader}
    assert len(tops) <= 25
    reached: set[str] = set()
    waiting = list(tops)
    while waiting:
        concept = waiting.pop()
        if concept not in reached:
            reached.add(concept)
            waiting += thesaurus[concept].narrower
    assert len(reached) == len(thesaurus)


def test_homonyms_are_those_that_were_looked_at(thesaurus: Thesaurus) -> None:
    """A word may mean two things; a new pair is read by a person before it is added here."""
    assert set(thesaurus.homonyms("es").values()) == {
        ("accused-persons", "charge-and-indictment"),
        ("civilians-in-conflict", "disasters"),
        ("corruption", "police-corruption"),
        ("court-secretariat", "icc-organs"),
        ("criminal-complaint", "denunciation-of-treaty"),
        ("detention", "prisoners"),
        ("femicide-investigation", "specialized-prosecutors"),
        ("geneva-conventions", "international-humanitarian-law"),
        ("maquiladora-workers", "women-maquiladora"),
        ("megaprojects", "women-prisoners"),
        ("migration-authority", "migration-policy"),
    }
    assert set(thesaurus.homonyms("en").values()) == {
        ("children-with-imprisoned-mothers", "detention-of-children"),
        ("detention", "prisoners"),
        ("encryption-anonymity", "examination-of-communications"),
        ("geneva-conventions", "international-humanitarian-law"),
        ("sale-of-children", "trafficking-of-children"),
    }


SPANISH = [
    ("a mi hijo lo levantaron unos hombres armados", {"enforced-disappearance", "non-state-armed-groups"}),
    ("fue un levantón", {"enforced-disappearance"}),
    ("Las madres buscadoras hallaron una fosa clandestina",
     {"relatives-of-disappeared", "clandestine-graves"}),
    ("le aplicaron el tehuacanazo y toques eléctricos", {"tehuacanazo", "electric-shocks"}),
    ("le pusieron la bolsa y lo obligaron a firmar", {"asphyxiation-torture", "forced-confession"}),
    ("estuvo ochenta días en arraigo", {"arraigo"}),
    ("lleva años preso sin sentencia", {"length-of-pretrial-detention"}),
    ("la prisión preventiva oficiosa viola la presunción de inocencia",
     {"mandatory-pretrial-detention", "presumption-of-innocence"}),
    ("el coyote los abandonó; otro pollero les cobró más", {"migrant-smuggling"}),
    ("nos cobran piso y la policía pide mordida",
     {"extortion", "law-enforcement", "corruption", "police-corruption"}),
    ("víctima de trata con fines de explotación sexual", {"victims", "sex-trafficking"}),
    ("se trata de personas que esperan", set()),
    ("el padrote la enamoró para prostituirla", {"prostitution-exploitation", "boyfriend-recruitment"}),
    ("derecho al debido proceso y a un juez natural", {"fair-trial", "natural-judge"}),
    ("principio de no devolución", {"non-refoulement"}),
    ("si me regresan me matan", {"sent-back-to-persecutor"}),
    ("la ligaron sin preguntarle después del parto", {"forced-sterilization", "maternal-health"}),
    ("mi marido me pega y no me da la pensión alimenticia", {"domestic-violence", "maintenance-obligations"}),
    ("Feminicidios en Ciudad Juárez: las muertas de Juárez", {"femicide"}),
    ("no nos consultaron sobre la mina a cielo abierto", {"prior-consultation", "mining"}),
    ("usos y costumbres de la comunidad indígena", {"indigenous-jurisdiction", "indigenous-peoples"}),
    ("desplazados por la violencia que tuvieron que huir de su pueblo", {"internally-displaced", "violence"}),
    ("no había intérprete en lengua indígena", {"interpreter-in-court"}),
    ("no hay medicinas en el hospital", {"health-care"}),
    ("me corrieron por embarazada", {"pregnancy-discrimination"}),
    ("mi jefe me acosa", {"sexual-harassment"}),
    ("contrato de protección patronal y sindicato charro", {"protection-contracts"}),
    ("la CIDH otorgó medidas cautelares", {"inter-american-commission", "precautionary-measures"}),
    ("la Corte IDH resolvió contra el Estado", {"inter-american-court"}),
    ("conforme al artículo 14 del PIDCP y al 8 de la CADH", {"iccpr", "achr"}),
    ("el Comité contra la Desaparición Forzada pidió una acción urgente", {"ced-committee", "urgent-action"}),
    ("espionaje a periodistas con Pegasus", {"state-spies-on-journalists", "spyware"}),
    ("niños no acompañados en estaciones migratorias", {"unaccompanied-children", "immigration-detention"}),
    ("jóvenes reclutados a la fuerza como halcones", {"youth", "gangs"}),
    ("las DEFENSORAS del territorio", {"environmental-defenders"}),
    ("matrimonio igualitario", {"same-sex-marriage"}),
    ("violaron su correspondencia", {"correspondence"}),
    ("preso por deudas en el ejercicio fiscal", {"prisoners"}),
    ("=", set()),
    ("", set()),
]  # fmt: skip
ENGLISH = [
    ("He was picked up and never seen again", {"enforced-disappearance"}),
    ("enforced disappearances of migrants", {"disappearance-of-migrants"}),
    ("They were waterboarded? No: waterboarding and electric shocks", {"tehuacanazo", "electric-shocks"}),
    ("a confession obtained under torture", {"evidence-obtained-by-torture"}),
    ("held without charge", set()),
    ("detention without charge", {"arraigo"}),
    ("remand prisoners in overcrowded prisons", {"pretrial-detention", "prison-overcrowding"}),
    ("trafficking of persons is not smuggling of migrants", {"trafficking-in-persons", "migrant-smuggling"}),
    ("right to a fair trial before an impartial tribunal", {"fair-trial", "impartial-tribunal"}),
    ("the principle of non-refoulement", {"non-refoulement"}),
    ("nonderogable", set()),
    ("non-derogable rights in a state of emergency", {"non-derogable-rights", "state-of-emergency"}),
    ("women’s rights", {"women"}),
    ("victims' rights and integral reparation", {"victims-rights", "reparation"}),
    ("free, prior and informed consent", {"free-prior-informed-consent"}),
    ("labor rights of domestic workers", {"labour-rights", "domestic-workers"}),
    ("militarisation of public security", {"militarization"}),
    ("the cat sat", set()),
    ("CAT and OPCAT", {"cat", "opcat"}),
    ("fear of persecution; persecution of a group", {"persecution"}),
    ("families of the disappeared search for missing persons",
     {"relatives-of-disappeared", "search-for-missing"}),
    ("without prejudice to the rights of the child", {"children"}),
    ("a person acting in an official capacity", set()),
    ("the official capacity of the accused; parliamentary immunity", {"accused-persons", "immunities"}),
    ("Universal Periodic Review recommendations", {"universal-periodic-review"}),
    ("juvenile offenders", {"juvenile-justice"}),
    ("living independently", {"independent-living"}),
    ("forced evictions and slums", {"forced-evictions", "informal-settlements"}),
    ("torture.\n\nFair", {"torture"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "concepts"), SPANISH)
def test_concepts_in_spanish(thesaurus: Thesaurus, text: str, concepts: set[str]) -> None:
    assert {match.concept for match in thesaurus.match(text, "es")} == concepts


@pytest.mark.parametrize(("text", "concepts"), ENGLISH)
def test_concepts_in_english(thesaurus: Thesaurus, text: str, concepts: set[str]) -> None:
    assert {match.concept for match in thesaurus.match(text, "en")} == concepts


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("desaparición forzada", "enforced disappearance"),
        ("los levantaron", "forced disappearance"),
        ("toques eléctricos", "electric shocks"),
        ("ejecución extrajudicial", "summary execution"),
        ("tráfico ilícito de migrantes", "migrant smuggling"),
        ("trata de personas", "human trafficking"),
        ("recurso efectivo", "effective remedy"),
        ("vida privada", "privacy"),
        ("ajustes razonables", "reasonable accommodation"),
        ("personas defensoras", "defenders"),
        ("interés superior de la niñez", "best interests of the child"),
        ("EPU", "Universal Periodic Review"),
        ("PIDESC", "ICESCR"),
        ("CIDH", "IACHR"),
    ],
)
def test_one_notion_in_two_languages(thesaurus: Thesaurus, spanish: str, english: str) -> None:
    ours = {match.concept for match in thesaurus.match(spanish, "es")}
    theirs = {match.concept for match in thesaurus.match(english, "en")}
    assert ours & theirs


def test_a_match_says_where_and_by_which_label(thesaurus: Thesaurus) -> None:
    text = "Contra las desapariciones  forzadas y la «Tortura»."
    assert thesaurus.match(text, "es") == [
        Match("enforced-disappearance", 11, 35, "es", "desaparición forzada"),
        Match("torture", 42, 49, "es", "tortura"),
    ]
    assert text[11:35] == "desapariciones  forzadas"


def test_places_are_right_with_accents_written_as_two_characters(thesaurus: Thesaurus) -> None:
    text = "la desaparicio\u0301n forzada"
    (match,) = thesaurus.match(text, "es")
    assert (match.concept, text[match.start : match.end]) == ("enforced-disappearance", text[3:])


def test_without_a_language_both_are_looked_for(thesaurus: Thesaurus) -> None:
    found = thesaurus.match("torture y tortura, habeas corpus")
    assert {(match.language, match.concept) for match in found} == {
        ("en", "torture"),
        ("es", "torture"),
        ("es", "habeas-corpus"),
        ("en", "habeas-corpus"),
    }


def test_another_language_is_refused(thesaurus: Thesaurus) -> None:
    with pytest.raises(LanguageIsUnknown, match="'fr'"):
        thesaurus.match("torture", "fr")


def test_a_label_is_not_found_across_the_end_of_a_phrase(thesaurus: Thesaurus) -> None:
    assert [match.concept for match in thesaurus.match("la desaparición\nforzada", "es")] == [
        "enforced-disappearance"
    ]
    assert [match.label for match in thesaurus.match("su desaparición. Forzada a firmar", "es")] == [
        "desaparición"
    ]


def test_time_grows_with_the_length(thesaurus: Thesaurus) -> None:
    """Four times the text takes about four times as long, also where every word begins a long label."""
    words = "derecho a la " * 6_000

    def seconds(text: str) -> float:
        start = time.process_time()
        thesaurus.match(text, "es")
        return time.process_time() - start

    seconds(words[:1000])
    short = min(seconds(words[: len(words) // 4]) for _ in range(3))
    assert min(seconds(words) for _ in range(3)) < 10 * short


def test_it_is_read_quickly() -> None:
    """The bound is 150 ms of processor time on a desktop; a loaded machine gets room."""

    def seconds() -> float:
        start = time.process_time()
        load()
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.3
