from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from explorer import export
from explorer.config import ModelConfig
from explorer.errors import ExportError
from explorer.models import build


@pytest.mark.parametrize(("kind", "arch"), [("ae", "mlp"), ("vae", "conv"), ("inpaint", "conv"), ("pca", "mlp")])
def test_onnx_says_what_torch_says_for_any_batch(kind: str, arch: str, tmp_path: Path) -> None:
    model = build(ModelConfig(kind, arch, 3, "tiny", image_shape=(3, 32, 32))).eval()
    differences = export.export(model, tmp_path)
    assert max(differences.values()) <= export.TOLERANCE
    for n in (1, 5):
        z = torch.randn(n, 3)
        with torch.no_grad():
            expected = model.decode(z).numpy()  # type: ignore[operator]
        np.testing.assert_allclose(export.run((tmp_path / "decoder.onnx").read_bytes(), z.numpy()), expected, atol=1e-4)
    for name in ("decoder", "encoder"):
        onnx.checker.check_model(onnx.load(tmp_path / f"{name}.onnx"))


def test_an_export_that_differs_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "TOLERANCE", -1.0)
    with pytest.raises(ExportError, match="differs from torch"):
        export.export(build(ModelConfig("ae", "mlp", 3, "tiny")), tmp_path)
    assert not list(tmp_path.glob("*.onnx"))
