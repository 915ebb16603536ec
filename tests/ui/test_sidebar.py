"""The runs that the sidebar offers."""

from __future__ import annotations

import pytest

from explorer.ui import cache, sidebar


def test_shipped_runs_for_a_curve_are_offered_where_one_is_asked_for_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    curve = "sprites-tc-20-seed-0"
    assert curve in {run.name for run in cache.coded()}  # What β buys has it on its curve
    monkeypatch.setattr(sidebar.st, "session_state", {})
    monkeypatch.setattr(sidebar.st, "query_params", {})
    offered = sidebar._offered()
    assert offered[0] == sidebar.state.FIRST
    assert {"digits-vae", "olivetti-vae", "mnist-iwae", "mnist-denoise"} <= set(offered)
    assert curve not in offered
    monkeypatch.setattr(sidebar.st, "query_params", {"run": curve})
    assert set(sidebar._offered()) == {*offered, curve}


def test_what_a_run_is_in_a_few_words() -> None:
    row = {"model": "vae", "arch": "mlp", "latent_dim": 20, "data": "mnist"}
    assert sidebar.kind_of(row) == "VAE, mlp, 20 latents · mnist"
    assert sidebar.kind_of(row | {"model": "pca"}) == "PCA, 20 latents · mnist"
    assert sidebar.kind_of(row | {"model": "jigsaw", "latent_dim": None}) == "Jigsaw sorter, mlp · mnist"
