"""The one training loop: a `RunConfig` in, a run folder out; stopped at any step it goes on exactly."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Generator, Tensor

from explorer import corruptions, data, export, models, objectives
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.errors import InputError, TrainingError
from explorer.files import read_json, write_atomic, write_json
from explorer.latent import mapping
from explorer.metrics import likelihood, report
from explorer.pictures import png, sheet, to_uint8
from explorer.training import checkpoint, fast, locks, log
from explorer.training.card import write_card
from explorer.training.descent import Descent
from explorer.training.device import describe, memory, pick
from explorer.training.runs import read_config, shown

PREVIEW = 10  # test pictures that are redrawn at every epoch
WATCHED = 2000  # test pictures whose loss is taken at every epoch
SAVE_EVERY = 60.0  # seconds between snapshots within an epoch
POINTS_PER_EPOCH = 20  # on the live curve
SHORT = 500  # steps: fewer do not repay a measurement of the faster arithmetic


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


def train(config: RunConfig, run: Path, on_progress: Callable[[Progress], None] | None = None) -> dict[str, Any]:
    """Train `config` into the new folder `run` and return the summary that `train --json` prints.

    Raises `InputError` before anything is written, `TrainingError` when the loss is no longer finite.
    """
    if (run / "config.json").exists():
        raise InputError("already holds a run: resume it or choose another name", run)
    corruptions.of(config)
    sets = _load_sets(config)
    device = pick(config.train.device)
    run.mkdir(parents=True, exist_ok=True)
    write_atomic(run / "config.json", config.to_json())
    return _Loop(config, run, sets, device, on_progress).go()


def resume(run: Path, on_progress: Callable[[Progress], None] | None = None) -> dict[str, Any]:
    """Carry on from the last snapshot of `run`, exactly; a finished run returns its summary."""
    config = read_config(run)
    done = read_json(run / "status.json") or {}
    if done.get("state") == "finished" and "summary" in done:
        return dict(done["summary"])
    return _Loop(config, run, _load_sets(config), pick(config.train.device), on_progress).go()


def configure(config: RunConfig) -> RunConfig:
    """Return `config` with the picture shape of its data filled in."""
    shape = data.shape(config.data.name, config.data.image_size)
    return replace(config, model=replace(config.model, image_shape=shape))


def _load_sets(config: RunConfig) -> dict[str, ImageSet]:
    sets = {split: data.load(config.data.name, split, config.data.image_size) for split in ("train", "test")}
    shape = sets["train"].shape
    if shape != config.model.image_shape:
        raise InputError(f"{config.data.name} has pictures of {shape}, the config says {config.model.image_shape}")
    return sets


def _objective(config: RunConfig) -> objectives.Objective | None:
    """What this run minimises, or None where there is nothing to descend."""
    name = models.MODELS[config.model.kind].objective
    if config.model.kind == "vae" and config.train.iw_samples > 1:
        return partial(objectives.iwae, k=config.train.iw_samples)
    return objectives.OBJECTIVES[name] if name else None


def _out_of_memory(error: Exception) -> bool:
    return isinstance(error, torch.OutOfMemoryError) or "can't allocate memory" in str(error)


class _Loop:
    """One training from start or snapshot to report, map and card."""

    def __init__(
        self,
        config: RunConfig,
        run: Path,
        sets: dict[str, ImageSet],
        device: torch.device,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.config, self.run, self.sets, self.device = config, run, sets, device
        self.on_progress = on_progress or (lambda progress: None)
        torch.manual_seed(config.train.seed)
        self.model = fast.laid_out(models.build(config.model), device)
        self.objective = _objective(config)
        self.corruption = corruptions.of(config)
        self.images = torch.from_numpy(sets["train"].images).to(device)  # uint8, resident
        self.watched = torch.from_numpy(sets["test"].take(WATCHED).images).to(device)
        self.batch = config.train.batch_size
        self.per_epoch = math.ceil(len(self.images) / self.batch)
        self.steps = self.per_epoch * config.train.epochs if self.objective else 0
        self.descent = Descent(self.model, config.train, self.per_epoch, self.steps)
        self.step, self.seconds, self.saved = 0, 0.0, time.monotonic()
        self.best, self.best_epoch = math.inf, 0  # of the test loss
        self.parts = 1  # of a batch, where it does not fit into memory as a whole

    def go(self) -> dict[str, Any]:
        """Train to the end under the run's lock, by which others see that this process lives."""
        with locks.held(self.run):
            return self._go()

    def _go(self) -> dict[str, Any]:
        # A worker may be told to stop while it is still loading torch; any other such file is an old one.
        if (read_json(self.run / "status.json") or {}).get("state") != "queued":
            (self.run / "stop").unlink(missing_ok=True)
        try:
            self._status("starting")
            if self.objective is None:
                self._fit()
            else:
                self._descend()
            self._status("measuring")
            summary = self._finish()
            self._status("finished", summary=summary)
            return summary
        except Stopped:
            self._status("stopped")
            raise
        except Exception as error:
            self._status("failed", message=str(error))
            log.say(self.run, f"failed: {error}")
            raise

    def _fit(self) -> None:
        """PCA has a closed form: no steps."""
        assert isinstance(self.model, models.PCA)
        self._status("running")
        started = time.monotonic()
        self.model.fit(self._clean(chunk) for chunk in self.images.split(2000))
        self.seconds = time.monotonic() - started

    def _settle_precision(self) -> None:
        """Choose where the config leaves it open, and write the choice down: a resumed run takes the same."""
        assert self.objective is not None
        if self.config.train.precision != "auto":
            return
        chosen, reason = "fp32", "fp32: too short to gain by another"
        if self.steps >= SHORT:
            clean = self._clean(self.images[: self.batch])
            corrupted = self._corrupt(clean, Generator(self.device).manual_seed(0))
            try:
                chosen, reason = fast.choose(self.model, self.objective, clean, corrupted)
            except (torch.OutOfMemoryError, RuntimeError) as error:
                if not _out_of_memory(error):
                    raise
                reason = "fp32: the batch does not fit into memory as a whole, nothing was measured"
        self.config = replace(self.config, train=replace(self.config.train, precision=chosen))
        write_atomic(self.run / "config.json", self.config.to_json())
        log.say(self.run, f"precision {reason}")

    def _descend(self) -> None:
        self._settle_precision()
        snapshot = checkpoint.load_snapshot(self.run)
        if snapshot:
            tensors, state = snapshot
            self.descent.load(tensors)
            self.step, self.seconds = int(state["step"]), float(state["seconds"])
            self.best, self.best_epoch = float(state["best"]), int(state["best_epoch"])
            log.cut_metrics(self.run, self.step)
            log.say(self.run, f"resumed at step {self.step} of {self.steps}")
        else:
            log.say(self.run, f"started: {self.steps} steps on {describe(self.device)}")
        self._status("running")
        every = max(1, self.per_epoch // POINTS_PER_EPOCH)
        generator = Generator(self.device)
        order, order_epoch = torch.empty(0, dtype=torch.long), -1
        totals, names = torch.zeros((), device=self.device), tuple[str, ...]()
        counted, since = 0, time.monotonic()
        while self.step < self.steps and not self._patience_is_over():
            epoch, i = divmod(self.step, self.per_epoch)
            if epoch != order_epoch:
                order, order_epoch = self._order(epoch), epoch
            chosen = order[i * self.batch : (i + 1) * self.batch]
            values = self._one_step(self._clean(self.images.index_select(0, chosen)), generator)
            names, totals = tuple(values), totals + torch.stack(tuple(values.values())) * len(chosen)
            counted += len(chosen)
            self.step += 1
            end_of_epoch = self.step % self.per_epoch == 0
            if end_of_epoch or self.step % every == 0:
                now = time.monotonic()
                self.seconds += now - since
                means = (totals / counted).tolist()
                self._point(dict(zip(names, means, strict=True)), counted / (now - since))
                totals, counted, since = torch.zeros((), device=self.device), 0, time.monotonic()
            if end_of_epoch:
                with self.descent.averaged():
                    self._epoch_end(epoch + 1)
            if end_of_epoch or time.monotonic() - self.saved > SAVE_EVERY:
                self._save()
                since = time.monotonic() if end_of_epoch else since
            if os.path.exists(self.run / "stop"):
                self._save()
                log.say(self.run, f"stopped at step {self.step}")
                raise Stopped
        self.descent.settle()

    def _patience_is_over(self) -> bool:
        patience = self.config.train.patience
        over = bool(patience) and self._epoch() - self.best_epoch >= patience
        if over:
            log.say(self.run, f"ended at epoch {self._epoch()}: no better test loss since epoch {self.best_epoch}")
        return over

    def _one_step(self, clean: Tensor, generator: Generator) -> dict[str, Tensor]:
        """One step, in as many parts as the device's memory needs."""
        while True:
            try:
                return self._in_parts(clean, generator)
            except (torch.OutOfMemoryError, RuntimeError) as error:
                if not _out_of_memory(error):
                    raise
                if self.parts >= len(clean):
                    raise TrainingError(
                        f"not even one image of the batch fits into the memory of {describe(self.device)}: "
                        "choose a smaller size or smaller images", self.run,
                    ) from error  # fmt: skip
            self.parts *= 2
            self.descent.clear()
            if self.device.type == "cuda":
                torch.cuda.empty_cache()
            log.say(self.run, f"out of memory: batches go in {self.parts} parts from here, gradients added up")

    def _in_parts(self, clean: Tensor, generator: Generator) -> dict[str, Tensor]:
        assert self.objective is not None
        # The generator is set by the step's number: a resumed run draws what the uninterrupted one drew.
        generator.manual_seed(self.config.train.seed * 1_000_003 + self.step)
        beta = self.descent.beta(self.step)
        self.descent.clear()
        whole: dict[str, Tensor] = {}
        for part in clean.chunk(self.parts):
            share = len(part) / len(clean)
            with fast.autocast(self.device, self.config.train.precision):
                values = self.objective(self.model, part, self._corrupt(part, generator), generator, beta)
            if self.parts == 1:
                values["loss"].backward()
                whole = {name: value.detach() for name, value in values.items()}
                break
            (values["loss"] * share).backward()
            for name, value in values.items():
                whole[name] = whole.get(name, 0) + value.detach() * share
        self.descent.down(self.step)
        return whole

    def _order(self, epoch: int) -> Tensor:
        """The shuffle of an epoch, from seed and epoch alone."""
        shuffle = Generator().manual_seed(self.config.train.seed * 1_000_003 + epoch)
        return torch.randperm(len(self.images), generator=shuffle).to(self.device)

    @staticmethod
    def _clean(images: Tensor) -> Tensor:
        return images.float() / 255

    def _corrupt(self, clean: Tensor, generator: Generator) -> Tensor:
        if isinstance(self.corruption, corruptions.Mask) and self.config.model.kind == "inpaint":
            return corruptions.with_mask(clean, self.corruption.mask(clean, generator))
        return self.corruption(clean, generator) if self.corruption else clean

    def _point(self, values: dict[str, float], speed: float) -> None:
        """A point of the training curve."""
        if not all(math.isfinite(v) for v in values.values()):
            raise TrainingError(f"the loss is no longer a number at step {self.step}: try a smaller lr", self.run)
        self._record("train", values, images_per_second=round(speed))
        left = (self.steps - self.step) * self.seconds / self.step
        self._status("running", seconds_left=round(left, 1), images_per_second=round(speed))
        self.on_progress(
            Progress(
                self.step, self.steps, self._epoch(), self.config.train.epochs,
                values["loss"], speed, left,
            )
        )  # fmt: skip

    def _record(self, split: str, values: dict[str, float], **more: float) -> None:
        rounded = {k: round(v, 6) for k, v in values.items()}
        row = {"step": self.step, "epoch": self.step / self.per_epoch, "split": split, **rounded, **more}
        log.append_line(self.run / "metrics.jsonl", json.dumps(row))

    def _epoch(self) -> int:
        return self.step // self.per_epoch

    def _save(self) -> None:
        state = {
            "step": self.step, "epoch": self._epoch(), "seconds": self.seconds,
            "best": self.best, "best_epoch": self.best_epoch,
        }  # fmt: skip
        checkpoint.save_snapshot(self.run, self.model, self.descent.tensors(), state)
        self.saved = time.monotonic()

    def _epoch_end(self, epoch: int) -> None:
        values = self._test_values(self.watched)
        if values["loss"] < self.best:
            self.best, self.best_epoch = values["loss"], epoch
        if isinstance(self.model, models.VAE):
            values["active_units"] = self._active_units(self.model)
        self._record("test", values, n=len(self.watched))
        log.say(self.run, f"epoch {epoch}: test " + ", ".join(f"{k} {v:.4f}" for k, v in values.items()))
        write_atomic(self.run / "preview.png", self._preview())

    @torch.inference_mode()
    def _test_values(self, images: Tensor) -> dict[str, float]:
        """The objective on test pictures, drawn with the same noise every time."""
        assert self.objective is not None
        generator = Generator(self.device).manual_seed(0)
        totals: dict[str, float] = {}
        for chunk in images.split(500):
            clean = self._clean(chunk)
            corrupted = self._corrupt(clean, generator)
            # The bound is reported at beta = 1 whatever is trained.
            for name, value in self.objective(self.model, clean, corrupted, generator).items():
                totals[name] = totals.get(name, 0.0) + value.item() * len(chunk)
        return {name: total / len(images) for name, total in totals.items()}

    @torch.inference_mode()
    def _active_units(self, model: models.VAE) -> float:
        chunks = self.watched.split(500)
        return float(likelihood.active_units(torch.cat([model.posterior(self._clean(chunk))[0] for chunk in chunks])))

    @torch.inference_mode()
    def _preview(self) -> bytes:
        """Rows of the same test pictures: real, corrupted where it is, reconstructed; then prior samples."""
        generator = Generator(self.device).manual_seed(0)
        clean = self._clean(self.watched[:PREVIEW])
        corrupted = self._corrupt(clean, generator)
        rows = [clean]
        if self.corruption is not None:
            rows.append(corrupted[:, : clean.shape[1]])
        rows.append(self.model(corrupted))
        if isinstance(self.model, models.VAE):
            z = torch.randn(PREVIEW, self.config.model.latent_dim, generator=generator, device=self.device)
            rows.append(self.model.decode(z))
        return png(sheet(to_uint8(torch.cat(rows).float().cpu()), len(clean), gap=2))

    def _finish(self) -> dict[str, Any]:
        """Measure on the whole test split, draw the map, write the card."""
        config, test = self.config, self.sets["test"]
        self.model.to(memory_format=torch.contiguous_format).eval()  # type: ignore[call-overload]
        checkpoint.save_model(self.run, self.model)
        metrics = report.evaluate(self.model, config, test, iw_samples=0, seed=0)
        write_json(
            self.run / "report.json",
            {"headline": report.HEADLINE[config.model.kind], "data": config.data.name, "metrics": metrics},
        )
        if config.map != "none":
            mapping.build(self.run, self.model, test, config.train.seed)
        if config.map == "umap":
            self._status("mapping")
            mapping.add_map(self.run, "umap")
        export.export(self.model, self.run)
        write_card(self.run, self.seconds, describe(self.device))
        log.say(self.run, "finished")
        values = {k: m["value"] for k, m in metrics.items()}
        values.setdefault("loss", values["squared_error"])
        trained = self._epoch() * len(self.images) if self.objective else 0
        return {
            "run": shown(self.run),
            "device": describe(self.device),
            "epochs": self._epoch(),
            "steps": self.step,
            "seconds": round(self.seconds, 2),
            "images_per_second": round(trained / self.seconds) if self.seconds else 0,
            "test": values,
        }

    def _status(self, state: str, **more: Any) -> None:
        write_json(
            self.run / "status.json",
            {
                "state": state, "pid": os.getpid(), "updated": time.time(),
                "epoch": self._epoch(), "epochs": self.config.train.epochs,
                "step": self.step, "steps": self.steps,
                "device": describe(self.device), "precision": self.config.train.precision,
                "memory_mib": memory(self.device), **more,
            },
        )  # fmt: skip
