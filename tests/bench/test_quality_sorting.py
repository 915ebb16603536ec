"""The rows of image sorting: three columns on the same puzzles, and a missing run is said."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from explorer.bench import quality_sorting
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.training import engine


def test_each_column_is_measured_on_the_same_puzzles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_CHECKPOINTS", str(tmp_path))
    model = ModelConfig("jigsaw", size="tiny", image_shape=(1, 32, 32), grid=2)
    settings = TrainConfig(epochs=1, batch_size=64, lr=3e-3, device="cpu", precision="fp32")
    engine.train(RunConfig(DataConfig("digits"), model, settings, "none"), tmp_path / "tiles")
    said: list[str] = []
    rows = quality_sorting.rows(said.append, range(2), ("tiles", "none"))
    assert math.isnan(rows[-1].value)
    found = {(row.more["measure"], row.more["column"]): row for row in rows[:-1] if row.more["measure"] == "tiles"}
    trivial, classical, network = (found["tiles", c] for c in ("trivial", "classical, black ground", "network"))
    assert found["tiles", "classical"].value < trivial.value < min(classical.value, network.value)  # rims end up inside
    assert {row.n for row in (trivial, classical, network)} == {360}
    assert network.more["seeds"] == [0, 1]
    ratio = quality_sorting.ratios(rows)["tiles: tiles right, network over the better edge matching"]
    assert ratio == pytest.approx(network.value / classical.value, rel=1e-3)
    assert {"probe", "probe_pixels", "probe_untrained"} <= {row.more.get("measure") for row in rows}
    assert len(said) == 2
