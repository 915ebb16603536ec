"""The anomaly rows: rivals with known answers, and every column of a tiny run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.bench import quality_anomaly
from explorer.training import engine, normality
from explorer.training.checkpoint import open_run
from tests.training.test_oneclass import config

RNG = np.random.default_rng(0)


def test_the_error_of_pca_is_what_lies_off_its_plane() -> None:
    plane = RNG.normal(size=(2, 9)).astype(np.float32)
    train = RNG.normal(size=(300, 2)).astype(np.float32) @ plane
    off = np.linalg.svd(plane)[2][-1].astype(np.float32)  # at a right angle to the plane
    test = np.stack([train[0], train[0] + 2 * off])
    assert quality_anomaly.pca_error(train, test, 2) == pytest.approx([0, 4], abs=1e-3)


@pytest.mark.parametrize("name", quality_anomaly.RIVALS)
def test_every_rival_finds_what_is_far_from_all(name: str) -> None:
    train = RNG.random((200, 40), np.float32) * 0.2
    test = np.concatenate([RNG.random((50, 40), np.float32) * 0.2, 0.5 + 3 * RNG.random((50, 40), np.float32)])
    scores = quality_anomaly.RIVALS[name][1](train, test)
    if name == "PCA error over ink":  # these have ink enough for it
        scores = scores * test.sum(1)
    assert np.median(scores[50:]) > scores[:50].max()


def test_every_column_has_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.train(config(epochs=1), tmp_path / "digits")
    monkeypatch.setattr(quality_anomaly, "TREES", 5)
    ratios: dict[str, float] = {}
    said: list[str] = []
    run = open_run(tmp_path / "digits")
    *rows, settled = quality_anomaly.of_run(run, ratios, said.append)
    assert {row.more["column"] for row in rows} == {"trivial", "classical", "network"}
    assert len(said) == 1
    assert sum(bool(row.more.get("chosen")) for row in rows) == 1
    for row in rows:
        assert row.n == 360
        assert 0 <= row.more["worst"] <= row.value <= 100
    chosen = next(row for row in rows if row.more.get("chosen"))
    best = max(row.value for row in rows if row.more["column"] != "network")
    assert next(iter(ratios.values())) == pytest.approx((100 - best) / (100 - chosen.value), rel=1e-3)
    # The sum that is in use is one of all, and is judged as the rule judges it.
    assert settled.more["sums"] == 26
    assert settled.value == pytest.approx(100 * normality.of(run).told["combined"], abs=1e-3)
    assert (settled.more["place"] == 1) == (settled.value > settled.more["best_other_value"])


def test_a_run_that_is_not_here_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_CHECKPOINTS", str(tmp_path))
    rows = quality_anomaly.rows({}, print)
    assert [row.more["missing"] for row in rows] == [f"there is no finished run {n}" for n in quality_anomaly.RUNS]
