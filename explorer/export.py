"""Encoder and decoder as ONNX files that a browser can run, checked against torch before they are kept."""

from __future__ import annotations

import copy
import logging
import re
import warnings
from functools import partial
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
SMALL = 64  # weights: fewer are not worth a node of their own
CHECKED = 16  # inputs that are compared


class _Verb(nn.Module):
    """One verb of a model as a module of its own, since the exporter wants a `forward`."""

    def __init__(self, model: nn.Module, verb: str) -> None:
        super().__init__()
        self.model, self.verb = model, verb

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = getattr(self.model, self.verb)(x)
        return y


class _Layers(nn.Module):
    """A verb that gives, after its result, what each layer on the way gave, in the order in which they are called."""

    def __init__(self, verb: _Verb) -> None:
        super().__init__()
        self.verb = verb
        self.called: list[str] = []
        self.given: list[Tensor] = []
        for name, layer in verb.model.named_modules():
            if not list(layer.children()):
                layer.register_forward_hook(partial(self._hear, f"{name} ({type(layer).__name__})"))

    def _hear(self, name: str, layer: nn.Module, given: Any, y: Tensor) -> None:
        self.called.append(name)
        self.given.append(y.clone())  # the next layer may work in place

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        self.called, self.given = [], []
        return self.verb(x), *self.given


def export(model: nn.Module, folder: Path, which: tuple[str, ...] = ("decoder", "encoder")) -> dict[str, float]:
    """Write `decoder.onnx` (z (n, d) -> x_hat (n, C, H, W)) and `encoder.onnx` (x -> z), any n.

    Return the largest difference from torch of each; raises `ExportError` where it is above 1e-4, naming the first
    layer that differs, and where an operator cannot be written as ONNX, naming that; `InputError` where the model has
    no code between the two.
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
    try:
        blob = _written(verb, x, given, [back])
        difference = _difference(run(blob, x.numpy()), _by_torch(verb, x))
    except torch.onnx.OnnxExporterError as error:
        raise ExportError(f"cannot be written as ONNX: {_reason(error)}", file) from error
    if not difference <= TOLERANCE:
        where = _first_layer(verb, x) or "no layer does by itself"
        raise ExportError(f"differs from torch by {difference:.2g}, more than {TOLERANCE:g}: {where}", file)
    write_atomic(file, blob)
    return difference


def _written(module: nn.Module, x: Tensor, given: str, back: list[str]) -> bytes:
    """The module as the bytes of an ONNX file, for any number of inputs."""
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.inference_mode(False), torch.no_grad():
        warnings.simplefilter("ignore")  # the exporter's own deprecations
        program = torch.onnx.export(
            module, (x,), input_names=[given], output_names=back, opset_version=OPSET, dynamo=True,
            dynamic_shapes={"x": {0: torch.export.Dim("n")}}, verbose=False,
        )  # fmt: skip
    assert program is not None
    found: bytes = _bare(_packed(program.model_proto)).SerializeToString()
    return found


def _bare(proto: Any) -> Any:
    """Without what the exporter notes of each step: lines of source and the folders that they lay in."""
    graph = proto.graph
    for part in (proto, graph, *graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    return proto


def _packed(proto: Any) -> Any:
    """Weights that lose nothing by it kept in 16 bits, and cast once when the file is loaded: half the bytes."""
    from onnx import TensorProto, helper, numpy_helper

    casts = []
    for tensor in proto.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        exact = numpy_helper.to_array(tensor)
        with np.errstate(over="ignore"):
            half = exact.astype(np.float16)
        if exact.size < SMALL or not np.array_equal(half.astype(np.float32), exact):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(helper.make_node("Cast", [tensor.name], [name], to=TensorProto.FLOAT))
    for node in reversed(casts):
        proto.graph.node.insert(0, node)
    return proto


@torch.no_grad()
def _by_torch(module: nn.Module, x: Tensor) -> Floats:
    return np.asarray(module(x), np.float32)


def _difference(ours: Floats, expected: Floats) -> float:
    # Pictures lie in [0, 1]; an autoencoder's codes may be of any size, and their rounding grows with it.
    return float(np.abs(ours - expected).max() / max(1.0, np.abs(expected).max()))


def _first_layer(verb: _Verb, x: Tensor) -> str:
    """Which layer is the first that ONNX and torch do not agree on; empty where each agrees."""
    layers = _Layers(verb)
    with torch.no_grad():
        expected = [np.asarray(y, np.float32) for y in layers(x)[1:]]
    names = layers.called
    blob = _written(layers, x, "x", [f"y{i}" for i in range(len(names) + 1)])
    for name, ours, theirs in zip(names, run_all(blob, x.numpy())[1:], expected, strict=True):
        if not (difference := _difference(ours, theirs)) <= TOLERANCE:
            return f"{name} is the first layer that does, by {difference:.2g}"
    return ""


def _reason(error: BaseException) -> str:
    """The operator that has no counterpart, else what the exporter says of the deepest cause."""
    while error.__cause__ is not None:
        error = error.__cause__
    operator = re.search(r"No ONNX function found for <OpOverload\(op='([\w.]+)'", str(error))
    return f"the operator {operator[1]} has no counterpart there" if operator else _first_line(error)


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:200]


def run(blob: bytes, x: Floats) -> Floats:
    """Run an ONNX file's bytes on one input on the CPU."""
    return run_all(blob, x)[0]


def run_all(blob: bytes, x: Floats) -> list[Floats]:
    """The same for a file of several results; `ExportError` for one that onnxruntime cannot run."""
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    kinds = ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NotImplemented", "RuntimeException")
    refusals = tuple(getattr(state, kind) for kind in kinds)  # they have no parent of their own
    try:
        session = onnxruntime.InferenceSession(blob, providers=["CPUExecutionProvider"])
        return [np.asarray(y, np.float32) for y in session.run(None, {session.get_inputs()[0].name: x})]
    except refusals as error:
        raise ExportError(f"cannot be run by onnxruntime: {_first_line(error)}") from error
