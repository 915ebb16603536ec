"""Encoder and decoder as ONNX files that a browser can run, checked against torch before they are kept."""

from __future__ import annotations

import copy
import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from explorer.errors import ExportError, InputError
from explorer.files import write_atomic

Floats = npt.NDArray[np.float32]
OPSET = 18
TOLERANCE = 1e-4  # largest allowed difference of a value, ONNX against torch, relative where values exceed 1
CHECKED = 16  # inputs that are compared


class _Verb(nn.Module):
    """One verb of a model as a module of its own, since the exporter wants a `forward`."""

    def __init__(self, model: nn.Module, verb: str) -> None:
        super().__init__()
        self.model, self.verb = model, verb

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = getattr(self.model, self.verb)(x)
        return y


def export(model: nn.Module, folder: Path, which: tuple[str, ...] = ("decoder", "encoder")) -> dict[str, float]:
    """Write `decoder.onnx` (z (n, d) -> x_hat (n, C, H, W)) and `encoder.onnx` (x -> z), any n.

    Return the largest difference from torch of each; raises `ExportError` where it is above 1e-4, `InputError` where
    the model has no code between the two.
    """
    if not hasattr(model, "latent_dim"):
        raise InputError("this model restores photos: it has no code, and so neither encoder nor decoder")
    model = copy.deepcopy(model).cpu().eval()
    generator = torch.Generator().manual_seed(0)
    shape: Any = getattr(model, "input_shape", model.image_shape)
    inputs = {
        "decoder": torch.randn(CHECKED, int(model.latent_dim), generator=generator),  # type: ignore[arg-type]
        "encoder": torch.rand(CHECKED, *shape, generator=generator),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _export(model, name, inputs[name], folder / f"{name}.onnx") for name in which}


def _export(model: nn.Module, name: str, x: Tensor, file: Path) -> float:
    verb = _Verb(model, "decode" if name == "decoder" else "encode")
    given, back = ("z", "x_hat") if name == "decoder" else ("x", "z")
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.inference_mode(False), torch.no_grad():
        warnings.simplefilter("ignore")  # the exporter's own deprecations
        program = torch.onnx.export(
            verb, (x,), input_names=[given], output_names=[back], opset_version=OPSET, dynamo=True,
            dynamic_shapes={"x": {0: torch.export.Dim("n")}}, verbose=False,
        )  # fmt: skip
        assert program is not None
        blob = program.model_proto.SerializeToString()
        expected = verb(x).numpy()
    # Pictures lie in [0, 1]; an autoencoder's codes may be of any size, and their rounding grows with it.
    difference = float(np.abs(run(blob, x.numpy()) - expected).max() / max(1.0, np.abs(expected).max()))
    if not difference <= TOLERANCE:
        raise ExportError(f"differs from torch by {difference:.2g}, more than {TOLERANCE:g}", file)
    write_atomic(file, blob)
    return difference


def run(blob: bytes, x: Floats) -> Floats:
    """Run an ONNX file's bytes on one input on the CPU."""
    import onnxruntime

    session = onnxruntime.InferenceSession(blob, providers=["CPUExecutionProvider"])
    (y,) = session.run(None, {session.get_inputs()[0].name: x})
    return np.asarray(y, np.float32)
