"""The training of a stacked autoencoder of words: layer by layer, then whole; the same run folder as any other.

The one engine feeds pictures of uint8 through one objective. Here each layer has an objective, a decoder and an input
of its own, of words that lie sparse, and all of it takes less than a minute: a run that was cut short begins anew.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Generator, Tensor, nn

from explorer import corruptions, models, objectives
from explorer.config import RunConfig
from explorer.data import geotext
from explorer.data.geotext import Corpus
from explorer.data.states import REGION_OF, STATES, distance, middles
from explorer.data.telling import weights
from explorer.errors import InputError, TrainingError
from explorer.files import write_atomic, write_json
from explorer.metrics import geo, geo_rivals
from explorer.models import Stacked
from explorer.models.stacked import DEGREES, LAYERS
from explorer.training import checkpoint, locks, log, runs
from explorer.training.card import write_card
from explorer.training.device import describe, pick

# Epochs of each layer. On GeoText's few people they bring it to what the mean of all errs, hardly below; after eight,
# on tf-idf, 0.8 % fewer of the states of held-out people were named right than after none (one layer, 1,895 people).
PRETRAINING = 3
PRETRAINING_LR = 1e-3
DECAY = 0.01  # AdamW's, while all is tuned
DROPOUT = 0.5  # of each layer's numbers, while all is tuned
SOFT = 200.0  # km: to `locate`, an error counts log(1 + km / SOFT), for what is lost is lost however far it is
CODE = 100  # numbers of the last layer
VOCABULARY = "words.json"

# What suits GeoText, chosen on held-out people of its dev part.
USUAL: dict[str, Any] = {"epochs": 12, "batch_size": 128, "lr": 2e-3, "noise": "words:0.5", "device": "cpu",
                         "precision": "fp32"}  # fmt: skip

Say = Callable[[dict[str, Any]], None]  # hears what metrics.jsonl gets


def configure(config: RunConfig) -> RunConfig:
    """Return `config` with the number of words of its data; raises `DataError` and its kin."""
    words = geotext.load(config.data.name).counts.shape[1]
    return replace(config, model=replace(config.model, words=words, classes=len(STATES)))


def epochs(config: RunConfig) -> int:
    """How many epochs a training has, those of all layers and of the whole together."""
    return PRETRAINING * LAYERS + config.train.epochs


def fit(config: RunConfig, corpus: Corpus, say: Say = lambda line: None) -> Stacked:
    """A model that has learnt from a corpus. Raises `InputError` where all of its people are of one state."""
    if len(np.unique(corpus.states[corpus.states >= 0])) < 2:
        raise InputError(f"{corpus.name} has people of fewer than two states: there is nothing to tell apart")
    device = pick(config.train.device)
    torch.manual_seed(config.train.seed)
    generator = Generator(device).manual_seed(config.train.seed)
    model = models.build(config.model)
    assert isinstance(model, Stacked)
    _measure(model, corpus)
    model.to(device).train()
    x = model.features(torch.from_numpy(corpus.counts.toarray()).to(device))
    h = x
    for k in range(len(model.layers)):
        _pretrain(model, k, h, config, generator, say)
        with torch.no_grad():
            h = model.down(k, h)
    _tune(model, x, corpus, config, generator, say)
    return model.eval()


def _measure(model: Stacked, corpus: Corpus) -> None:
    """Put into the model what is counted, not learnt: words' weights, where the place head begins, what places cost."""
    model.weight.copy_(torch.from_numpy(weights(corpus)))
    lattice = model.lattice.numpy().astype(np.float64)
    for state, middle in enumerate(middles()):
        rows = corpus.states == state
        there = corpus.places[rows] if rows.any() else middle[None]
        cost = np.log1p(distance(there[:, None], lattice[None]) / SOFT).mean(0)
        model.cost[state] = torch.from_numpy(cost)
    with torch.no_grad():
        model.place.weight.mul_(0.1)
        model.place.bias.copy_(torch.from_numpy(np.median(corpus.places, axis=0)) / DEGREES)


def _pretrain(model: Stacked, k: int, h: Tensor, config: RunConfig, generator: Generator, say: Say) -> None:
    """Layer k as a denoising autoencoder of h (N, width): what it makes of masked numbers shall be the whole ones."""
    corrupt = corruptions.parse(str(config.train.noise))
    layer = model.layers[k]
    assert isinstance(layer, nn.Linear)
    decoder = nn.Linear(layer.out_features, layer.in_features).to(h.device)
    descent = torch.optim.Adam([*layer.parameters(), *decoder.parameters()], lr=PRETRAINING_LR)
    plain = float(((h - h.mean(0)) ** 2).sum(1).mean())  # what the mean of all would err
    for epoch in range(1, PRETRAINING + 1):
        total = 0.0
        for rows in _batches(len(h), config.train.batch_size, generator):
            decoded = decoder(model.down(k, corrupt(h[rows], generator)))
            loss = objectives.reconstruction(decoded, h[rows])
            _step(descent, loss)
            total += loss.item() * len(rows)
        say({"stage": f"layer {k + 1}", "epoch": epoch, "split": "train", "loss": total / len(h), "mean": plain})


def _tune(model: Stacked, x: Tensor, corpus: Corpus, config: RunConfig, generator: Generator, say: Say) -> None:
    """All layers and the three heads, on features x (N, V) of which words are masked, and half of each layer."""
    train = config.train
    corrupt = corruptions.parse(str(train.noise))
    states = torch.from_numpy(corpus.states).to(x.device)
    regions = torch.from_numpy(np.where(corpus.states >= 0, REGION_OF[corpus.states], -1)).to(x.device)
    places = torch.from_numpy(corpus.places).float().to(x.device)
    descent = torch.optim.AdamW(model.parameters(), lr=train.lr, weight_decay=DECAY)
    steps = train.epochs * -(-len(x) // train.batch_size)
    size = torch.optim.lr_scheduler.OneCycleLR(descent, train.lr, total_steps=steps, pct_start=0.1)
    for epoch in range(1, train.epochs + 1):
        totals: dict[str, float] = {}
        for rows in _batches(len(x), train.batch_size, generator):
            h = corrupt(x[rows], generator) / (1 - corrupt.level)
            z = torch.cat(model.through(h, DROPOUT), 1)
            losses = objectives.guesses(model.heads(z), states[rows], regions[rows], places[rows])
            _step(descent, losses["loss"])
            size.step()
            for name, value in losses.items():
                totals[name] = totals.get(name, 0.0) + value.item() * len(rows) / len(x)
        say({"stage": "whole", "epoch": epoch, "split": "train", **totals})


def _batches(n: int, size: int, generator: Generator) -> Iterator[Tensor]:
    yield from torch.randperm(n, generator=generator, device=generator.device).split(size)


def _step(descent: torch.optim.Optimizer, loss: Tensor) -> None:
    if not torch.isfinite(loss):
        raise TrainingError("the loss is no longer finite: try a smaller --lr")
    descent.zero_grad(set_to_none=True)
    loss.backward()
    descent.step()


# --- the run folder --------------------------------------------------------------------------------


def train(config: RunConfig, run: Path, say: Say = lambda line: None) -> dict[str, Any]:
    """Train `config` into the folder `run` and return the summary that `train --json` prints; raises `InputError`."""
    if (run / "report.json").exists():
        raise InputError("already holds a run: choose another name", run)
    corpus, test = geotext.load(config.data.name), geotext.load(config.data.name, "test")
    run.mkdir(parents=True, exist_ok=True)
    with locks.held(run):
        write_atomic(run / "config.json", config.to_json())
        (run / "metrics.jsonl").unlink(missing_ok=True)
        try:
            return _train(config, run, corpus, test, say)
        except Exception as error:
            _status(run, "failed", config, message=str(error))
            raise


def _train(config: RunConfig, run: Path, corpus: Corpus, test: Corpus, say: Say) -> dict[str, Any]:
    started = time.monotonic()
    _status(run, "running", config)

    def told(line: dict[str, Any]) -> None:
        log.append_line(run / "metrics.jsonl", _json(line))
        say(line)

    model = fit(config, corpus, told)
    seconds = time.monotonic() - started
    checkpoint.halve(model)
    for counted in model.buffers():  # they are kept in 16 bits, too
        counted.copy_(counted.half())
    checkpoint.save_model(run, model, half=True)
    write_json(run / VOCABULARY, {"words": list(corpus.words), "split": corpus.split, "n": len(corpus)})
    metrics = geo.evaluate(model, config, test, config.train.seed)
    rivals = {
        name: {"column": geo_rivals.RIVALS[name][0]} | {key: round(value, 5) for key, (value, _) in row.items()}
        for name, row in geo_rivals.figures(corpus, test).items()
    }
    kept = {"headline": "state_accuracy", "data": config.data.name, "metrics": metrics, "rivals": rivals}
    write_json(run / "report.json", kept)
    device = describe(model.weight.device)
    summary = {
        "run": runs.shown(run), "device": device, "epochs": config.train.epochs, "seconds": round(seconds, 2),
        "test": {name: metric["value"] for name, metric in metrics.items()},
    }  # fmt: skip
    _status(run, "finished", config, summary=summary, epoch=config.train.epochs)
    write_card(run, seconds, device)
    return summary


def _json(line: dict[str, Any]) -> str:
    return json.dumps({k: round(v, 5) if isinstance(v, float) else v for k, v in line.items()})


def _status(run: Path, state: str, config: RunConfig, **more: Any) -> None:
    write_json(run / "status.json", {"state": state, "pid": os.getpid(), "updated": time.time(), "epoch": 0,
                                     "epochs": config.train.epochs, "no_onnx": "it is of words", **more})  # fmt: skip
