"""The file: a header, the symbols by a range coder, a checksum; decoded to the same bytes on every machine.

bytes  what (big-endian)
4      magic, 89 'L' 'X' 'C'
1      version
8      which run: a hash of its weights        4  which entropy model: a hash of its codec.json
1 2 2  channels, height, width of a picture    4  how many pictures
4      the step, in 1/4096                     4  CRC-32 of the decoded pixels
4      length of what follows                  …  the range coder's bytes, dimension by dimension
4      CRC-32 of all before
"""

from __future__ import annotations

import copy
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import constriction
import numpy as np
import torch
from torch import nn

from explorer.codec.entropy import UNIT, Entropy, Whole, fingerprint, units_of
from explorer.errors import CheckpointError, InputError
from explorer.pictures import Bytes

MAGIC, VERSION = b"\x89LXC", 1
HEAD = struct.Struct(">4sB8s4sBHHIIII")
TAIL = struct.Struct(">I")
OVERHEAD = HEAD.size + TAIL.size  # 42 bytes
MOST_PIXELS = 1 << 28  # values in all pictures of a file: they are decoded into memory
BATCH = 256
WIDE = 1 << 16  # an escaped symbol is two uniform numbers below this

_queue, _model = constriction.stream.queue, constriction.stream.model


@dataclass(frozen=True)
class Header:
    """What a file says of itself; `step` is in pictures (see `entropy`), `pixels` the checksum of those decoded."""

    run: bytes
    entropy: bytes
    shape: tuple[int, int, int]
    count: int
    units: int
    pixels: int

    @property
    def step(self) -> float:
        return self.units / UNIT


@dataclass(frozen=True)
class Compressed:
    """The file, and the pictures uint8 (n, C, H, W) that it decodes to."""

    blob: bytes
    pictures: Bytes


@dataclass(frozen=True)
class Coder:
    """The range coder with the tables of one entropy model at one step (Martin 1979, by `constriction`)."""

    lows: list[int]
    models: list[Any]
    sizes: list[int]

    @classmethod
    def of(cls, entropy: Entropy, units: int) -> Coder:
        tables = [entropy.table(dim, units) for dim in range(len(entropy.centre))]
        models = [_model.Categorical(weights.astype(np.float64), perfect=False) for _, weights in tables]
        return cls([low for low, _ in tables], models, [len(weights) - 1 for _, weights in tables])

    def encode(self, symbols: Whole) -> bytes:
        """The bytes of symbols (n, d): each dimension's in turn, then those that were beyond its table."""
        encoder, beyond = _queue.RangeEncoder(), []
        for column, low, model, size in zip(symbols.T, self.lows, self.models, self.sizes, strict=True):
            inside = (column >= low) & (column < low + size)
            encoder.encode(np.where(inside, column - low, size).astype(np.int32), model)
            beyond.append(column[~inside] + 2**31)
        escaped = np.concatenate(beyond)
        encoder.encode(np.stack([escaped // WIDE, escaped % WIDE], 1).ravel().astype(np.int32), _model.Uniform(WIDE))
        return self._short(encoder.get_compressed().astype(">u4").tobytes(), symbols)

    def _short(self, blob: bytes, symbols: Whole) -> bytes:
        """Without the bytes at the end that the decoder, which reads zeros there, can do without: 1 to 4 of them."""
        while blob:
            head = int.from_bytes(blob[:-1], "big") + 1
            shorter = head.to_bytes(len(blob) - 1, "big") if head < 1 << 8 * (len(blob) - 1) else blob[:-1]
            if not self._says(shorter, symbols):
                return blob
            blob = shorter
        return blob

    def _says(self, blob: bytes, symbols: Whole) -> bool:
        try:
            return np.array_equal(self.decode(blob, len(symbols)), symbols)
        except InputError:
            return False

    def decode(self, blob: bytes, n: int) -> Whole:
        """The symbols (n, d) of the bytes; `InputError` where no symbols give these."""
        words = np.frombuffer(blob + bytes(-len(blob) % 4), ">u4").astype(np.uint32)
        try:
            return self._decode(_queue.RangeDecoder(words), n)
        except AssertionError as error:  # the library's own word for it
            raise InputError("holds what no pictures give: it was not made by this program") from error

    def _decode(self, decoder: Any, n: int) -> Whole:
        columns = [np.asarray(decoder.decode(model, n), np.int64) for model in self.models]
        outside = [column == size for column, size in zip(columns, self.sizes, strict=True)]
        wide = np.asarray(decoder.decode(_model.Uniform(WIDE), 2 * sum(int(o.sum()) for o in outside)), np.int64)
        escaped = iter(wide.reshape(-1, 2) @ [WIDE, 1] - 2**31)
        for column, low, out in zip(columns, self.lows, outside, strict=True):
            column += low
            column[out] = [next(escaped) for _ in range(int(out.sum()))]
        return np.stack(columns, 1)


@dataclass(frozen=True)
class Codec:
    """A run that makes files and reads its own: its network twice, as it was trained and in 64 bits.

    Decoded in 64 bits, a value depends on threads, batch and machine in its 15th digit alone, and a pixel would have to
    lie as near to where rounding turns (mnist-conv-ae in batches of 7 and of 250: 1e-15 apart; in 32 bits 3e-7, where
    one pixel in 300,000 rounds otherwise than in 64). The checksum of the pixels tells if one ever does.
    """

    model: nn.Module
    exact: nn.Module
    entropy: Entropy

    @classmethod
    def of(cls, model: nn.Module, entropy: Entropy) -> Codec:
        """Raises `CheckpointError` where the entropy model was fitted to other weights."""
        if fingerprint(model).hex() != entropy.weights:
            raise CheckpointError("the entropy model in codec.json belongs to other weights than the run has")
        return cls(model, copy.deepcopy(model).cpu().double().eval(), entropy)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, H, W) of a picture."""
        channels, height, width = self.model.image_shape  # type: ignore[misc]
        return int(channels), int(height), int(width)

    @torch.inference_mode()
    def symbols(self, pictures: Bytes, units: int) -> Whole:
        """The quantized codes (n, d) of pictures uint8 (n, C, H, W)."""
        device = next(iter(self.model.state_dict().values())).device
        parts = [
            self.model.encode(torch.from_numpy(np.array(part)).to(device).float() / 255).float().cpu().numpy()  # type: ignore[operator]
            for part in np.split(pictures, range(BATCH, len(pictures), BATCH))
        ]
        return self.entropy.quantize(np.concatenate(parts), units / UNIT)

    @torch.inference_mode()
    def pictures(self, symbols: Whole, units: int) -> Bytes:
        """The pictures uint8 (n, C, H, W) of symbols (n, d): the same on every machine."""
        z = torch.from_numpy(self.entropy.dequantize(symbols, units / UNIT))
        return np.concatenate([to_bytes(self.exact.decode(part)) for part in z.split(BATCH)])  # type: ignore[operator]

    def compress(self, pictures: Bytes, step: float) -> Compressed:
        """Pictures uint8 (n, C, H, W) of the run's shape as one file; `InputError` where they are none or too many."""
        units = units_of(step)
        if not len(pictures) or pictures.shape[1:] != self.shape or pictures.size > MOST_PIXELS:
            raise InputError(
                f"a file holds one or more pictures of {self.shape}, {MOST_PIXELS >> 20} million values in all, "
                f"not {pictures.shape}"
            )
        symbols = self.symbols(pictures, units)
        payload = Coder.of(self.entropy, units).encode(symbols)
        back = self.pictures(symbols, units)
        head = HEAD.pack(
            MAGIC, VERSION, bytes.fromhex(self.entropy.weights), self.entropy.id, *self.shape, len(pictures), units,
            zlib.crc32(back.tobytes()), len(payload),
        )  # fmt: skip
        return Compressed(head + payload + TAIL.pack(zlib.crc32(head + payload)), back)

    def decompress(self, blob: bytes, file: str | Path | None = None) -> Bytes:
        """The pictures uint8 (n, C, H, W) of a file of this run.

        Raises `InputError` where the file is not whole (see `read_header`), `CheckpointError` where it is another
        run's, or decodes to other pixels than it was made from.
        """
        header = read_header(blob, file)
        self._check(header, file)
        symbols = Coder.of(self.entropy, header.units).decode(blob[HEAD.size : -TAIL.size], header.count)
        pictures = self.pictures(symbols, header.units)
        if zlib.crc32(pictures.tobytes()) != header.pixels:
            raise CheckpointError(
                "decodes to other pixels than it was made from: this machine rounds differently", file
            )
        return pictures

    def _check(self, header: Header, file: str | Path | None) -> None:
        if header.run.hex() != self.entropy.weights:
            theirs, ours = header.run.hex(), self.entropy.weights
            raise CheckpointError(f"is of another run: it was made with the weights {theirs}, these are {ours}", file)
        if header.entropy != self.entropy.id:
            raise CheckpointError(
                "needs the codec.json that the run had when the file was made; this one differs", file
            )
        if header.shape != self.shape:
            raise CheckpointError(f"holds pictures of {header.shape}, the run decodes {self.shape}", file)


def to_bytes(x: torch.Tensor) -> Bytes:
    """Decoded pictures in 64 bits to bytes."""
    return np.asarray(np.rint(x.clamp(0, 1).numpy() * 255), np.uint8)


def read_header(blob: bytes, file: str | Path | None = None) -> Header:
    """The header of a whole file; `InputError` in one sentence for what is foreign, cut short, too long or altered."""
    if not blob.startswith(MAGIC[: len(blob)]) or not blob:
        raise InputError("is not a file of this codec: it begins otherwise", file)
    if len(blob) < OVERHEAD:
        raise InputError(f"is cut short: it has {len(blob)} bytes, the shortest has {OVERHEAD}", file)
    _, version, run, entropy, channels, height, width, count, units, pixels, length = HEAD.unpack_from(blob)
    if version != VERSION:
        raise InputError(f"is of version {version}; this program reads version {VERSION}", file)
    if len(blob) != OVERHEAD + length:
        what = "is cut short" if len(blob) < OVERHEAD + length else "goes on after its end"
        raise InputError(f"{what}: it has {len(blob):,} bytes and says {OVERHEAD + length:,}", file)
    if TAIL.unpack(blob[-TAIL.size :])[0] != zlib.crc32(blob[: -TAIL.size]):
        raise InputError("is altered: its checksum does not match", file)
    if not 0 < count * channels * height * width <= MOST_PIXELS:
        raise InputError(f"says it holds {count:,} pictures of {channels}x{height}x{width}: no file does", file)
    units_of(units / UNIT)
    return Header(run, entropy, (channels, height, width), count, units, pixels)
