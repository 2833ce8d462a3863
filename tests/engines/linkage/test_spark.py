"""The same links on Spark, in two executors; skipped where pyspark or Java is absent, as in the ordinary run."""

import shutil

import pytest
from linkage_spark import differences, session
from spanish_names import TRYING, two_lists

from tequio.engines.linkage import Field, ListSettings, Settings, link_records

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def spark():
    for name in ("pyspark", "pandas", "pyarrow"):
        pytest.importorskip(name, reason=f"{name} is not installed; Tequio does without it.")
    if not shutil.which("java"):
        pytest.skip("There is no Java on this machine; Spark needs version 17 or later.")
    started = session()
    yield started
    started.stop()


@pytest.mark.parametrize("duplicates", [False, True])
def test_spark_gives_the_same_linkage(spark, duplicates):
    from tequio.engines.linkage.spark import link_on_spark  # noqa: PLC0415  needs pyspark

    first, second = two_lists(TRYING, size=300, shared=150, rules=8)
    lists = {"a": first, "b": second}
    parts = {"given": "given", "paternal": "paternal", "maternal": "maternal"}
    settings = Settings(
        (
            Field("name", "person", {name: dict(parts) for name in lists}),
            Field("birth", "birth", {name: {"year": "year"} for name in lists}),
            Field("place", "place", {name: {"state": "state"} for name in lists}),
        ),
        {name: ListSettings("id", duplicates) for name in lists},
    )
    one, other = link_records(lists, settings, draws=3), link_on_spark(lists, settings, spark, draws=3)
    assert differences(one, other) == []
