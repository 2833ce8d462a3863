"""What can be wrong with a table, a setting or a model of multiple systems estimation."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from tequio.engines.estimation.wording import Saying, saying


class EstimationError(ValueError):
    """Something about an estimate cannot be done; `str` says it in English, `say` in either language.

    Args:
        key: of the sentence in `words`.
        values: what fills its braces.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.why: Saying = saying(key, **values)
        super().__init__(str(self.why))

    def say(self, language: str = "es") -> str:
        """Give the sentence in a language, "es" or "en"."""
        return self.why.say(language)


class TableIsWrong(EstimationError):
    """A table of capture histories cannot be read, or holds what no table can hold."""


class FileIsEmpty(TableIsWrong):
    """The file holds no heading or no row."""


class FileIsNotText(TableIsWrong):
    """The file is not UTF-8, or was damaged on its way through another encoding."""


class ColumnIsWrong(TableIsWrong):
    """A column is missing, has no name, or the name of another."""


class RowIsWrong(TableIsWrong):
    """A row has too many cells, too few, or one under a list that is neither 0 nor 1."""


class CountIsWrong(TableIsWrong):
    """A count is missing, negative, fractional, no number, or beyond any population."""


class HistoryIsRepeated(TableIsWrong):
    """The same history stands twice."""


class HistoryIsAllZero(TableIsWrong):
    """A history or a record is on no list."""


class TooFewLists(TableIsWrong):
    """There are fewer than two lists."""


class TooManyLists(TableIsWrong):
    """There are more lists than a table, or a method, can hold."""


class ListIsUnknown(TableIsWrong):
    """A list is named that the table does not have."""


class ListIsEmpty(TableIsWrong):
    """A list names nobody, or all of them do."""


class ListIsContained(TableIsWrong):
    """Everybody on one list is on another."""


class ListsDoNotOverlap(TableIsWrong):
    """Nobody is on two lists."""


class MethodDoesNotApply(EstimationError):
    """A method does not take a table of this many lists."""


class SettingIsWrong(EstimationError):
    """A setting is outside what its method takes."""


class ChainsDisagree(EstimationError):
    """The chains of a sampler sit in different places, so that no figure can be read from them."""


class NoModelStands(EstimationError):
    """No model has an estimate on a table: each lacks one or cannot be told from another."""
