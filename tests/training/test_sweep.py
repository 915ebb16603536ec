"""Which runs make a sweep over code sizes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.training.sweep import DEEP, LINEAR, sweeps

DIGITS = RunConfig(DataConfig("digits"), ModelConfig("ae", "conv", image_shape=(1, 32, 32)), TrainConfig())


def written(root: Path, name: str, kind: str = "ae", latent_dim: int = 8, arch: str = "conv", **train: int) -> Path:
    config = replace(
        DIGITS, model=replace(DIGITS.model, kind=kind, latent_dim=latent_dim, arch=arch),
        train=replace(DIGITS.train, **train),
    )  # fmt: skip
    (root / name).mkdir()
    (root / name / "config.json").write_text(config.to_json())
    return root / name


def test_a_sweep_is_the_largest_group_that_differs_in_code_size_alone(tmp_path: Path) -> None:
    small, large = (written(tmp_path, f"pca-{d}", "pca", d) for d in (4, 32))
    deep = {d: written(tmp_path, f"deep-{d}", latent_dim=d, epochs=d, seed=d) for d in (2, 8, 64)}
    linear = {d: written(tmp_path, f"linear-{d}", latent_dim=d, arch="linear") for d in (2, 16)}
    others = [written(tmp_path, f"other-{d}", latent_dim=d, batch_size=7) for d in (4, 8)]
    vae = written(tmp_path, "vae", "vae", 4)
    found = sweeps([*others, small, large, *deep.values(), *linear.values(), vae])
    assert list(found) == ["digits"]
    assert found["digits"].pca == large
    assert found["digits"].runs == {DEEP: deep, LINEAR: linear}
    assert found["digits"].sizes() == [2, 8, 16]  # PCA has no 64 components here
    assert set(found["digits"].all()) == {large, *deep.values(), *linear.values()}


def test_without_pca_or_with_one_size_alone_there_is_none(tmp_path: Path) -> None:
    two = [written(tmp_path, f"deep-{d}", latent_dim=d) for d in (2, 8)]
    pca = written(tmp_path, "pca", "pca", 16)
    assert sweeps(two) == {}
    assert sweeps([pca, two[0]]) == {}
    assert list(sweeps([pca, *two])) == ["digits"]
