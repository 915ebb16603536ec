"""What the figures compute before they draw."""

from __future__ import annotations

import pytest

from explorer.ui.figures import curves, smoothed

ROWS = [{"split": "train", "epoch": i / 4, "loss": v} for i, v in enumerate((8.0, 2.0, 4.0, 3.0))]
ROWS += [{"split": "test", "epoch": 1, "loss": 5.0}]


def test_smoothing_by_nothing_changes_nothing_and_a_level_stays_level() -> None:
    assert smoothed([3.0, 1.0, 2.0], 0.0) == [3.0, 1.0, 2.0]
    assert smoothed([7.0] * 5, 0.9) == pytest.approx([7.0] * 5)
    assert smoothed([0.0, 1.0], 0.5) == pytest.approx([0.0, 1 / 1.5])


def test_only_training_is_smoothed_and_the_axis_follows() -> None:
    plain, smooth = curves(ROWS, "nats"), curves(ROWS, "nats", 0.9, log=True)
    assert list(smooth.data[1].y) == list(plain.data[1].y) == [5.0]
    assert max(smooth.data[0].y) - min(smooth.data[0].y) < max(plain.data[0].y) - min(plain.data[0].y)
    assert (plain.layout.yaxis.type, smooth.layout.yaxis.type) == ("linear", "log")


def test_a_long_curve_is_thinned_and_ends_at_its_newest_point() -> None:
    rows = [{"split": "train", "epoch": i, "loss": 1.0 + i} for i in range(9000)]
    line = curves(rows, "nats").data[0]
    assert len(line.x) == len(line.y) <= 600
    assert (line.x[-1], line.y[-1]) == (8999, 9000.0)
