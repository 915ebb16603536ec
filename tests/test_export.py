from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from torch import nn

from explorer import export
from explorer.config import ModelConfig
from explorer.errors import ExportError
from explorer.models import build
from explorer.training.checkpoint import halve
from explorer.training.runs import ROOT


@pytest.mark.parametrize(
    ("kind", "arch"), [("ae", "mlp"), ("vae", "conv"), ("vae", "residual"), ("inpaint", "conv"), ("pca", "mlp")]
)
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


def test_what_is_written_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    export.export(build(ModelConfig("ae", "conv", 4, "tiny", image_shape=(1, 28, 28))), tmp_path)
    for file in (*tmp_path.glob("*.onnx"), *ROOT.glob("*/decoder.onnx")):
        assert b".py" not in file.read_bytes(), file


def test_an_export_that_differs_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "TOLERANCE", -1.0)
    with pytest.raises(ExportError, match="differs from torch"):
        export.export(build(ModelConfig("ae", "mlp", 3, "tiny")), tmp_path)
    assert not list(tmp_path.glob("*.onnx"))


class Skewed(nn.ReLU):
    """A layer that says something else once it is exported."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.relu() + (0.01 if torch.compiler.is_exporting() else 0)


@pytest.mark.parametrize(("arch", "layer", "name"), [("mlp", 1, "decoder.1"), ("conv", 4, "decoder.4")])
def test_the_first_layer_that_differs_is_named(arch: str, layer: int, name: str, tmp_path: Path) -> None:
    model = build(ModelConfig("vae", arch, 3, "tiny"))
    model.decoder[layer] = Skewed()  # type: ignore[index,operator]
    with pytest.raises(ExportError, match=rf"{name} \(Skewed\) is the first layer that does, by 0\.0") as caught:
        export.export(model, tmp_path)
    assert "differs from torch by 0.0" in str(caught.value)
    assert caught.value.file == str(tmp_path / "decoder.onnx")
    assert not list(tmp_path.glob("*.onnx"))


def test_a_layer_that_works_in_place_hides_no_other(tmp_path: Path) -> None:
    model = build(ModelConfig("ae", "mlp", 3, "tiny"))
    model.encoder[3] = nn.Sequential(model.encoder[3], Skewed())  # type: ignore[index,operator]
    with pytest.raises(ExportError, match=r"encoder\.onnx: differs .*encoder\.3\.1 \(Skewed\)"):
        export.export(model, tmp_path)
    assert [p.name for p in tmp_path.glob("*.onnx")] == ["decoder.onnx"]


class Factored(nn.Module):
    """A layer by an operator that ONNX does not have."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.linalg.lu(x[:, :9].reshape(-1, 3, 3))[1].flatten(1)[:, :1].expand_as(x)


def test_an_operator_that_onnx_lacks_is_named_in_one_sentence(tmp_path: Path) -> None:
    model = build(ModelConfig("ae", "mlp", 3, "tiny"))
    model.decoder[1] = Factored()  # type: ignore[index,operator]
    with pytest.raises(ExportError, match=r"the operator aten\.linalg_lu has no counterpart there") as caught:
        export.export(model, tmp_path)
    assert "\n" not in str(caught.value)


def test_what_is_no_onnx_file_is_one_sentence() -> None:
    with pytest.raises(ExportError, match="cannot be run by onnxruntime"):
        export.run(b"words", np.zeros((1, 3), np.float32))


def test_weights_of_16_bits_are_kept_as_such_and_cost_nothing(tmp_path: Path) -> None:
    model = build(ModelConfig("vae", "residual", 4, "tiny")).eval()
    whole = export.export(model, tmp_path / "whole", ("decoder",))["decoder"]
    halve(model)
    half = export.export(model, tmp_path / "half", ("decoder",))["decoder"]
    sizes = [(tmp_path / name / "decoder.onnx").stat().st_size for name in ("whole", "half")]
    weights = sum(p.numel() for p in model.decoder.parameters())  # type: ignore[union-attr, operator]
    assert sizes[0] - sizes[1] == pytest.approx(2 * weights, rel=0.05)
    assert max(whole, half) < 1e-5
