"""A step that is captured as a CUDA graph computes what the plain step computes."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from explorer.training import engine, fast
from explorer.training.log import read_metrics
from tests.conftest import tiny

pytestmark = pytest.mark.usefixtures("without_onnx")
FULL = {"schedule": "cosine", "warmup": 5, "kl_warmup": 1.5, "clip": 20.0, "ema": 0.99}


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
@pytest.mark.parametrize("kind", ["vae", "dae", "inpaint"])
@pytest.mark.parametrize("settings", [{}, FULL])
def test_a_replayed_step_gives_the_losses_of_the_plain_one(
    kind: str, settings: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tiny(kind, epochs=3, batch_size=144, device="cuda", **settings)
    engine.train(config, tmp_path / "captured")
    assert "captured as a CUDA graph" in (tmp_path / "captured" / "log.txt").read_text()
    monkeypatch.setattr(fast, "_why_not", lambda *_: "told not to")
    engine.train(config, tmp_path / "plain")
    ours, theirs = (read_metrics(tmp_path / name) for name in ("captured", "plain"))
    assert [r["loss"] for r in ours] == pytest.approx([r["loss"] for r in theirs], rel=1e-4)


def test_on_a_cpu_the_step_is_the_plain_one(tmp_path: Path) -> None:
    engine.train(tiny("vae"), tmp_path / "run")
    assert "CUDA graph" not in (tmp_path / "run" / "log.txt").read_text()
