"""Sampling: the prior and its temperature, the posterior of an image, a class by its mean and covariance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from explorer.errors import InputError
from explorer.latent.sampling import around, of_class, prior, traversal
from explorer.training.checkpoint import open_run


class Known(nn.Module):
    """A posterior that everybody knows: mean 1, 2, 3, deviations 1, 2 and 0.5."""

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return torch.tensor([[1.0, 2, 3]]), 2 * torch.tensor([[1.0, 2, 0.5]]).log()


def test_temperature_scales_the_prior(generator: torch.Generator) -> None:
    z = prior(20_000, 3, generator, temperature=0.5)
    assert z.std().item() == pytest.approx(0.5, abs=0.01)
    assert torch.all(prior(4, 3, generator, temperature=0) == 0)


@pytest.mark.parametrize("temperature", [-0.1, float("nan"), float("inf")])
def test_a_temperature_that_is_none_is_one_sentence(generator: torch.Generator, temperature: float) -> None:
    with pytest.raises(InputError, match="temperature must be 0 or more and finite"):
        prior(4, 3, generator, temperature)
    with pytest.raises(InputError, match="temperature must be 0 or more and finite"):
        around(Known(), torch.zeros(1, 2, 2), 4, generator, temperature)


def test_around_an_image_are_samples_of_its_posterior(generator: torch.Generator) -> None:
    z = around(Known(), torch.zeros(1, 2, 2), 20_000, generator)
    torch.testing.assert_close(z.mean(0), torch.tensor([1.0, 2, 3]), atol=0.05, rtol=0)
    torch.testing.assert_close(z.std(0), torch.tensor([1.0, 2, 0.5]), atol=0.05, rtol=0)
    cold = around(Known(), torch.zeros(1, 2, 2), 3, generator, temperature=0)
    assert torch.equal(cold, torch.tensor([[1.0, 2, 3]]).expand(3, 3))


def test_a_run_without_a_posterior_says_so(trained: Path, generator: torch.Generator) -> None:
    x = torch.zeros(1, 32, 32)
    assert around(open_run(trained / "vae").model, x, 5, generator).shape == (5, 4)
    for kind in ("ae", "pca"):
        with pytest.raises(InputError, match="no posterior to draw from"):
            around(open_run(trained / kind).model, x, 5, generator)


def test_a_class_is_drawn_from_its_own_mean_and_covariance(generator: torch.Generator) -> None:
    rng = np.random.default_rng(0)
    label = np.arange(4000) % 2
    covariance = np.array([[2.0, 0.9], [0.9, 1]])
    codes = rng.multivariate_normal([0, 0], covariance, 4000) + np.where(label[:, None] == 1, 20, -20)
    z = of_class(codes.astype(np.float32), label, 1).sample(20_000, generator)
    np.testing.assert_allclose(z.mean(0), [20, 20], atol=0.1)
    np.testing.assert_allclose(np.cov(z.T), covariance, atol=0.12)
    with pytest.raises(InputError, match="0 codes of this class"):
        of_class(codes.astype(np.float32), label, 7)


def test_a_traversal_changes_one_dimension() -> None:
    z = torch.randn(4)
    walk = traversal(z, 2, [-1.0, 0.0, 1.0])
    assert walk[:, 2].tolist() == [-1, 0, 1]
    others = [0, 1, 3]
    assert torch.equal(walk[:, others], z[others].expand(3, 3))
