"""The codec's rows: three columns at equal bits, on a tiny run."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.bench import quality_codec
from explorer.training.checkpoint import open_run


def test_every_row_has_trivial_classical_and_network_at_the_same_bits(runs: Path) -> None:
    ratios: dict[str, float] = {}
    said: list[str] = []
    rows = [r.as_dict() for r in quality_codec._of_run(open_run("ae"), ratios, said.append, n=30)]
    ways, steps = ("one file", "a file each"), quality_codec.STEPS
    assert [row["name"] for row in rows] == [
        *(f"ae {way}, step {step:g}, headers {counted}" for way in ways for step in steps
          for counted in ("counted", "not counted")), "ae one photo in tiles, step 0.25, headers counted",
    ]  # fmt: skip
    for row in rows:
        assert row["value"] == row["network"]
        assert row["unit"] == "dB"
        known = [row[key] for key in quality_codec.LOSSY if row[key] is not None]
        assert row["classical"] == max(known, default=None)
        for key, fewest in row["fewest_bits"].items():
            assert (row[key] is None) == (row["bits_per_pixel"] < fewest)
    counted, bare = rows[6], rows[7]
    assert counted["bits_per_pixel"] - bare["bits_per_pixel"] == pytest.approx(42 * 8 / 32**2, abs=1e-4)
    assert rows[-1]["n"] == 1
    assert rows[-1]["classical"] > rows[-1]["network"]  # a single photo is not what it was trained on
    assert len(said) == 2
