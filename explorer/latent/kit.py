"""The kit with which a browser decodes the codes of a run: they themselves and the decoder as an ONNX file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from explorer.latent.atlas import read
from explorer.latent.inverse import usual_distance

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


def read_kit(run: Path) -> Kit | str:
    """The kit of a run, or the sentence that says why its codes are not decoded in a browser."""
    file, codes = run / "decoder.onnx", run / "atlas" / "codes.npz"
    if not file.exists():
        return "This run has no decoder.onnx, so that a drag shows no picture. A click on the map still selects."
    if (size := file.stat().st_size) > LARGEST:
        return f"The decoder is {size / 2**20:.0f} MB, more than the 16 MB that a browser opens. A click still selects."
    z = read(run).z
    changed = f"{file.stat().st_mtime:.6f}-{codes.stat().st_mtime:.6f}"
    return Kit(f"{run.name}-{changed}", run.name, z, usual_distance(z), file.read_bytes())


def packed_kit(kit: Kit) -> bytes:
    """The length of the head in 4 bytes, the head as JSON, then at a whole word the codes and the ONNX file."""
    n, size = kit.codes.shape
    head = json.dumps({"id": kit.id, "run": kit.run, "n": n, "size": size, "within": kit.within}).encode()
    start = len(head).to_bytes(WORD, "little") + head
    numbers = np.ascontiguousarray(kit.codes, "<f4").tobytes()
    return start + bytes(-len(start) % WORD) + numbers + kit.onnx
