"""What a browser is brought beside a map: codes and decoder, the encoder, the real images; packed as bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from explorer.config import RunConfig
from explorer.files import read_json
from explorer.latent.atlas import read
from explorer.metrics.neighbours import usual_distance

LARGEST = 16 * 2**20  # bytes of a decoder that a browser opens while somebody waits
WORD = 4  # bytes: where the numbers begin


@dataclass(frozen=True, eq=False)
class Kit:
    """A run's decoder for the browser: codes (n, d), the ONNX file, and the distance that is usual among the codes."""

    id: str
    run: str
    codes: npt.NDArray[np.float32]
    within: float
    onnx: bytes


@dataclass(frozen=True, eq=False)
class Encoding:
    """The encoder of the run whose kit has this id: what it sees, (C, H, W), and how many channels a picture has."""

    id: str
    shape: tuple[int, int, int]
    channels: int
    onnx: bytes


@dataclass(frozen=True, eq=False)
class Originals:
    """The real images of a map's first `n` points, on one sheet of `columns`, for the run whose kit has this id."""

    id: str
    n: int
    columns: int
    png: bytes


@dataclass(frozen=True)
class Unable:
    """The sentence that says why the run whose kit has this id has no encoder in the browser."""

    id: str
    why: str


Parcel: TypeAlias = Kit | Encoding | Unable | Originals


def read_kit(run: Path) -> Kit | str:
    """The kit of a run, or the sentence that says why its codes are not decoded in a browser."""
    file, codes = run / "decoder.onnx", run / "atlas" / "codes.npz"
    if not file.exists():
        why = (read_json(run / "status.json") or {}).get("no_onnx")
        reason = f": {why}" if why else ""
        return (
            f"This run has no decoder.onnx, so that a drag shows no picture{reason}. A click on the map still selects."
        )
    if (size := file.stat().st_size) > LARGEST:
        return f"The decoder is {size / 2**20:.0f} MB, more than the 16 MB that a browser opens. A click still selects."
    z = read(run).z
    changed = f"{file.stat().st_mtime:.6f}-{codes.stat().st_mtime:.6f}"
    return Kit(f"{run.name}-{changed}", run.name, z, usual_distance(z), file.read_bytes())


def read_encoding(run: Path, kit: Kit | str) -> Encoding | Unable | None:
    """The encoder that belongs to a run's kit, or why a browser does not open it; None where there is no file."""
    file = run / "encoder.onnx"
    if isinstance(kit, str) or not file.exists():
        return None
    if (size := file.stat().st_size) > LARGEST:
        return Unable(kit.id, f"The encoder is {size / 2**20:.0f} MB, more than the 16 MB that a browser opens.")
    config = RunConfig.from_json((run / "config.json").read_text()).model
    channels, height, width = config.image_shape
    seen = channels + 1 if config.kind == "inpaint" else channels  # the mask is one channel more
    return Encoding(kit.id, (seen, height, width), channels, file.read_bytes())


def packed_parcel(parcel: Parcel) -> bytes:
    """A parcel as the browser opens it; see `packed`."""
    facts: dict[str, Any]
    match parcel:
        case Kit():
            codes = np.ascontiguousarray(parcel.codes, "<f4")
            facts = {"kind": "decoder", "run": parcel.run, "size": codes.shape[1], "within": parcel.within}
            parts = [codes.tobytes(), parcel.onnx]
        case Encoding():
            facts = {"kind": "encoder", "shape": parcel.shape, "channels": parcel.channels}
            parts = [parcel.onnx]
        case Unable():
            facts, parts = {"kind": "unable", "why": parcel.why}, []
        case Originals():
            facts, parts = {"kind": "originals", "n": parcel.n, "columns": parcel.columns}, [parcel.png]
    return packed({"id": parcel.id, **facts}, *parts)


def packed(facts: dict[str, Any], *parts: bytes) -> bytes:
    """The length of the head in 4 bytes, the head as JSON, then at a whole word the parts one after the other."""
    head = json.dumps({**facts, "sizes": [len(part) for part in parts]}).encode()
    start = len(head).to_bytes(WORD, "little") + head
    return b"".join([start, bytes(-len(start) % WORD), *parts])
