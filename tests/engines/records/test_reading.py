"""Rows of other systems as records."""

import pytest

from tequio.engines.records import (
    KNOWN,
    NotMapped,
    Record,
    Row,
    RowLeftOut,
    RowProblem,
    Shape,
    adapted,
    proposed,
    read_records,
    shape_from,
)

UHRI_ROW = {
    "AnnotationId": "a-1",
    "Symbol": "CAT/C/MEX/CO/7",
    "Text": " Ensure \n that … ",
    "DocumentId": "d-1",
    "PublicationDate": "2019-07-24T00:00:00",
    "AnnotationType": "- Recommendations",
    "Countries": ["Mexico"],
    "AffectedPersons": ["- Children", "- Children", "- Women & girls"],
    "Themes": ["- Prohibition of torture & ill-treatment (including cruel, inhuman or degrading treatment)"],
    "Sdgs": "16 - PEACE, JUSTICE AND STRONG INSTITUTIONS",
    "Regions": ["x"],
    "Body": "- CAT",
}
UPR_ROW = {
    "id": "UPR000001",
    "session": "5",
    "state_under_review": "Mexico",
    "recommending_state": "Austria",
    "response": "Accepted",
    "action_category": "5",
    "issues": "Rights of the Child; Women's rights",
    "text": "Ratify it.",
}


def read(values, shape):
    return next(read_records([Row(7, values)], shape))


def test_a_record_of_the_index_of_ohchr():
    assert read(UHRI_ROW, KNOWN["uhri"]) == Record(
        number=7,
        key="a-1",
        text="Ensure that …",
        states=("Mexico",),
        body="CAT",
        document="CAT/C/MEX/CO/7",
        date="2019-07-24",
        topics=(
            (
                "themes",
                "Prohibition of torture & ill-treatment (including cruel, inhuman or degrading treatment)",
            ),
            ("groups", "Children"),
            ("groups", "Women & girls"),
            ("sdgs", "16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"),
        ),
    )


def test_a_row_of_upr_info():
    assert read(UPR_ROW, KNOWN["upr-info"]) == Record(
        number=7,
        key="UPR000001",
        text="Ratify it.",
        states=("Mexico",),
        askers=("Austria",),
        body="UPR",
        session=5,
        answer="supported",
        topics=(
            ("issues", "Rights of the Child"),
            ("issues", "Women's rights"),
            ("action_categories", "5"),
        ),
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"AnnotationType": "- Concerns/Observations"}, RowLeftOut(7, "Concerns/Observations")),
        ({"Text": "  "}, RowProblem(7, "no words of a recommendation")),
        ({"Text": "x" * 20_001}, RowProblem(7, "20001 characters are no single recommendation")),
        (
            {"PublicationDate": "03/04/2008"},
            RowProblem(7, "“03/04/2008” may be two days; write it as 2008-05-23"),
        ),
        (
            {"Text": {"en": "Ensure that …"}},
            RowProblem(7, "“Text” holds fields of its own where words are expected"),
        ),
        (
            {"Countries": [["Mexico"]]},
            RowProblem(7, "“Countries” holds fields of its own where words are expected"),
        ),
        ({"AnnotationId": "k" * 201}, RowProblem(7, "the identifier has more than 200 characters")),
    ],
)
def test_a_row_that_is_not_taken_says_why(change, expected):
    assert read({**UHRI_ROW, **change}, KNOWN["uhri"]) == expected


def test_a_row_without_a_key_has_one_by_its_content():
    one, same, other = (
        read({**UHRI_ROW, "AnnotationId": None, "Text": text}, KNOWN["uhri"]) for text in ("a", "a", "b")
    )
    assert one.key == same.key != other.key


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (list(UPR_ROW), dict(KNOWN["upr-info"].columns)),
        (
            ["folio", "Recomendación", "País", "Fecha"],
            {"key": "folio", "text": "Recomendación", "states": "País", "date": "Fecha"},
        ),
        (
            ["No.", "Texto", "Órgano", "Símbolo"],
            {"key": "No.", "text": "Texto", "body": "Órgano", "document": "Símbolo"},
        ),
        (["a", "b"], {}),
    ],
)
def test_the_columns_of_a_table_are_proposed_by_their_names(header, expected):
    assert dict(proposed(header).columns) == expected


def test_columns_are_found_whatever_their_capitals():
    assert adapted(KNOWN["uhri"], ["text", "ANNOTATIONID"]).columns == {"key": "ANNOTATIONID", "text": "text"}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"text": "a", "colour": "b"}, "no field “colour”"),
        ({"key": "a"}, "no column for the words"),
        ({"text": ["a"]}, "no name of a column for “text”"),
        ({"text": "a", "settings": 3}, "no name of a column for “settings”"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(mapping, said):
    with pytest.raises(NotMapped, match=said):
        shape_from(mapping, "table")


def test_a_mapping_without_its_column_is_refused():
    with pytest.raises(NotMapped, match="no column “Texto”"):
        list(read_records([Row(2, {"a": "b"})], Shape("table", {"text": "Texto"})))
