"""Which language a passage is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tequio.engines.reading.formats import parse
from tequio.engines.reading.language import detect_language

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("passage", "language"),
    [
        ("The parties agreed to publish the report before the end of the year.", "en"),
        ("Share the list of focal points.", "en"),
        ("Las partes acordaron publicar el informe antes de que termine el año.", "es"),
        ("México se compromete a presentar su informe sobre el protocolo.", "es"),
        ("Les parties sont convenues de publier le rapport avant la fin de l'année.", "fr"),
        ("As partes acordaram publicar o relatório antes do fim do ano.", "pt"),
        ("Die Parteien haben vereinbart, den Bericht vor dem Ende des Jahres zu veröffentlichen.", "de"),
        ("Le parti hanno concordato di pubblicare il rapporto prima della fine dell'anno.", "it"),
        ("Les parts van acordar publicar l'informe abans que acabi l'any, i també les seves mesures.", "ca"),
        ("De partijen zijn overeengekomen om het verslag voor het einde van het jaar te publiceren.", "nl"),
        ("Стороны договорились опубликовать доклад до конца года.", "ru"),
        ("Сторони домовилися опублікувати доповідь до кінця року, її і їхні заходи.", "uk"),
        ("اتفق الطرفان على نشر التقرير قبل نهاية العام.", "ar"),
        ("双方同意在年底前公布报告。", "zh"),
        ("両国は年末までに報告書を公表することで合意した。", "ja"),
        ("양측은 연말까지 보고서를 발표하기로 합의했다.", "ko"),
    ],
)
def test_language_is_named(passage: str, language: str) -> None:
    assert detect_language(passage) == language


@pytest.mark.parametrize(
    "passage",
    [
        "",
        "2024",
        "Brussels",
        "A/HRC/59/15",
        "c00 c01",
        "México–UE",
        "Freya Jackson",
        "— — —",
        "123 456",
        "OK",
        "de la",
    ],
)
def test_too_few_words_are_not_guessed(passage: str) -> None:
    assert detect_language(passage) is None


@pytest.mark.parametrize(
    "passage",
    [
        "Tlen mochi tlakamej tlakatij uan moskaltiaj ika tlatlepanitalistli uan tekiuajyotl.",  # Nahuatl
        "Watu wote wamezaliwa huru, hadhi na haki zao ni sawa.",  # Swahili
    ],
)
def test_a_language_that_is_not_known_is_not_given_another_name(passage: str) -> None:
    assert detect_language(passage) is None


def test_a_long_text_costs_no_more_than_its_first_part() -> None:
    assert detect_language("The parties agreed to meet in the city. " * 100_000) == "en"


@pytest.mark.corpus
def test_corpus_documents_are_in_the_language_of_the_index(corpus: Path) -> None:
    rows = [line.split("\t") for line in (corpus / "INDEX.tsv").read_text(encoding="utf-8").splitlines()]
    at = rows[0].index("language")
    wrong = [
        (row[0], found)
        for row in rows[1:]
        if (found := parse((corpus / "statements" / row[0]).read_bytes(), row[0]).language) != row[at]
    ]
    assert wrong == []
