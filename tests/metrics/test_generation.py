"""Fréchet distance, precision and recall on clouds of known answers; what is off the data; what a classifier says."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import scipy.linalg
import torch

from explorer.config import ModelConfig
from explorer.data import load
from explorer.errors import InputError
from explorer.metrics import generation, neighbours
from explorer.metrics.generation import confidence, frechet, look, named, off_data, precision_recall
from explorer.models import Classifier, build

RNG = np.random.default_rng(0)


def gaussian(mean: np.ndarray, covariance: np.ndarray, n: int = 500) -> np.ndarray:
    """Rows (n, f) whose mean and covariance are these, to rounding."""
    x = RNG.normal(size=(n, len(mean)))
    x = (x - x.mean(0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(x, rowvar=False))).T
    return mean + x @ np.linalg.cholesky(covariance).T


def test_the_frechet_distance_of_gaussians_with_common_axes_is_that_of_their_sigmas() -> None:
    a = gaussian(np.array([1.0, 2, 3]), np.diag([1.0, 4, 9]))
    b = gaussian(np.array([1.0, 0, 3]), np.diag([16.0, 4, 1]), 300)
    assert frechet(a, b) == pytest.approx(2**2 + 3**2 + 0 + 2**2)
    assert frechet(b, a) == pytest.approx(frechet(a, b))
    assert frechet(a, a + 1) == pytest.approx(3)
    assert frechet(a[:, :1], b[:, :1]) == pytest.approx(9)


def test_the_frechet_distance_of_gaussians_with_axes_of_their_own_is_the_papers() -> None:
    first, second = (m @ m.T + np.eye(5) for m in RNG.normal(size=(2, 5, 5)))
    expected = np.trace(first + second - 2 * scipy.linalg.sqrtm(first @ second).real)
    assert frechet(gaussian(np.zeros(5), first), gaussian(np.zeros(5), second)) == pytest.approx(expected, rel=1e-6)


def test_features_that_are_fewer_or_flat_have_a_finite_distance() -> None:
    few, dead = RNG.normal(size=(20, 64)).astype(np.float32), np.zeros((30, 64), np.float32)
    assert frechet(few, few) == pytest.approx(0, abs=1e-5)
    expected = (few.mean(0) ** 2).sum() + few.astype(float).var(0, ddof=1).sum()
    assert frechet(few, dead) == pytest.approx(expected, rel=1e-6)
    with pytest.raises(InputError, match="two or more equally long"):
        frechet(few, few[:, :3])


def test_precision_and_recall_of_equal_apart_and_half_covered_clouds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "ROWS", 64)  # several parts
    left, right = RNG.normal(size=(2, 300, 4)) * 0.1
    right = right + 10
    both = np.concatenate([left, right])
    assert precision_recall(both, both) == (1, 1)
    assert precision_recall(left, right) == (0, 0)
    precision, recall = precision_recall(both, left[::-1])  # one mode of two, as it is
    assert (precision, recall) == (1, 0.5)
    precision, recall = precision_recall(left, both)  # all that is real, and as much that is not
    assert (precision, recall) == (0.5, 1)
    with pytest.raises(InputError, match="more than 3"):
        precision_recall(both, left[:3])


def test_more_neighbours_reach_farther() -> None:
    real, made = RNG.normal(size=(400, 8)), RNG.normal(size=(400, 8))
    found = [precision_recall(real, made, k) for k in (1, 3, 10)]
    assert found[0][0] < found[1][0] < found[2][0]
    assert found[0][1] < found[1][1] < found[2][1]


def test_the_share_off_the_data_is_five_per_cent_of_its_own_kind_and_all_of_what_is_far() -> None:
    codes, others = RNG.normal(size=(2, 4000, 3)).astype(np.float32)
    assert off_data(others, codes) == pytest.approx(0.05, abs=0.015)
    assert off_data(others + 30, codes) == 1
    assert off_data(codes, codes) == 0


def test_confidence_is_the_mean_probability_of_the_first_choice() -> None:
    assert confidence(np.log(np.array([[0.7, 0.3], [0.1, 0.9], [0.5, 0.5]]))) == pytest.approx(0.7)


def classifier(classes: int = 10) -> Classifier:
    torch.manual_seed(0)
    return Classifier(ModelConfig("classifier", size="tiny", image_shape=(1, 32, 32), classes=classes)).eval()


def test_bytes_and_floats_in_any_parts_are_looked_at_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    model, images = classifier(), load("digits", "test").images
    features, logs = look(model, images)
    assert features.shape == (len(images), 64)
    assert features.min() >= 0
    assert np.exp(logs).sum(1) == pytest.approx(np.ones(len(images)), abs=1e-5)
    monkeypatch.setattr(generation, "CHUNK", 50)
    again, _ = look(model, torch.from_numpy(images).float() / 255)
    np.testing.assert_allclose(again, features, atol=1e-5)


def test_a_classifier_that_knows_nothing_is_right_by_chance_and_one_that_knows_the_labels_always() -> None:
    model, digits = classifier(), load("digits", "test")
    with torch.no_grad():
        model.head.weight.zero_()
        model.head.bias.zero_()
    assert digits.labels is not None
    found = named(model, digits)
    assert found["loss"] == pytest.approx(math.log(10))
    assert found["confidence"] == pytest.approx(0.1)
    assert found["accuracy"] == pytest.approx((digits.labels == 0).mean())  # of equals the first is named
    assert named(model, replace(digits, labels=digits.labels * 0))["accuracy"] == 1


def test_pictures_of_other_labels_are_refused() -> None:
    with pytest.raises(InputError, match="digits has 10 labels, the run knows 7"):
        named(classifier(7), load("digits", "test"))
    with pytest.raises(InputError, match="has 10 labels"):
        named(classifier(), replace(load("digits", "test"), labels=None))


def test_codes_of_a_vae_are_drawn_and_those_of_an_autoencoder_are_points() -> None:
    x = torch.rand(400, 1, 8, 8)
    vae, ae = (build(ModelConfig(kind, "mlp", 3, "tiny", image_shape=(1, 8, 8))) for kind in ("vae", "ae"))
    drawn = generation.drawn_codes(vae, x.split(150), torch.Generator().manual_seed(0))
    mu, logvar = (v.detach().numpy() for v in vae.posterior(x))  # type: ignore[operator]
    assert drawn.shape == (400, 3)
    np.testing.assert_allclose(((drawn - mu) / np.exp(logvar / 2)).std(0), 1, atol=0.15)
    points = generation.drawn_codes(ae, [x], torch.Generator().manual_seed(0))
    np.testing.assert_allclose(points, ae.encode(x).detach().numpy(), rtol=1e-5)  # type: ignore[operator]
