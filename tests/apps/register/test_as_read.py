"""Source words as a page writes them."""

import pytest

from tequio.apps.register.templatetags.as_read import with_action

QUIET = '<span class="quiet">{}</span>'


@pytest.mark.engine
@pytest.mark.parametrize(
    ("words", "action", "expected"),
    [
        ("They agreed to meet.", "meet", QUIET.format("They agreed to ") + "meet" + QUIET.format(".")),
        ("meet", "meet", "meet"),
        ("They agreed to\u00a0meet.", "dance", "They agreed to\u00a0meet."),
        ("A <b> & C", "C", QUIET.format("A &lt;b&gt; &amp; ") + "C" + QUIET.format("")),
        ("Anything", "", "Anything"),
    ],
)
def test_everything_but_the_action_is_quieter(words, action, expected):
    assert with_action(words, action) == expected
