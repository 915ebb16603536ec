"""The rows by code size: trivial, classical and network on the same test images."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.bench import quality_bottleneck


def test_the_shipped_sweep_has_every_column_at_every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality_bottleneck, "ALONE", "no-such-run")
    ratios: dict[str, float] = {}
    rows = [row.as_dict() for row in quality_bottleneck.rows(ratios, lambda line: None)]
    assert rows[-1]["missing"] == "there is no finished run no-such-run"
    values = {row["name"]: row["value"] for row in rows[:-1]}
    noise, whole = quality_bottleneck.NOISE, values["digits, mean image, 0 numbers"]
    for k in (1, 2, 4, 8, 16, 32, 64):
        pca, deep = (values[f"digits, {who}, {k} numbers"] for who in ("PCA", "Deep autoencoder"))
        assert pca < whole
        expected = ratios[f"digits, {k} numbers, PCA's squared error over the deep autoencoder's"]
        assert pca / deep == pytest.approx(expected, rel=1e-2)
        # Straight lines that are learnt end where PCA's are, but for directions of hardly any variance.
        assert values[f"digits, Linear autoencoder, {k} numbers"] == pytest.approx(pca, abs=0.04)
        angle = next(row for row in rows if row["name"].startswith(f"digits, Linear autoencoder, {k} numbers, largest"))
        assert angle["median"] < 0.5
        assert 0.999 < angle["variance_held"] <= 1
    for who in ("PCA", "Linear autoencoder", "Deep autoencoder"):
        left = {k: values[f"{noise}, {who}, {k} numbers"] / values[f"{noise}, mean image, 0 numbers"] for k in (8, 64)}
        assert left[8] > 2 * values[f"digits, {who}, 8 numbers"] / whole  # noise is not to be had from few numbers
        assert left[64] < 0.1  # a code as large as the picture copies it


def test_where_no_run_differs_in_size_alone_the_row_says_so(runs: Path) -> None:
    rows = [row.as_dict() for row in quality_bottleneck.rows({}, lambda line: None)]
    assert rows[0]["missing"].startswith("there are no runs on digits")
    assert rows[0]["value"] is None
