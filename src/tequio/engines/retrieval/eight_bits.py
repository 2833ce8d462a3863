"""Layers of a transformer in eight-bit numbers, for processors that multiply these four at a time.

Weights have one scale a column, kept for good; numbers that come in have a scale and a zero point a row,
taken as they come ("dynamic quantization": Jacob et al., "Quantization and training of neural networks for
efficient integer-arithmetic-only inference", CVPR 2018). So a text has the same vector whatever stands
beside it in a batch. The products are those of the instruction VPDPBUSD (Intel, "Architecture instruction set
extensions", AVX512-VNNI): 16 sums of four products at once, six rows and four panels of 16 columns to a tile,
as many sums as there are registers (Goto and van de Geijn, "Anatomy of high-performance matrix
multiplication", ACM TOMS 34, 2008). numba compiles it on the machine; where the processor does not have it,
`can_run` says so and the model stays with 32-bit numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from llvmlite import binding, ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from tequio.engines.retrieval.passages import Vectors

if TYPE_CHECKING:
    from tequio.engines.retrieval.e5 import Layer

ROWS, PANELS, LANES = 6, 4, 16
COLUMNS = PANELS * LANES
_ROWS_AT_ONCE = 32 * ROWS
"""Rows of one matrix that stay in the near cache while the other goes by."""
_LEAST = np.float32(1e-9)

_Function = TypeVar("_Function", bound=Callable[..., Any])
Bytes = NDArray[np.uint8]
Signed = NDArray[np.int8]
Counts = NDArray[np.int32]


@cache
def can_run() -> bool:
    """Say whether this machine has the instruction."""
    return bool(binding.get_host_cpu_features().get("avx512vnni"))


def _compiled(function: _Function) -> _Function:
    compiled: Any = njit(function, nogil=True, fastmath=True, error_model="numpy", cache=True)
    return cast("_Function", compiled)


# -- what no loop can say: one tile of products, and the bits of a number ------------------------------------


@intrinsic
def _tile(  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    _context, rows, scales, zeros, weights, columns, sums, bias, places, out
):
    """Write six rows and 64 columns of a product.

    Args, as seen by the caller:
        rows: (M, K) bytes.
        scales, zeros: of each row.
        weights: in panels of 16 columns, four rows of each panel beside one another.
        columns, sums, bias: scale of each column, the sum of its weights, and what is added.
        places: (first row, first column, K, N).
        out: (M, N).
    """
    sign = types.void(rows, scales, zeros, weights, columns, sums, bias, places, out)
    return sign, _write_tile


def _write_tile(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    tile = _Tile(context, builder, signature, values)
    tile.write_out(tile.products())
    return context.get_dummy_value()


class _Tile:
    """Writes the machine's words for one tile; the names are those of the arguments of `_tile`."""

    _ARGUMENTS = ("rows", "scales", "zeros", "weights", "columns", "sums", "bias", "places", "out")

    def __init__(self, context: Any, builder: Any, signature: Any, values: Any) -> None:
        self._builder = builder
        self._starts = {
            name: context.make_array(kind)(context, builder, value).data
            for name, kind, value in zip(self._ARGUMENTS, signature.args, values, strict=True)
            if name != "places"
        }
        places = values[self._ARGUMENTS.index("places")]
        self._row, self._column, self._depth, self._width = (
            builder.extract_value(places, at) for at in range(4)
        )
        self._one = ir.IntType(32)
        self._wide = ir.VectorType(self._one, LANES)
        self._reals = ir.VectorType(ir.FloatType(), LANES)

    def products(self) -> list[list[Any]]:
        """Add up the products of six rows and four panels, four numbers of each at a time."""
        builder, wide = self._builder, self._wide
        row_start = builder.gep(self._bytes("rows"), [builder.mul(self._row, self._depth)])
        panel = builder.gep(self._bytes("weights"), [builder.mul(self._column, self._depth)])
        panel_size = builder.mul(self._depth, _number(LANES))
        dot = builder.module.declare_intrinsic(
            "llvm.x86.avx512.vpdpbusd.512", (), ir.FunctionType(wide, [wide] * 3)
        )
        before, nothing = builder.block, ir.Constant(wide, [0] * LANES)
        loop, done = builder.append_basic_block("loop"), builder.append_basic_block("done")
        builder.branch(loop)
        builder.position_at_end(loop)
        at = builder.phi(ir.IntType(64))
        held = [[builder.phi(wide) for _ in range(PANELS)] for _ in range(ROWS)]
        in_panel = builder.mul(at, _number(LANES))
        factors = [
            self._loaded(
                builder.gep(panel, [builder.add(in_panel, builder.mul(panel_size, _number(p)))]), wide
            )
            for p in range(PANELS)
        ]
        found = []
        for which, of_row in enumerate(held):
            four = builder.gep(row_start, [builder.add(at, builder.mul(self._depth, _number(which)))])
            asked = self._spread(self._loaded(four, self._one), wide)
            found.append([builder.call(dot, [of_row[p], asked, factors[p]]) for p in range(PANELS)])
        after = builder.add(at, _number(4))
        at.add_incoming(_number(0), before)
        at.add_incoming(after, loop)
        for of_row, now in zip(held, found, strict=True):
            for phi, value in zip(of_row, now, strict=True):
                phi.add_incoming(nothing, before)
                phi.add_incoming(value, loop)
        builder.cbranch(builder.icmp_signed("<", after, self._depth), loop, done)
        builder.position_at_end(done)
        return found

    def write_out(self, found: list[list[Any]]) -> None:
        """Take the zero points away, scale, add what is to be added, and write."""
        builder = self._builder
        for p in range(PANELS):
            first = builder.add(self._column, _number(LANES * p))
            scale = self._loaded(self._at("columns", first), self._reals)
            total = self._loaded(self._at("sums", first), self._wide)
            added = self._loaded(self._at("bias", first), self._reals)
            for which in range(ROWS):
                row = builder.add(self._row, _number(which))
                zero = self._spread(builder.load(self._at("zeros", row)), self._wide)
                factor = self._spread(builder.load(self._at("scales", row)), self._reals)
                whole = builder.sitofp(builder.sub(found[which][p], builder.mul(zero, total)), self._reals)
                value = builder.fadd(builder.fmul(whole, builder.fmul(factor, scale)), added)
                target = self._at("out", builder.add(builder.mul(row, self._width), first))
                builder.store(value, builder.bitcast(target, self._reals.as_pointer()), align=4)

    def _at(self, name: str, place: Any) -> Any:
        return self._builder.gep(self._starts[name], [place])

    def _bytes(self, name: str) -> Any:
        return self._builder.bitcast(self._starts[name], ir.IntType(8).as_pointer())

    def _loaded(self, pointer: Any, kind: Any) -> Any:
        return self._builder.load(self._builder.bitcast(pointer, kind.as_pointer()), align=1)

    def _spread(self, value: Any, kind: Any) -> Any:
        empty = ir.Constant(kind, ir.Undefined)
        first = self._builder.insert_element(empty, value, ir.Constant(self._one, 0))
        return self._builder.shuffle_vector(first, empty, ir.Constant(self._wide, [0] * LANES))


def _number(value: int) -> Any:
    return ir.Constant(ir.IntType(64), value)


@intrinsic
def _power_of_two(_context, exponent):  # type: ignore[no-untyped-def]
    """Give two to a whole power, by its bits."""

    def write(_target: Any, builder: Any, _signature: Any, values: Any) -> Any:
        one = ir.IntType(32)
        moved = builder.shl(builder.add(values[0], ir.Constant(one, 127)), ir.Constant(one, 23))
        return builder.bitcast(moved, ir.FloatType())

    return types.float32(types.int32), write


# -- the steps of a layer ------------------------------------------------------------------------------------


@_compiled
def _exponential(x: np.float32) -> np.float32:
    """Give e to a power, to seven digits: two to its whole part by bits, the rest by its series."""
    scaled = min(max(x * np.float32(1.4426950408889634), np.float32(-126.0)), np.float32(126.0))
    whole = np.floor(scaled)
    rest = (scaled - whole) * np.float32(0.6931471805599453)
    series = np.float32(1 / 5040)
    for factor in (1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1.0, 1.0):
        series = series * rest + np.float32(factor)
    raised: np.float32 = series * _power_of_two(np.int32(whole))  # type: ignore[call-arg]
    return raised


@_compiled
def _quantize_row(x: Vectors, out: Bytes, scales: Vectors, zeros: Counts, row: int) -> None:
    """Bring one row to 0..255, by its own least and greatest number, nought among them."""
    least, greatest = np.float32(0), np.float32(0)
    for at in range(x.shape[0]):
        least = min(least, x[at])
        greatest = max(greatest, x[at])
    scale = max((greatest - least) * np.float32(1 / 255), np.float32(1e-9))
    inverse = np.float32(1) / scale
    zero = np.floor(-least * inverse + np.float32(0.5))
    scales[row], zeros[row] = scale, np.int32(zero)
    moved = zero + np.float32(0.5)
    for at in range(x.shape[0]):
        whole = np.int32(x[at] * inverse + moved)
        out[row, at] = np.uint8(min(max(whole, np.int32(0)), np.int32(255)))


@_compiled
def _quantize(x: Vectors, out: Bytes, scales: Vectors, zeros: Counts, count: int) -> None:
    for row in range(count):
        _quantize_row(x[row], out, scales, zeros, row)


@_compiled
def _quantize_bent(x: Vectors, out: Bytes, scales: Vectors, zeros: Counts, count: int) -> None:
    """Bend each number (Hendrycks and Gimpel, "Gaussian error linear units", 2016, tanh formula) before."""
    for row in range(count):
        for at in range(x.shape[1]):
            one = x[row, at]
            inner = one * (np.float32(1.5957691216) + np.float32(0.0713548162726) * one * one)
            x[row, at] = one / (np.float32(1) + _exponential(-inner))
        _quantize_row(x[row], out, scales, zeros, row)


@_compiled
def _take_away(x: Vectors, rows: Bytes, scales: Vectors, zeros: Counts, count: int) -> None:
    """Leave of each number what eight bits did not hold."""
    for row in range(count):
        scale, zero = scales[row], np.float32(zeros[row])
        for at in range(x.shape[1]):
            x[row, at] -= scale * (np.float32(rows[row, at]) - zero)


@_compiled
def _multiply(  # noqa: PLR0913, PLR0917
    rows: Bytes,
    scales: Vectors,
    zeros: Counts,
    weights: Signed,
    columns: Vectors,
    sums: Counts,
    bias: Vectors,
    out: Vectors,
    count: int,
) -> None:
    """Write `rows @ weights + bias`; as many rows as make whole tiles, so `out` has some to spare."""
    depth, width = rows.shape[1], columns.shape[0]
    for top in range(0, count, _ROWS_AT_ONCE):
        for column in range(0, width, COLUMNS):
            for row in range(top, min(top + _ROWS_AT_ONCE, count), ROWS):
                places = (row, column, depth, width)
                _tile(rows, scales, zeros, weights, columns, sums, bias, places, out)  # type: ignore[call-arg]


@_compiled
def _add_and_normalize(  # noqa: PLR0913, PLR0917
    x: Vectors, added: Vectors, factor: Vectors, shift: Vectors, epsilon: np.float32, count: int
) -> None:
    """Add, bring each row to mean 0 and variance 1, then scale and shift it (Ba et al., 2016), in place."""
    width = x.shape[1]
    for row in range(count):
        total = np.float32(0)
        for at in range(width):
            x[row, at] += added[row, at]
            total += x[row, at]
        mean = total / np.float32(width)
        square = np.float32(0)
        for at in range(width):
            difference = x[row, at] - mean
            square += difference * difference
        inverse = np.float32(1) / np.sqrt(square / np.float32(width) + epsilon)
        for at in range(width):
            x[row, at] = (x[row, at] - mean) * inverse * factor[at] + shift[at]


@_compiled
def _shares(likeness: Vectors) -> None:
    """Turn each row into shares of one (Bridle, "Probabilistic interpretation", 1990), in place."""
    width = likeness.shape[1]
    for row in range(likeness.shape[0]):
        most = likeness[row, 0]
        for at in range(width):
            most = max(most, likeness[row, at])
        total = np.float32(0)
        for at in range(width):
            likeness[row, at] = _exponential(likeness[row, at] - most)
            total += likeness[row, at]
        inverse = np.float32(1) / total
        for at in range(width):
            likeness[row, at] *= inverse


def _attend(joint: Vectors, starts: NDArray[np.int64], heads: int, out: Vectors) -> None:
    """Let each token of a text look at the others of its text (Vaswani et al., 2017).

    Args:
        joint: queries, keys and values beside one another, of shape (tokens, 3 * width).
        starts: first token of each text, and the end of the last.
        heads: how many parts look apart.
        out: of shape (tokens, width).
    """
    for first, last in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        length = last - first
        parts = np.ascontiguousarray(joint[first:last].reshape(length, 3, heads, -1).transpose(1, 2, 0, 3))
        likeness = parts[0] @ parts[1].transpose(0, 2, 1)
        _shares(likeness.reshape(-1, length))
        out[first:last].reshape(length, heads, -1)[:] = (likeness @ parts[2]).transpose(1, 0, 2)


# -- the model -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Matrix:
    """A matrix of shape (K, N) in panels of 16 columns, with the scale and the sum of each column."""

    panels: Signed
    columns: Vectors
    sums: Counts
    bias: Vectors

    @classmethod
    def of(cls, matrix: Vectors, bias: Vectors) -> _Matrix:
        depth, width = matrix.shape
        columns = np.maximum(np.abs(matrix).max(axis=0), _LEAST) / np.float32(127)
        rounded = np.rint(matrix / columns).astype(np.int8)
        panels = rounded.reshape(depth // 4, 4, width // LANES, LANES).transpose(2, 0, 3, 1)
        sums = rounded.sum(axis=0, dtype=np.int32)
        return cls(np.ascontiguousarray(panels), columns, sums, np.ascontiguousarray(bias))


class EightBitLayers:
    """The layers of a model, made from those in 32-bit numbers.

    Args:
        layers: as the model has them, each asked for once.
        heads: parts of the attention.
        epsilon: added to a variance.
    """

    def __init__(self, layers: Iterable[Layer], heads: int, epsilon: float) -> None:
        self._heads = heads
        self._epsilon = np.float32(epsilon)
        self._layers = [
            (
                _Matrix.of(layer.attention, layer.attention_bias),
                _Matrix.of(layer.out, layer.out_bias),
                layer.norm,
                _Matrix.of(layer.wide, layer.wide_bias),
                _Matrix.of(layer.narrow, layer.narrow_bias),
                layer.last_norm,
            )
            for layer in layers
        ]

    @staticmethod
    def fit(dimensions: int) -> bool:
        """Say whether the matrices of a model with so many numbers a token are made of whole tiles."""
        return dimensions % COLUMNS == 0

    def forward(self, x: Vectors, starts: NDArray[np.int64], *, fine: bool = False) -> Vectors:
        """Let texts pass all layers.

        Args:
            x: of shape (tokens, width), the texts one behind the other; is changed.
            starts: first token of each text, and the end of the last.
            fine: whether what eight bits leave of a number is multiplied too, in a second turn.

        Returns:
            The last layer's numbers, of the same shape.
        """
        count, width = x.shape
        room = _Room(count, width, max(len(layer[3].columns) for layer in self._layers), fine)
        joint = room.wide.reshape(-1)[: room.whole * 3 * width].reshape(room.whole, 3 * width)
        seen = np.empty((count, width), dtype=np.float32)
        for attention, out, norm, into, back, last_norm in self._layers:
            room.multiply(x, attention, joint)
            _attend(joint[:count], starts, self._heads, seen)
            room.multiply(seen, out, room.narrow)
            _add_and_normalize(x, room.narrow, *norm, self._epsilon, count)
            room.multiply(x, into, room.wide)
            room.multiply(room.wide, back, room.narrow, bent=True)
            _add_and_normalize(x, room.narrow, *last_norm, self._epsilon, count)
        return x


class _Room:
    """What the numbers of a batch take while they pass: as many rows as make whole tiles."""

    def __init__(self, count: int, width: int, widest: int, fine: bool) -> None:
        self.count = count
        self.whole = -(-count // ROWS) * ROWS
        self.wide = np.empty((self.whole, widest), dtype=np.float32)
        self.narrow = np.empty((self.whole, width), dtype=np.float32)
        self._bytes = {size: np.zeros((self.whole, size), dtype=np.uint8) for size in (width, widest)}
        self._scales = np.zeros(self.whole, dtype=np.float32)
        self._zeros = np.zeros(self.whole, dtype=np.int32)
        self._fine = fine

    def multiply(self, x: Vectors, matrix: _Matrix, out: Vectors, *, bent: bool = False) -> None:
        """Write `x @ matrix` with its bias; `x` is bent before where that is asked for."""
        rows, scales, zeros = self._bytes[x.shape[1]], self._scales, self._zeros
        (_quantize_bent if bent else _quantize)(x, rows, scales, zeros, self.count)
        factors = (matrix.panels, matrix.columns, matrix.sums)
        _multiply(rows, scales, zeros, *factors, matrix.bias, out, self.count)
        if self._fine:
            left = x[: self.count].copy()
            _take_away(left, rows, scales, zeros, self.count)
            _quantize(left, rows, scales, zeros, self.count)
            more = np.empty_like(out)
            _multiply(rows, scales, zeros, *factors, np.zeros_like(matrix.bias), more, self.count)
            out[: self.count] += more[: self.count]
