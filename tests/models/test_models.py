"""One suite over every model, and the laws of single ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.linalg
import sklearn.decomposition
import torch
from torch import nn

from explorer.config import CODED, SIZES, ModelConfig
from explorer.data import load
from explorer.errors import ConfigError, TrainingError
from explorer.models import MODELS, PCA, VAE, build
from explorer.models.layers import Upsample, encoder

SHAPES = [(1, 28, 28), (1, 32, 32), (1, 64, 64), (3, 32, 32), (3, 64, 64)]


KINDS = [(kind, arch) for kind in MODELS if kind not in ("classifier", "sdae", "jigsaw", "oneclass") for arch in CODED]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("kind", "arch"), [(k, a) for k, a in KINDS if a != "linear" or k in ("ae", "pca")])
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


@pytest.mark.parametrize("arch", [arch for arch in CODED if arch != "linear"])
def test_the_size_dial_moves_the_number_of_parameters(arch: str) -> None:
    counts = [sum(p.numel() for p in build(ModelConfig("ae", arch, size=s)).parameters()) for s in SIZES]
    assert counts == sorted(set(counts))


@pytest.mark.parametrize("kind", ["classifier", "jigsaw", "oneclass", "sdae"])
def test_what_is_no_autoencoder_has_every_size_too(kind: str) -> None:
    config = ModelConfig(kind, "mlp" if kind == "sdae" else "conv", words=50 if kind == "sdae" else 0)
    counts = [sum(p.numel() for p in build(replace(config, size=s)).parameters()) for s in SIZES]
    assert counts == sorted(set(counts))


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


def test_a_linear_autoencoder_comes_to_the_subspace_of_pca() -> None:
    """Baldi & Hornik 1989; the variances are well apart, so that every direction is soon found."""
    torch.manual_seed(0)
    scales = torch.tensor([4.0, 2.0, 1.0, 0.1]).repeat_interleave(4)
    x = (torch.randn(2000, 16) * scales @ torch.linalg.qr(torch.randn(16, 16)).Q).view(-1, 1, 4, 4)
    pca, linear = (build(ModelConfig(kind, "linear", 12, image_shape=(1, 4, 4))) for kind in ("pca", "ae"))
    pca.fit([x])  # type: ignore[operator]
    descent = torch.optim.Adam(linear.parameters(), 3e-2)
    for i in range(600):
        descent.param_groups[0]["lr"] = 3e-2 * (1 - i / 600)
        descent.zero_grad()
        ((linear(x) - x) ** 2).sum((1, 2, 3)).mean().backward()
        descent.step()
    weights = linear.get_parameter("decoder.0.weight").detach().numpy()
    angles = scipy.linalg.subspace_angles(weights, pca.get_buffer("components").numpy().T)
    assert np.degrees(angles).max() < 1
    assert linear(x).min() < -0.5  # no sigmoid bends it


def test_linear_is_for_an_autoencoder_alone() -> None:
    with pytest.raises(ConfigError, match="its model is ae, not 'vae'"):
        ModelConfig("vae", "linear")


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


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("dtype", [torch.float, torch.double])
@pytest.mark.parametrize(("channels", "out"), [(5, 1), (5, 3), (6, 8)])
def test_upsample_is_the_transposed_convolution(channels: int, out: int, dtype: torch.dtype, last: bool) -> None:
    torch.manual_seed(0)
    memory = torch.channels_last if last else torch.contiguous_format
    ours = Upsample(channels, out).to(dtype=dtype, memory_format=memory)  # type: ignore[call-overload]
    plain = nn.ConvTranspose2d(channels, out, 4, stride=2, padding=1).to(dtype)
    plain.load_state_dict(ours.state_dict())
    x = torch.randn(3, channels, 5, 7, dtype=dtype).contiguous(memory_format=memory).requires_grad_()
    y = torch.randn(3, out, 10, 14, dtype=dtype)
    near = {"atol": 1e-5, "rtol": 1e-5} if dtype == torch.float else {"atol": 1e-12, "rtol": 1e-12}
    torch.testing.assert_close(ours(x), plain(x), **near)
    gradients = [torch.autograd.grad(m(x), [x, *m.parameters()], y) for m in (ours, plain)]
    for got, expected in zip(*gradients, strict=True):
        torch.testing.assert_close(got, expected, **near)


@pytest.mark.parametrize("out", [1, 8])
def test_upsample_in_bf16_is_as_near_as_the_transposed_convolution(out: int) -> None:
    torch.manual_seed(0)
    ours = Upsample(6, out).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    plain = nn.ConvTranspose2d(6, out, 4, stride=2, padding=1)
    plain.load_state_dict(ours.state_dict())
    x, y = torch.randn(3, 6, 5, 7, requires_grad=True), torch.randn(3, out, 10, 14)
    found = []
    for m in (ours, plain):
        with torch.autocast("cpu", torch.bfloat16):
            value = m(x)
        assert value.dtype == torch.bfloat16
        found.append([value, *torch.autograd.grad(value.float(), [x, *m.parameters()], y)])
    assert [g.dtype for g in found[0][1:]] == [torch.float] * 3
    exact = [plain(x), *torch.autograd.grad(plain(x), [x, *plain.parameters()], y)]
    for got, theirs, expected in zip(*found, exact, strict=True):
        assert (got - expected).abs().max() <= 2 * (theirs - expected).abs().max() + 1e-3


def test_the_encoder_is_flat_before_its_last_relu_and_its_weights_keep_their_names() -> None:
    torch.manual_seed(0)
    ours = encoder((1, 28, 28), "conv", "tiny", 6)
    a, relu, b, flat, _, linear = ours
    plain = nn.Sequential(a, relu, b, relu, flat, linear)
    assert set(ours.state_dict()) == {f"{i}.{name}" for i in (0, 2, 5) for name in ("weight", "bias")}
    x, y = torch.rand(3, 1, 28, 28), torch.randn(3, 6)
    assert torch.equal(ours(x), plain(x))
    gradients = [torch.autograd.grad(m(x), list(ours.parameters()), y) for m in (ours, plain)]
    for got, expected in zip(*gradients, strict=True):
        torch.testing.assert_close(got, expected, atol=1e-5, rtol=1e-5)
