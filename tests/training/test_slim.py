"""A run to hand on is smaller, says what its rounded weights reach, and still does what it did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.errors import InputError
from explorer.files import read_json, write_json
from explorer.metrics import report
from explorer.training.checkpoint import has_snapshot, open_run
from explorer.training.runs import headline
from explorer.training.slim import slim


def test_a_slim_run_is_half_as_large_and_its_report_is_of_what_is_kept(runs: Path) -> None:
    run = runs / "vae"
    before = (run / "model.safetensors").stat().st_size
    weights = open_run(run).model.state_dict()
    left = slim(run)
    assert (run / "model.safetensors").stat().st_size < 0.55 * before
    assert left == sum(file.stat().st_size for file in run.rglob("*") if file.is_file())
    assert not has_snapshot(run)
    opened = open_run(run)
    for name, value in opened.model.state_dict().items():
        np.testing.assert_allclose(value, weights[name], rtol=1e-3, atol=1e-6)
    from explorer.data import load

    again = report.evaluate(opened.model, opened.config, load("digits", "test"))
    assert (read_json(run / "report.json") or {})["metrics"] == again
    assert f"{again['loss']['value']:.4g}" in (run / "card.md").read_text()
    assert headline(run)["value"] == again["loss"]["value"]


def test_pca_stays_exact(runs: Path) -> None:
    before = (runs / "pca" / "model.safetensors").read_bytes()
    slim(runs / "pca")
    assert (runs / "pca" / "model.safetensors").read_bytes() == before


def test_a_run_that_has_not_finished_is_left_alone(runs: Path) -> None:
    write_json(runs / "ae" / "status.json", {"state": "stopped"})
    before = (runs / "ae" / "model.safetensors").read_bytes()
    with pytest.raises(InputError, match="has not finished"):
        slim(runs / "ae")
    assert (runs / "ae" / "model.safetensors").read_bytes() == before
