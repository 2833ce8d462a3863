"""Matrices of recommendations by theme and institution as XLSX: filled offline, sent back, taken in."""

from tequio.apps.register.matrices.errors import MatrixIsRefused
from tequio.apps.register.matrices.returning import Change, Outcome, RowRefused, read_matrix, take_in_matrix
from tequio.apps.register.matrices.writing import write_matrix

__all__ = [
    "Change",
    "MatrixIsRefused",
    "Outcome",
    "RowRefused",
    "read_matrix",
    "take_in_matrix",
    "write_matrix",
]
