"""A condition on thousands of keys as one parameter: Django's `in` makes a parameter, and time, of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Lookup


class Among(Lookup[Any]):
    """A column is one of many keys: `filter(Among("commitment_id", keys))`."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: str, keys: Sequence[int]) -> None:
        """Compare a column, named as in `F`, with keys."""
        super().__init__(F(column), list(keys))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Hand the keys over as an array, in the way of each database."""
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", [*params, self.rhs]
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]
