"""`bench train`: the plain loop against the engine, in turns in one run, same model, batch and step size."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from explorer import data
from explorer.bench import Row, apart, reference, result, row
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.training import engine
from explorer.training.device import pick
from explorer.training.runs import read_config

SETTINGS: dict[str, dict[str, Any]] = {
    "mlp": {"latent_dim": 20, "epochs": 10},
    "conv": {"latent_dim": 20, "epochs": 2},
}


def run(say: Callable[[str], None], device: str = "auto", repeats: int = 3, archs: str = "mlp,conv") -> dict[str, Any]:
    """Measure on MNIST; needs its files (see `data`)."""
    where = pick(device)
    data.load("mnist", "test")  # says now where it is not here
    rows: list[Row] = []
    ratios: dict[str, float] = {}
    for arch in archs.split(","):
        model = ModelConfig("vae", arch, SETTINGS[arch]["latent_dim"])
        epochs = SETTINGS[arch]["epochs"]
        found: dict[str, list[dict[str, Any]]] = {"reference": [], "ours": []}
        for i in range(repeats):
            found["reference"].append(apart(_reference, model, epochs, i, where.type))
            found["ours"].append(apart(_ours, model, epochs, i, where.type))
            pair = [f"{name} {tries[-1]['images_per_second']:,.0f} images/s" for name, tries in found.items()]
            say(f"{arch}, {i + 1} of {repeats}: {', '.join(pair)}")
        rows += [_row(f"{arch} {name}", tries, epochs) for name, tries in found.items()]
        reference_rate, our_rate = (r.value for r in rows[-2:])
        ratios[f"{arch} images/s, ours to reference"] = our_rate / reference_rate
        bound = apart(matrix_products, model, where.type)
        rows.append(row(f"{arch} bound by matrix products", bound, "images/s"))
        ratios[f"{arch} images/s, ours to bound"] = our_rate / rows[-1].value
    settings = {"data": "mnist", "batch_size": 128, "lr": 1e-3, "repeats": repeats, "device": str(where), **SETTINGS}
    return result("train", settings, rows, ratios)


def _reference(model: ModelConfig, epochs: int, seed: int, device: str) -> dict[str, Any]:
    sets = data.load("mnist", "train"), data.load("mnist", "test")
    return reference.train(model, *sets, epochs, 128, 1e-3, seed, torch.device(device))


def _row(name: str, tries: list[dict[str, Any]], epochs: int) -> Row:
    losses = sorted(t["test_loss"] for t in tries)
    seconds = sorted(t["seconds"] for t in tries)
    return row(
        name, [t["images_per_second"] for t in tries], "images/s", epochs=epochs,
        seconds=round(seconds[len(seconds) // 2], 2), test_loss=round(losses[len(losses) // 2], 3),
        test_loss_spread=round(losses[-1] - losses[0], 3),
        precision=sorted({t.get("precision", "fp32") for t in tries}),
        # Ours from a config to a saved run: data, training, measurement, ONNX and card.
        wall_seconds=round(sorted(t.get("wall_seconds", t["seconds"]) for t in tries)[len(tries) // 2], 2),
    )  # fmt: skip


def _ours(model: ModelConfig, epochs: int, seed: int, device: str) -> dict[str, Any]:
    train = TrainConfig(epochs=epochs, batch_size=128, lr=1e-3, seed=seed, device=device)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        summary = engine.train(RunConfig(DataConfig("mnist"), model, train, map="none"), run)
        assert summary is not None
        wall, precision = time.perf_counter() - started, read_config(run).train.precision
    rate, seconds = summary["images_per_second"], summary["seconds"]
    return {
        "images_per_second": rate, "seconds": seconds, "test_loss": summary["test"]["loss"],
        "wall_seconds": wall, "precision": precision,
    }  # fmt: skip


def matrix_products(config: ModelConfig, device: str, seconds: float = 2.0) -> list[float]:
    """Images per second if a step were nothing but the network's linear maps, forward and back: the bound."""
    from torch import nn

    from explorer import models

    model = models.build(config).to(device)
    linear = [m for m in model.modules() if isinstance(m, nn.Linear | nn.Conv2d | nn.ConvTranspose2d)]
    shapes: dict[nn.Module, torch.Size] = {}
    hooks = [m.register_forward_pre_hook(lambda m, x: shapes.update({m: x[0].shape})) for m in linear]
    model(torch.rand(128, *config.image_shape, device=device))
    for hook in hooks:
        hook.remove()
    inputs = {m: torch.rand(shapes[m], device=device, requires_grad=m is not linear[0]) for m in linear}
    gradients = {m: torch.rand_like(m(x)) for m, x in inputs.items()}
    rates = []
    for _ in range(3):
        started, steps = time.perf_counter(), 0
        while time.perf_counter() - started < seconds / 3:
            for m, x in inputs.items():
                m(x).backward(gradients[m])
            if device == "cuda":
                torch.cuda.synchronize()
            steps += 1
        rates.append(128 * steps / (time.perf_counter() - started))
    return rates
