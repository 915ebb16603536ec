"""What ails a training, each in a sentence with the knob that mends it; from the records of its run alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from explorer.config import RunConfig

RISE = 1.5  # the training loss over its first value
GAP = 0.02  # the test loss over its best, as a share of it
LATE = 2  # epochs since the best one


def diagnose(rows: Sequence[dict[str, Any]], config: RunConfig) -> list[str]:
    """Return the sentences that apply to `rows` of metrics.jsonl, none where all is well."""
    train = [row for row in rows if row.get("split") == "train" and _number(row.get("loss"))]
    test = [row for row in rows if row.get("split") == "test" and _number(row.get("loss"))]
    found = [*_scale(train, config), *_units(test, config), *_fit(train, test)]
    return [sentence for sentence in found if sentence]


def _scale(train: Sequence[dict[str, Any]], config: RunConfig) -> list[str]:
    if not train:
        return []
    first, last = train[0], train[-1]
    out = []
    if last["loss"] > RISE * first["loss"] > 0:
        out.append(
            f"The loss has risen from {first['loss']:.4g} to {last['loss']:.4g}: the steps are too large. "
            "Take a smaller learning rate, or clip the gradient."
        )
    beta = config.train.beta
    if _number(last.get("kl")) and last.get("nll", 0) > 0 and beta * last["kl"] > last["nll"]:
        out.append(
            f"beta times the KL ({beta * last['kl']:.4g}) outweighs the reconstruction ({last['nll']:.4g} nats): "
            "the loss is on the wrong scale for these images. Take a smaller beta."
        )
    return out


def _units(test: Sequence[dict[str, Any]], config: RunConfig) -> list[str]:
    """Active units after Burda et al. 2016, section 5.2."""
    whole = config.model.latent_dim
    active: float = test[-1].get("active_units", whole) if test else whole
    if active >= whole:
        return []
    if active == 0:
        return [
            f"All {whole} latent dimensions have collapsed onto the prior: the decoder ignores the code. "
            "Take a smaller beta, or a KL warm-up."
        ]
    return [
        f"{active:.0f} of {whole} latent dimensions are active, the others have collapsed onto the prior. "
        "That costs nothing but room: take fewer dimensions, or a KL warm-up or a smaller beta to use them."
    ]


def _fit(train: Sequence[dict[str, Any]], test: Sequence[dict[str, Any]]) -> list[str]:
    if len(test) <= LATE:
        return []
    best = min(test, key=lambda row: row["loss"])
    last = test[-1]
    rise = last["loss"] - best["loss"]
    since = last["epoch"] - best["epoch"]
    still_falls = bool(train) and train[-1]["loss"] < best["loss"]
    if since < LATE or rise <= GAP * abs(best["loss"]) or not still_falls:
        return []
    return [
        f"It over-fits: the test loss was {best['loss']:.4g} at epoch {best['epoch']:.0f} and is {last['loss']:.4g} "
        f"now, {last['loss'] - train[-1]['loss']:.3g} above the training loss. "
        "Take more images, a smaller size or fewer epochs; patience ends it in time."
    ]


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
