"""PCA's errors at every size by one pass, principal angles, noise as fine as the images."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from explorer.config import ModelConfig
from explorer.data import ImageSet, digits, load
from explorer.metrics import subspace
from explorer.models import PCA, Autoencoder

SHAPE = (1, 6, 5)


@pytest.fixture(scope="module")
def images() -> ImageSet:
    flat = np.random.default_rng(0).normal(size=(80, 8)) @ np.random.default_rng(1).normal(size=(8, 30))
    pixels = np.clip(128 + 20 * flat, 0, 255).astype(np.uint8)
    return ImageSet(pixels.reshape(-1, *SHAPE), "parts", "test")


def fitted(images: ImageSet, d: int) -> PCA:
    model = PCA(ModelConfig("pca", latent_dim=d, image_shape=SHAPE))
    model.fit([torch.from_numpy(images.images).float() / 255])
    return model


def linear(d: int) -> Autoencoder:
    return Autoencoder(ModelConfig("ae", "linear", latent_dim=d, image_shape=SHAPE))


def test_errors_by_size_are_those_of_a_pca_of_each_size(images: ImageSet) -> None:
    errors = subspace.errors_by_size(fitted(images, 9), images)
    x = torch.from_numpy(images.images).float() / 255
    for k in (1, 4, 9):
        alone = (fitted(images, k)(x) - x).square().flatten(1).sum(1).mean()
        assert errors[k] == pytest.approx(float(alone), rel=1e-4)
    assert errors[0] == pytest.approx(float(x.var(0, correction=0).sum()), rel=1e-6)
    assert (np.diff(errors) < 0).all()


def test_truncated_is_the_smaller_pca(images: ImageSet) -> None:
    x = torch.from_numpy(images.images).float() / 255
    assert torch.allclose(subspace.truncated(fitted(images, 9), x, 4), fitted(images, 4)(x), atol=1e-5)


def test_angles_are_0_for_any_mixture_of_the_components_and_90_at_right_angles(images: ImageSet) -> None:
    pca, model = fitted(images, 9), linear(3)
    weight = model.decoder.get_parameter("0.weight")
    with torch.no_grad():
        mixing = torch.tensor([[2.0, 1.0, 0.0], [0.0, 1.0, 3.0], [1.0, 0.0, 1.0]])
        weight.copy_(pca.components[:3].T @ mixing)
        assert subspace.principal_angles(model, pca) == pytest.approx(np.zeros(3), abs=1e-4)
        assert subspace.held(model, pca) == pytest.approx(1)
        turned = [pca.components[0], pca.components[1], (pca.components[2] + pca.components[5]) / 2**0.5]
        weight.copy_(torch.stack(turned).T)
        assert subspace.principal_angles(model, pca) == pytest.approx([0, 0, 45], abs=1e-3)
        v = pca.variance
        lost = (v[2] - v[5]) / 2 / v[:3].sum()
        assert subspace.held(model, pca) == pytest.approx(1 - float(lost), rel=1e-5)
        weight.copy_(pca.components[5:8].T)
        assert subspace.principal_angles(model, pca) == pytest.approx([90, 90, 90], abs=1e-3)


def test_noise_of_digits_has_no_more_than_the_64_numbers_that_digits_have() -> None:
    images = load("digits", "test")
    drawn = subspace.noise(images, 200)
    assert drawn.shape == images.shape
    values = np.linalg.svd(drawn.images.reshape(200, -1) - drawn.images.reshape(200, -1).mean(0), compute_uv=False)
    assert (values[:64] ** 2).sum() > 0.99 * (values**2).sum()  # the rest is rounding and clipping
    assert np.array_equal(drawn.images, subspace.noise(images, 200).images)
    assert not np.array_equal(drawn.images, subspace.noise(images, 200, seed=1).images)


def test_noise_has_each_pixel_of_the_images_and_nothing_that_one_says_of_another() -> None:
    shared = np.random.default_rng(0).integers(0, 256, (400, 1, 1, 1))
    level = np.arange(30).reshape(1, *SHAPE)
    images = ImageSet(((shared + level) % 256).astype(np.uint8), "alike", "test")
    flat = subspace.noise(images, 500).images.reshape(500, -1)
    for pixel in range(30):
        assert set(flat[:, pixel]) <= set(images.images.reshape(400, -1)[:, pixel])
    correlation = np.corrcoef(flat.T.astype(float)) - np.eye(30)
    assert np.abs(correlation).max() < 0.2


def test_pixels_that_no_digit_inks_are_blank_in_their_noise() -> None:
    small = digits.small("test")
    assert np.array_equal(digits.enlarged(small), load("digits", "test").images)
    never = small.max(0) == 0
    assert never[0, 0]
    corner = subspace.noise(load("digits", "test"), 200).images[:, 0, :2, :2]
    assert corner.max() == 0
