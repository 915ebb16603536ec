"""A run to hand on is smaller, says what its rounded weights reach, and still does what it did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.errors import InputError
from explorer.files import read_json, write_json
from explorer.latent import atlas
from explorer.latent.atlas import thumbnails
from explorer.metrics import report
from explorer.training.checkpoint import has_snapshot, open_run
from explorer.training.log import read_metrics
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


def test_the_map_of_a_slim_run_is_lighter_and_stays_where_it_is(runs: Path) -> None:
    run = runs / "vae"
    before, pictures = atlas.read(run), thumbnails(run)
    size = sum(f.stat().st_size for f in (run / "atlas").iterdir())
    slim(run)
    after = atlas.read(run)
    np.testing.assert_allclose(after.z, before.z, rtol=1e-3, atol=1e-6)
    assert after.z.dtype == np.float32
    for name in before.xy:
        np.testing.assert_array_equal(after.xy[name], before.xy[name])
    for mine, theirs in zip(thumbnails(run), pictures, strict=True):
        assert mine.mode == theirs.mode
        assert np.abs(np.asarray(mine, float) - np.asarray(theirs, float)).mean() < 6  # of 255
    assert sum(f.stat().st_size for f in (run / "atlas").iterdir()) < 0.7 * size


def test_of_the_curve_both_splits_are_thinned_and_their_last_points_stay(
    runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runs / "vae"
    monkeypatch.setattr("explorer.training.slim.POINTS", 2)
    before = read_metrics(run)
    slim(run)
    after = read_metrics(run)
    assert [row for row in before if row in after] == after
    for split in ("train", "test"):
        was, stays = ([row for row in rows if row["split"] == split] for rows in (before, after))
        assert 1 <= len(stays) <= 2
        assert len(stays) < len(was) or len(was) == 1
        assert stays[-1] == was[-1]


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
