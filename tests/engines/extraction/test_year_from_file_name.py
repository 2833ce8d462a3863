"""A year that the words leave out may come from the file's name, and is then named as such."""

import pytest
from reading_texts import text_of

from tequio.engines.extraction import extract

pytestmark = pytest.mark.engine

NO_YEAR = "The 6th edition of the Dialogue between the EU and Mexico was held on 20 and 21 June in Brussels."
WITH_YEAR = NO_YEAR.replace("June", "June 2016")
NOTHING = "Mexico agreed to ratify the Protocol."


@pytest.mark.parametrize(
    ("words", "file_name", "date", "source"),
    [
        (NO_YEAR, "", None, None),
        (NO_YEAR, "000_1114ac4ebca9e68d.txt", None, None),
        (NO_YEAR, "dialogue_2016.txt", "2016-06-20", "file name"),
        (NO_YEAR, "2016-07-01 dialogue.txt", "2016-06-20", "file name"),
        (NO_YEAR, "2017-01-09 dialogue.txt", "2016-06-20", "file name"),  # the last June before that day
        (NO_YEAR, "from_2015_to_2016.txt", None, None),
        (NO_YEAR, "case 3016.txt", None, None),
        (NO_YEAR, "2016-13-45.txt", "2016-06-20", "file name"),
        (WITH_YEAR, "minutes_2020.txt", "2016-06-20", None),  # the words go before the name
        (NOTHING, "minutes_2020.txt", None, None),  # a name dates no meeting that the words do not report
        ("", "2020.txt", None, None),
    ],
)
def test_where_the_year_comes_from(words, file_name, date, source):
    meeting = extract(text_of(words), file_name).meeting
    assert (meeting.date_start, meeting.date_source) == (date, source)
