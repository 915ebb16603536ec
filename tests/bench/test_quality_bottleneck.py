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
    by_size: dict[int, dict[str, float]] = {}
    for row in rows[:-1]:
        by_size.setdefault(row["latent_dim"], {})[row["name"].split(", ")[1]] = row["value"]
    assert sorted(by_size) == [0, 1, 2, 4, 8, 16, 32, 64]
    for k, values in by_size.items():
        if k:
            assert values["PCA"] < by_size[0]["mean image"]
            expected = values["PCA"] / values["Deep autoencoder"]
            assert ratios[f"digits, {k} numbers, PCA's squared error over the deep autoencoder's"] == pytest.approx(
                expected, rel=1e-2
            )


def test_where_no_run_differs_in_size_alone_the_row_says_so(runs: Path) -> None:
    rows = [row.as_dict() for row in quality_bottleneck.rows({}, lambda line: None)]
    assert rows[0]["missing"].startswith("there are no runs on digits")
    assert rows[0]["value"] is None
