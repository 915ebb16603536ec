"""The mixture recovers what it was constructed from, and its samples are distributed as it says."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from explorer.errors import InputError
from explorer.latent import mixture
from explorer.latent.mixture import Mixture

MEANS = np.array([[-6.0, 0], [6, 2]])
COVARIANCES = np.array([[[1.0, 0.6], [0.6, 0.5]], [[0.3, -0.2], [-0.2, 1.5]]])


@pytest.fixture(scope="module")
def codes() -> np.ndarray:
    """12,000 of the first kind, 4,000 of the second."""
    rng = np.random.default_rng(0)
    parts = [rng.multivariate_normal(m, c, n) for m, c, n in zip(MEANS, COVARIANCES, (12_000, 4000), strict=True)]
    return np.concatenate(parts).astype(np.float32)


def test_a_constructed_mixture_is_recovered(codes: np.ndarray) -> None:
    found = mixture.fit(codes, components=2)
    order = found.means[:, 0].argsort()
    np.testing.assert_allclose(found.weights[order], [0.75, 0.25], atol=0.001)
    np.testing.assert_allclose(found.means[order], MEANS, atol=0.1)
    np.testing.assert_allclose(found.covariances[order], COVARIANCES, atol=0.1)


def test_samples_have_the_mixture_s_means_and_covariances(codes: np.ndarray, generator: torch.Generator) -> None:
    z = mixture.fit(codes, components=2).sample(40_000, generator)
    assert z.dtype == torch.float32
    for own, mean, covariance in (
        (z[z[:, 0] < 0], MEANS[0], COVARIANCES[0]),
        (z[z[:, 0] > 0], MEANS[1], COVARIANCES[1]),
    ):
        np.testing.assert_allclose(own.mean(0), mean, atol=0.1)
        np.testing.assert_allclose(np.cov(own.T), covariance, atol=0.1)


def test_the_generator_decides_and_at_temperature_zero_only_the_means_are_left(codes: np.ndarray) -> None:
    found = mixture.fit(codes, components=2)
    once, again = (found.sample(50, torch.Generator().manual_seed(3)) for _ in range(2))
    assert torch.equal(once, again)
    cold = found.sample(50, torch.Generator().manual_seed(3), temperature=0)
    assert len(cold.unique(dim=0)) == 2
    with pytest.raises(InputError, match="temperature must be 0 or more"):
        found.sample(1, torch.Generator(), temperature=-1)


def test_the_density_is_that_of_one_gaussian_where_there_is_one() -> None:
    root = torch.tensor([[2.0, 0], [1, 0.5]], dtype=torch.float64)
    one = Mixture(torch.ones(1, dtype=torch.float64), torch.zeros(1, 2, dtype=torch.float64), root[None])
    z = torch.tensor([[0.0, 0], [1, -1]])
    expected = torch.distributions.MultivariateNormal(torch.zeros(2), (root @ root.T).float()).log_prob(z)
    torch.testing.assert_close(one.log_prob(z).float(), expected)


def test_the_density_of_two_integrates_to_one(codes: np.ndarray) -> None:
    side = torch.linspace(-14, 14, 561)
    cells = torch.cartesian_prod(side, side)
    mass = mixture.fit(codes, components=2).log_prob(cells).exp().sum() * (side[1] - side[0]).item() ** 2
    assert mass.item() == pytest.approx(1, abs=1e-3)


def test_of_few_codes_or_codes_that_coincide_it_still_samples(generator: torch.Generator) -> None:
    few = np.random.default_rng(0).normal(size=(30, 8)).astype(np.float32)
    assert len(mixture.fit(few).weights) == 1
    flat = np.repeat(np.float32([[1, 2, 3]]), 40, 0)
    np.testing.assert_allclose(mixture.fit(flat).sample(5, generator), flat[:5], atol=1e-3)
    with pytest.raises(InputError, match="two codes or more"):
        mixture.fit(few[:1])
