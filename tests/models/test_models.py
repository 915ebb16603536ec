"""One suite over every model, and the laws of single ones."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.decomposition
import torch
from torch import nn

from explorer.config import ModelConfig
from explorer.data import load
from explorer.errors import TrainingError
from explorer.models import MODELS, PCA, VAE, build
from explorer.models.layers import Upsample

SHAPES = [(1, 28, 28), (1, 32, 32), (1, 64, 64), (3, 32, 32), (3, 64, 64)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("arch", ["mlp", "conv"])
@pytest.mark.parametrize("kind", MODELS)
def test_every_model_has_the_two_verbs(kind: str, arch: str, shape: tuple[int, int, int]) -> None:
    model = build(ModelConfig(kind, arch, 5, "tiny", image_shape=shape)).eval()
    x = torch.rand(3, *shape)
    z = model.encode(x)  # type: ignore[operator]
    assert z.shape == (3, 5)
    assert model.decode(z).shape == x.shape  # type: ignore[operator]
    torch.testing.assert_close(model(x), model.decode(z))  # type: ignore[operator]
    again = build(ModelConfig(kind, arch, 5, "tiny", image_shape=shape)).eval()
    again.load_state_dict(model.state_dict())
    torch.testing.assert_close(again(x), model(x))


@pytest.mark.parametrize("arch", ["mlp", "conv"])
def test_the_size_dial_moves_the_number_of_parameters(arch: str) -> None:
    counts = [sum(p.numel() for p in build(ModelConfig("ae", arch, size=s)).parameters()) for s in
              ("tiny", "small", "medium")]  # fmt: skip
    assert counts[0] < counts[1] < counts[2]


def test_the_mlp_vae_is_the_reference_784_400_20() -> None:
    model = build(ModelConfig("vae", "mlp", 20))
    layers = [(784, 400), (400, 2 * 20), (20, 400), (400, 784)]
    assert sum(p.numel() for p in model.parameters()) == sum(a * b + b for a, b in layers)


def test_pca_is_scikit_learns_up_to_sign() -> None:
    images = load("digits", "train").images
    x = torch.from_numpy(images).float() / 255
    ours = build(ModelConfig("pca", latent_dim=12, image_shape=(1, 32, 32)))
    assert isinstance(ours, PCA)
    ours.fit(x.split(500))
    flat = x.flatten(1).double().numpy()
    theirs = sklearn.decomposition.PCA(12, svd_solver="full").fit(flat)
    cosines = np.abs((ours.components.double().numpy() * theirs.components_).sum(1))
    np.testing.assert_allclose(cosines, 1, atol=1e-5)
    np.testing.assert_allclose(ours.variance.numpy(), theirs.explained_variance_, rtol=1e-5)
    back = theirs.inverse_transform(theirs.transform(flat))
    np.testing.assert_allclose(ours(x).flatten(1).numpy(), back, atol=1e-4)


def test_pca_needs_two_pictures() -> None:
    with pytest.raises(TrainingError, match="two pictures"):
        PCA(ModelConfig("pca", latent_dim=2)).fit([torch.rand(1, 1, 28, 28)])


def test_the_inpainting_model_sees_the_mask() -> None:
    model = build(ModelConfig("inpaint", "mlp", 4, "tiny"))
    x = torch.rand(2, 1, 28, 28)
    seen, hidden = (torch.cat([x, torch.full_like(x, m)], 1) for m in (1.0, 0.0))
    torch.testing.assert_close(model.encode(x), model.encode(seen))  # type: ignore[operator]
    assert not torch.allclose(model.encode(x), model.encode(hidden))  # type: ignore[operator]


@pytest.mark.parametrize("likelihood", ["bernoulli", "gaussian", "logistic"])
def test_a_vae_encodes_to_the_mean_of_its_posterior(likelihood: str) -> None:
    model = build(ModelConfig("vae", "mlp", 4, "tiny", likelihood, (3, 8, 8)))
    assert isinstance(model, VAE)
    x = torch.rand(2, 3, 8, 8)
    mu, logvar = model.posterior(x)
    assert mu.shape == logvar.shape == (2, 4)
    torch.testing.assert_close(model.encode(x), mu)
    assert (model.log_scale is None) == (likelihood == "bernoulli")


@pytest.mark.parametrize(("channels", "out"), [(5, 1), (5, 3), (6, 8)])
def test_upsample_is_the_transposed_convolution(channels: int, out: int) -> None:
    torch.manual_seed(0)
    ours = Upsample(channels, out).double()
    plain = nn.ConvTranspose2d(channels, out, 4, stride=2, padding=1).double()
    plain.load_state_dict(ours.state_dict())
    x = torch.randn(3, channels, 5, 7, dtype=torch.double, requires_grad=True)
    y = torch.randn(3, out, 10, 14, dtype=torch.double)
    assert torch.allclose(ours(x), plain(x), atol=1e-12)
    gradients = [torch.autograd.grad(m(x), [x, *m.parameters()], y) for m in (ours, plain)]
    assert all(torch.allclose(a, b, atol=1e-12) for a, b in zip(*gradients, strict=True))
