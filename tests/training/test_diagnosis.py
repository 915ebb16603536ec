"""Each ailment is named with its knob, and a healthy run is left in peace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from explorer.config import RunConfig
from explorer.training.diagnosis import diagnose
from tests.conftest import tiny

Rows = list[dict[str, float | str]]


def rows(train: Sequence[float], test: Sequence[float], **more: float) -> Rows:
    """One point an epoch."""
    found: Rows = []
    for i, (a, b) in enumerate(zip(train, test, strict=True), start=1):
        found += [{"split": "train", "epoch": i, "loss": a, **more}, {"split": "test", "epoch": i, "loss": b, **more}]
    return found


def test_a_healthy_run_has_no_sentence() -> None:
    assert diagnose(rows([9, 6, 5, 4.5], [8, 6, 5.2, 5.0], nll=3, kl=2, active_units=4), tiny("vae")) == []
    assert diagnose([], tiny("vae")) == []
    assert diagnose([{"split": "test"}, {"split": "train", "loss": None}], tiny("vae")) == []


@pytest.mark.parametrize(
    ("given", "config", "words", "knob"),
    [
        (rows([9, 6, 4, 3], [8, 5.0, 5.1, 5.5]), tiny("ae"), "over-fits: the test loss was 5 at epoch 2", "patience"),
        (rows([9, 12, 20], [9, 12, 20]), tiny("ae"), "risen from 9 to 20", "learning rate"),
        (rows([9, 8], [9, 8], nll=3, kl=2), tiny("vae", beta=2.0), "wrong scale", "smaller beta"),
        (rows([9, 8], [9, 8], active_units=0), tiny("vae"), "All 4 latent dimensions have collapsed", "warm-up"),
        (rows([9, 8], [9, 8], active_units=3), tiny("vae"), "3 of 4 latent dimensions are active", "fewer dimensions"),
    ],
)
def test_each_ailment_has_its_sentence_and_its_knob(given: Rows, config: RunConfig, words: str, knob: str) -> None:
    (sentence,) = diagnose(given, config)
    assert words in sentence
    assert knob in sentence


def test_a_test_loss_that_only_wobbles_is_not_over_fitting() -> None:
    assert diagnose(rows([9, 6, 4, 3], [8, 5.0, 5.05, 5.04]), tiny("ae")) == []


def test_negative_losses_are_judged_by_their_size() -> None:
    config = tiny("vae")
    config = replace(config, model=replace(config.model, likelihood="gaussian"))
    assert diagnose(rows([-100, -300], [-100, -290], nll=-310, kl=10, active_units=4), config) == []
