"""The one training loop: a `RunConfig` in, a run folder out; stopped at any step it goes on exactly."""

from __future__ import annotations

import contextlib
import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from explorer import corruptions, data, models, objectives
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.errors import ExplorerError, InputError, TrainingError
from explorer.files import read_json, write_atomic, write_json
from explorer.latent import history
from explorer.training import checkpoint, finish, locks, log, precision, runs, sets
from explorer.training.bank import Bank, bank
from explorer.training.card import write_card
from explorer.training.descent import Descent
from explorer.training.device import describe, keep_memory, memory, pick
from explorer.training.fast import Captured
from explorer.training.parallel import Group, group, meeting, own_device
from explorer.training.runs import read_config, resolve
from explorer.training.sets import Sets
from explorer.training.step import Step, clean
from explorer.training.watch import Watch

SAVE_EVERY = 60.0  # seconds between snapshots within an epoch
SAVE_AFTER = 1.0  # seconds since the last one that an epoch's end waits for: short epochs do not repay one each
POINTS_PER_EPOCH = 20  # on the live curve
SHORT = 500  # steps: fewer do not repay a measurement of the faster arithmetic
NEEDS_LABELS = {
    "classifier": "a classifier learns labels, and {} has fewer than two of them",
    "oneclass": "oneclass learns a model for each label, and {} has fewer than two: of normal images alone train a vae",
}
GO_ON, STOP, PAUSE = range(3)  # what a run may be told from outside


@dataclass(frozen=True)
class Progress:
    """Where a training is: told to `on_progress` at every point of the curve."""

    step: int
    steps: int
    epoch: int
    epochs: int
    loss: float
    images_per_second: float
    seconds_left: float


class Stopped(Exception):
    """The run was asked to stop; it is saved and can be resumed."""


def train(config: RunConfig, run: Path, on_progress: Callable[[Progress], None] | None = None) -> dict[str, Any] | None:
    """Train `config` into the new folder `run` and return the summary that `train --json` prints.

    Under torchrun the processes train together, the first one writes, and the others return None. Raises
    `InputError` before anything is written, `TrainingError` when the loss is no longer finite.
    """
    if (run / "config.json").exists() and group().first:
        raise InputError("already holds a run: resume it or choose another name", run)
    corruptions.of(config)
    if config.train.start:
        _built(config)  # an error now, before anything is written
    return _go(config, run, True, on_progress)


def resume(run: Path, on_progress: Callable[[Progress], None] | None = None) -> dict[str, Any] | None:
    """Carry on from the last snapshot of `run`, exactly; a finished run returns its summary."""
    config = read_config(run)
    done = read_json(run / "status.json") or {}
    if done.get("state") == "finished" and "summary" in done:
        return dict(done["summary"])
    return _go(config, run, False, on_progress)


def _go(
    config: RunConfig, run: Path, new: bool, on_progress: Callable[[Progress], None] | None
) -> dict[str, Any] | None:
    found = sets.load(config)
    us = group()
    device = own_device(us, pick(config.train.device))
    if new and us.first:
        run.mkdir(parents=True, exist_ok=True)
        write_atomic(run / "config.json", config.to_json())
    with meeting(us, device):
        return _Loop(config, run, found, device, us, on_progress).go()


def configure(config: RunConfig) -> RunConfig:
    """Return `config` with the picture shape of its data filled in; where labels are learnt also how many there are.

    Of patches the config itself says their shape. Raises `InputError` where there are too few labels.
    """
    if config.model.of_photos:
        return config
    shape = data.shape(config.data.name, config.data.image_size)
    model = replace(config.model, image_shape=shape)
    if model.labelled:
        known = data.load(config.data.name, "test", config.data.image_size).label_names
        if len(known) < 2:
            raise InputError(NEEDS_LABELS[model.kind].format(config.data.name))
        model = replace(model, classes=len(known))
    return replace(config, model=model)


def _built(config: RunConfig, anew: bool = True) -> nn.Module:
    """The model as a training begins it; `CheckpointError` where it starts from weights that do not fit."""
    model = models.build(config.model)
    if config.train.start and anew:
        checkpoint.load_weights(model, resolve(config.train.start) / "model.safetensors", deeper=True)
    return model


def _objective(config: RunConfig, count: int) -> objectives.Objective | None:
    """What this run minimises, or None where there is nothing to descend."""
    own = models.row(config.model).objective
    return objectives.of(config.train, own, count) if own else None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


class _Loop:
    """One training from start or snapshot to report, map and card."""

    def __init__(
        self, config: RunConfig, run: Path, images: Sets, device: torch.device, us: Group,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:  # fmt: skip
        self.config, self.run, self.sets, self.device, self.us = config, run, images, device, us
        self.on_progress = on_progress or (lambda progress: None)
        torch.manual_seed(config.train.seed)
        self.model = precision.laid_out(_built(config, not checkpoint.has_snapshot(run)), device)
        self.count = len(images.train)
        self.objective = _objective(config, self.count)
        self.per_epoch = math.ceil(self.count / config.train.batch_size)
        self.steps = self.per_epoch * config.train.epochs if self.objective else 0
        self.descent = Descent(self.model, config.train, self.per_epoch, self.steps)
        self.step, self.seconds, self.saved = 0, 0.0, time.monotonic()
        self.best, self.best_epoch = math.inf, 0  # of the test loss
        self.no_onnx: str | None = None  # why there is none, once that is known
        self.told = {STOP: str(run / "stop"), PAUSE: str(run / "pause")}  # the files that tell, the first one first

    def go(self) -> dict[str, Any] | None:
        """Train to the end under the run's lock, by which others see that this process lives."""
        keep_memory()
        with locks.held(self.run) if self.us.first else contextlib.nullcontext():
            return self._go()

    def _go(self) -> dict[str, Any] | None:
        if self.us.first and (read_json(self.run / "status.json") or {}).get("state") != "queued":
            # A worker may be told to stop while it is still loading torch; any other such file is an old one.
            for file in self.told.values():
                Path(file).unlink(missing_ok=True)
        try:
            self._status("starting")
            if self.objective is None:
                self._fit()
            else:
                self._descend(self.objective)
            if not self.us.first:
                return None
            self._status("measuring")
            summary = self._finish()
            self._status("finished", summary=summary, no_onnx=self.no_onnx)
            return summary
        except Stopped:
            self._status("stopped")
            raise
        except Exception as error:
            known = isinstance(error, ExplorerError) or self.us.size == 1
            message = str(error) if known else f"a process of the training was lost ({_line(error)}); it can be resumed"
            self._status("failed", message=message)
            self._say(f"failed: {message}")
            raise

    def _fit(self) -> None:
        """PCA has a closed form: no steps."""
        assert isinstance(self.model, models.PCA)
        assert isinstance(self.sets.train, ImageSet)
        self._status("running")
        started = time.monotonic()
        images = torch.from_numpy(self.sets.train.images).to(self.device)
        self.model.fit(clean(chunk) for chunk in images.split(2000))
        self.seconds = time.monotonic() - started

    def _settle_precision(self, objective: objectives.Objective, images: Bank) -> None:
        """Choose where the config leaves it open, and write the choice down: a resumed run takes the same."""
        if self.config.train.precision != "auto":
            return
        chosen, reason = "fp32", "fp32: too short to gain by another"
        if self.steps >= SHORT:
            chosen, reason = precision.measured(self.config, self.model, objective, images, self.device)
        chosen = ("fp32", "bf16")[self.us.agree(int(chosen == "bf16"), self.device)]
        self.config = replace(self.config, train=replace(self.config.train, precision=chosen))
        if self.us.first:
            write_atomic(self.run / "config.json", self.config.to_json())
        self._say(f"precision {reason}")

    def _descend(self, objective: objectives.Objective) -> None:
        images = bank(self.sets.train, self.device, labelled=self.config.model.labelled)
        self._settle_precision(objective, images)
        watch = Watch(self.run, self.model, self.config, objective, self.sets.test, self.device)
        plain = Step(self.model, self.config, objective, self.descent, self.us, self.device, self._say)
        step = Captured(plain, images, self.config.train.batch_size)
        self._take_up(watch)
        every = max(1, self.per_epoch // POINTS_PER_EPOCH)
        batches: tuple[Tensor, ...] = ()
        names, totals = tuple[str, ...](), torch.zeros((), device=self.device)
        counted, since = 0, time.monotonic()
        while self.step < self.steps and not self._patience_is_over():
            epoch, i = divmod(self.step, self.per_epoch)
            if i == 0 or not batches:
                # The shuffle of an epoch follows from seed and epoch alone.
                order = images.order(self.config.train.seed * 1_000_003 + epoch)
                batches = order.split(self.config.train.batch_size)
            names, sums = step(batches[i], batches[min(i + 1, len(batches) - 1)], self.step)
            totals = totals + sums
            counted += len(batches[i])
            self.step += 1
            end_of_epoch = self.step % self.per_epoch == 0
            at_point = end_of_epoch or self.step % every == 0
            if at_point:
                means = (self.us.total(totals) / counted).tolist()
                now = time.monotonic()
                self.seconds += now - since
                self._point(dict(zip(names, means, strict=True)), counted / (now - since))
                totals, counted, since = torch.zeros((), device=self.device), 0, time.monotonic()
            if end_of_epoch:
                self._epoch_end(watch)
            if time.monotonic() - self.saved > (SAVE_AFTER if end_of_epoch else SAVE_EVERY):
                self._save()
            since = time.monotonic() if end_of_epoch else since
            if at_point or self.us.size == 1:
                since += self._heed()
        self._save()
        self.descent.settle()

    def _take_up(self, watch: Watch) -> None:
        """Start, or go on from the last snapshot."""
        snapshot = checkpoint.load_snapshot(self.run)
        if snapshot:
            tensors, state = snapshot
            self.descent.load(tensors)
            self.step, self.seconds = int(state["step"]), float(state["seconds"])
            self.best, self.best_epoch = float(state["best"]), int(state["best_epoch"])
        if self.us.first:  # what came after the last save comes again
            log.cut_metrics(self.run, self.step)
            history.drop_after(self.run, self._epoch())
        if snapshot:
            self._say(f"resumed at step {self.step} of {self.steps}")
        else:
            self._say(f"started: {self.steps} steps on {self._where()}")
            if self.us.first:
                watch.keep(0)
        self._status("running")

    def _heed(self) -> float:
        """Stop or wait where the run was told to; return the seconds waited."""
        told, waited = self._told(), 0.0
        if told == PAUSE:
            self._save()
            self._say(f"paused at step {self.step}")
            self._status("paused")
            started = time.monotonic()
            while (told := self._told()) == PAUSE:
                time.sleep(0.2)
            waited = time.monotonic() - started
            self._status("running")
        if told == STOP:
            self._save()
            self._say(f"stopped at step {self.step}")
            raise Stopped
        return waited

    def _told(self) -> int:
        there = (told for told, file in self.told.items() if os.path.exists(file))
        return self.us.agree(next(there, GO_ON) if self.us.first else GO_ON, self.device)

    def _patience_is_over(self) -> bool:
        patience = self.config.train.patience
        over = bool(patience) and self._epoch() - self.best_epoch >= patience
        if over:
            self._say(f"ended at epoch {self._epoch()}: no better test loss since epoch {self.best_epoch}")
        return over

    def _point(self, values: dict[str, float], speed: float) -> None:
        """A point of the training curve."""
        if not all(math.isfinite(v) for v in values.values()):
            raise TrainingError(f"the loss is no longer a number at step {self.step}: try a smaller lr", self.run)
        self._record("train", values, images_per_second=round(speed))
        left = (self.steps - self.step) * self.seconds / self.step
        self._status("running", seconds_left=round(left, 1), images_per_second=round(speed))
        if not self.us.first:
            return
        self.on_progress(
            Progress(
                self.step, self.steps, self._epoch(), self.config.train.epochs,
                values["loss"], speed, left,
            )
        )  # fmt: skip

    def _record(self, split: str, values: dict[str, float], **more: float) -> None:
        if not self.us.first:
            return
        rounded = {k: round(v, 6) for k, v in values.items()}
        row = {"step": self.step, "epoch": self.step / self.per_epoch, "split": split, **rounded, **more}
        log.append_line(self.run / "metrics.jsonl", json.dumps(row))

    def _say(self, text: str) -> None:
        if self.us.first:
            log.say(self.run, text)

    def _epoch(self) -> int:
        return self.step // self.per_epoch

    def _save(self) -> None:
        state = {
            "step": self.step, "epoch": self._epoch(), "seconds": self.seconds,
            "best": self.best, "best_epoch": self.best_epoch,
        }  # fmt: skip
        if self.us.first:
            checkpoint.save_snapshot(self.run, self.model, self.descent.tensors(), state)
        self.saved = time.monotonic()

    def _epoch_end(self, watch: Watch) -> None:
        epoch = self._epoch()
        if self.us.first:
            with self.descent.averaged():
                values = watch.look(epoch)
            if values["loss"] < self.best:
                self.best, self.best_epoch = values["loss"], epoch
            self._record("test", values, n=len(watch.images))
            self._say(f"epoch {epoch}: test " + ", ".join(f"{k} {v:.4f}" for k, v in values.items()))
        self.best_epoch = self.us.agree(self.best_epoch, self.device)

    def _finish(self) -> dict[str, Any]:
        """Measure on the whole test split, draw the map, write the card."""
        config, test = self.config, self.sets.test
        values = finish.measure(self.run, config, self.model, test)
        if config.model.has_code:
            finish.draw_map(self.run, config, self.model, test, self._say, self._status)
            self.no_onnx = finish.write_onnx(self.run, self.model, self._say)
        write_card(self.run, self.seconds, self._where())
        log.say(self.run, "finished")
        trained = self._epoch() * self.count if self.objective else 0
        return {
            "run": runs.shown(self.run),
            "device": self._where(),
            "epochs": self._epoch(),
            "steps": self.step,
            "seconds": round(self.seconds, 2),
            "images_per_second": round(trained / self.seconds) if self.seconds else 0,
            "test": values,
        }

    def _where(self) -> str:
        return describe(self.device) + (f", {self.us.size} processes" if self.us.size > 1 else "")

    def _status(self, state: str, **more: Any) -> None:
        if not self.us.first:
            return
        write_json(
            self.run / "status.json",
            {
                "state": state, "pid": os.getpid(), "updated": time.time(),
                "epoch": self._epoch(), "epochs": self.config.train.epochs,
                "step": self.step, "steps": self.steps,
                "device": self._where(), "precision": self.config.train.precision,
                "memory_mib": memory(self.device), **more,
            },
        )  # fmt: skip
