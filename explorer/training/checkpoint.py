"""The run folder: how weights and states are written, found and read back, without pickle."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor, nn

from explorer import models
from explorer.config import RunConfig
from explorer.errors import CheckpointError
from explorer.files import write_atomic, write_json
from explorer.models.denoising import Block
from explorer.training.runs import read_config, resolve

SNAPSHOT = "optimizer.safetensors"


@dataclass(frozen=True)
class Run:
    """A run that is open: its folder, its config and its model in evaluation mode."""

    path: Path
    config: RunConfig
    model: nn.Module

    @property
    def name(self) -> str:
        return self.path.name


def save_model(run: Path, model: nn.Module, half: bool = False) -> None:
    """Write model.safetensors, atomically; in 16 bits a weight, which loses nothing after `halve`."""
    tensors = _tensors(model)
    kept = {key: value.half() for key, value in tensors.items()} if half else tensors
    write_atomic(run / "model.safetensors", safetensors.torch.save(kept))


def halve(model: nn.Module) -> None:
    """Round the weights to 16 bits where they lie: what is measured is then what is kept."""
    with torch.no_grad():
        for weight in model.parameters():
            weight.copy_(weight.half())


def open_run(name: str | Path, device: torch.device | str = "cpu") -> Run:
    """Open a run by name or folder; a `CheckpointError` names the file that does not fit and why."""
    path = resolve(name)
    config = read_config(path)
    model = models.build(config.model)
    load_weights(model, path / "model.safetensors")
    return Run(path, config, model.to(device).eval())


def load_weights(model: nn.Module, file: Path, deeper: bool = False) -> None:
    """Put a safetensors file into `model`, every name and shape checked.

    A `deeper` model may have residual blocks that the file lacks: they become the identity, so that it begins as the
    network of the file (Chen et al. 2016, Net2DeeperNet).
    """
    tensors, _ = read_tensors(file)
    expected = _tensors(model)
    if deeper:
        expected = _without_new_blocks(model, expected, set(tensors))
    missing = sorted(set(expected) - set(tensors))
    extra = sorted(set(tensors) - set(expected))
    if missing or extra:
        what = f"lacks {missing[0]!r}" if missing else f"has an unknown {extra[0]!r}"
        raise CheckpointError(f"does not fit its config.json: it {what}", file)
    for key, tensor in tensors.items():
        if tensor.shape != expected[key].shape:
            raise CheckpointError(
                f"does not fit its config.json: {key} is {list(tensor.shape)}, expected {list(expected[key].shape)}",
                file,
            )
        if not torch.isfinite(tensor.float()).all():
            raise CheckpointError(f"{key} holds NaN or infinity", file)
    model.load_state_dict(tensors, strict=not deeper)


def _without_new_blocks(model: nn.Module, expected: dict[str, Tensor], there: set[str]) -> dict[str, Tensor]:
    """Silence the residual blocks of which nothing is `there`; return what is expected of a file without them."""
    blocks = {f"{name}.": part for name, part in model.named_modules() if isinstance(part, Block)}
    new = tuple(name for name in blocks if not any(key.startswith(name) for key in there))
    for name in new:
        blocks[name].silence()
    return {key: tensor for key, tensor in expected.items() if not key.startswith(new)}


def read_tensors(file: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Read the tensors and the metadata of a safetensors file; a pickle is refused unopened."""
    try:
        with file.open("rb") as f:
            head = f.read(4)
    except OSError as error:
        raise CheckpointError(f"cannot be read: {error.strerror}", file) from error
    if _pickled(head):
        raise CheckpointError("is a pickle (a torch.save file), which can run code: it was not opened", file)
    try:
        with safetensors.safe_open(file, "pt") as tensors:
            return {key: tensors.get_tensor(key) for key in tensors.keys()}, tensors.metadata() or {}  # noqa: SIM118
    except (safetensors.SafetensorError, OSError) as error:
        raise CheckpointError(f"is not a whole safetensors file: {error}", file) from error


def _pickled(head: bytes) -> bool:
    """Whether a file begins as a pickle or as torch.save's ZIP of one.

    A safetensors file begins with the length of its header, which may have a pickle's first byte, but not its third.
    """
    return head == b"PK\x03\x04" or (head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05" and head[2:3] != b"\0")


def save_snapshot(run: Path, model: nn.Module, tensors: dict[str, Tensor], state: dict[str, Any]) -> None:
    """Write all that `load_snapshot` needs into one file, so that a kill between two files cannot mix steps.

    optimizer.safetensors holds `tensors` and, as metadata, `state`; model.safetensors and state.json repeat the
    weights and the state for readers.
    """
    write_atomic(run / SNAPSHOT, safetensors.torch.save(tensors, metadata={"state": json.dumps(state)}))
    save_model(run, model)
    write_json(run / "state.json", state)


def has_snapshot(run: Path) -> bool:
    """Whether a training of this run can be carried on."""
    return (run / SNAPSHOT).exists()


def load_snapshot(run: Path) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
    """The tensors and the state of the last snapshot, or None where there is none yet."""
    if not has_snapshot(run):
        return None
    file = run / SNAPSHOT
    tensors, metadata = read_tensors(file)
    try:
        return tensors, dict(json.loads(metadata["state"]))
    except (KeyError, ValueError) as error:
        raise CheckpointError("holds no state to carry on from", file) from error


def _tensors(model: nn.Module) -> dict[str, Tensor]:
    return {key: value.detach().cpu().contiguous() for key, value in model.state_dict().items()}
