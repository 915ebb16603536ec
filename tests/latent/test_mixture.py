"""A mixture gives back the clusters that it was fitted to."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from explorer.latent.mixture import fit


def test_samples_have_the_means_covariances_and_shares_of_the_codes() -> None:
    rng = np.random.default_rng(0)
    left = rng.normal(size=(3000, 2)) @ np.array([[1.0, 0.8], [0, 0.3]]) - 6
    right = rng.normal(size=(1000, 2)) * 0.5 + 6
    found = fit(np.concatenate([left, right]).astype(np.float32), 2, seed=0)
    z = found.sample(20_000, torch.Generator().manual_seed(1)).numpy()
    assert z.shape == (20_000, 2)
    there = z[:, 0] < 0
    assert there.mean() == pytest.approx(0.75, abs=0.02)
    assert z[there].mean(0) == pytest.approx(left.mean(0), abs=0.05)
    assert np.cov(z[there], rowvar=False) == pytest.approx(np.cov(left, rowvar=False), abs=0.05)
    assert np.cov(z[~there], rowvar=False) == pytest.approx(np.cov(right, rowvar=False), abs=0.03)
    again = found.sample(20_000, torch.Generator().manual_seed(1)).numpy()
    assert np.array_equal(again, z)
