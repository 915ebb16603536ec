"""The laws of the objectives, on models whose answers are known."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Generator, Tensor
from torch.distributions import Bernoulli, MultivariateNormal, Normal, kl_divergence

from explorer import config, objectives
from explorer.config import ModelConfig, TrainConfig
from explorer.models import VAE, build


def rng(seed: int = 0) -> Generator:
    return Generator().manual_seed(seed)


class LinearGaussian:
    """x = W z + b + sigma n with z ~ N(0, I): log p(x) is a Gaussian, and so is the true posterior."""

    likelihood = "linear"
    log_scale = None

    def __init__(self, exact: bool) -> None:
        generator = rng(3)
        self.W = torch.randn(5, 1, generator=generator, dtype=torch.float64)
        self.b = torch.randn(5, generator=generator, dtype=torch.float64)
        self.sigma = 0.7
        precision = 1 + (self.W.T @ self.W).item() / self.sigma**2  # one latent: the posterior is diagonal
        self.gain, self.variance = self.W.T / (self.sigma**2 * precision), 1 / precision
        if not exact:
            self.gain, self.variance = 0.6 * self.gain, 2.5 * self.variance

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mu = (x - self.b) @ self.gain.T
        return mu, torch.full_like(mu, math.log(self.variance))

    def encode(self, x: Tensor) -> Tensor:
        return self.posterior(x)[0]

    def decode_logits(self, z: Tensor) -> Tensor:
        return z @ self.W.T + self.b

    decode = decode_logits

    def log_p(self, x: Tensor) -> Tensor:
        covariance = self.W @ self.W.T + self.sigma**2 * torch.eye(5, dtype=torch.float64)
        return MultivariateNormal(self.b, covariance).log_prob(x)


@pytest.fixture(autouse=True)
def linear(monkeypatch: pytest.MonkeyPatch) -> None:
    def nll(mean: Tensor, x: Tensor, log_scale: Tensor | None) -> Tensor:
        return -Normal(mean, 0.7).log_prob(x)

    monkeypatch.setitem(objectives.LIKELIHOODS, "linear", nll)


@pytest.fixture
def x() -> Tensor:
    return 1.5 * torch.randn(40, 5, generator=rng(5), dtype=torch.float64)


def test_elbo_below_iwae_below_log_p(x: Tensor) -> None:
    model = LinearGaussian(exact=False)
    log_p = model.log_p(x).mean().item()
    repeats = [rng(s) for s in range(400)]
    elbo = torch.stack([objectives.elbo(model, x, g)[0].mean() for g in repeats]).mean().item()
    bounds = [
        torch.stack([objectives.iwae_bound(model, x, k, g).mean() for g in repeats[:200]]).mean().item()
        for k in (1, 5, 50)
    ]
    assert abs(elbo - bounds[0]) < 0.05  # the same thing by two roads
    assert elbo < bounds[1] < bounds[2] < log_p
    assert log_p - bounds[2] < 0.05 < log_p - elbo


def test_with_the_true_posterior_every_sample_gives_log_p(x: Tensor) -> None:
    model = LinearGaussian(exact=True)
    torch.testing.assert_close(objectives.iwae_bound(model, x, 7, rng()), model.log_p(x))
    elbos = torch.stack([objectives.elbo(model, x, rng(s))[0] for s in range(3000)])
    error = elbos.std(0) / math.sqrt(3000)
    assert torch.all((elbos.mean(0) - model.log_p(x)).abs() < 5 * error)


def test_log_p_is_the_elbo_and_the_kl_from_the_true_posterior(x: Tensor) -> None:
    model, true = LinearGaussian(exact=False), LinearGaussian(exact=True)
    (mu, logvar), (mu_p, logvar_p) = model.posterior(x), true.posterior(x)
    gap = kl_divergence(Normal(mu, (0.5 * logvar).exp()), Normal(mu_p, (0.5 * logvar_p).exp())).sum(1)
    elbos = torch.stack([objectives.elbo(model, x, rng(s))[0] for s in range(3000)])
    error = elbos.std(0) / math.sqrt(3000)
    assert torch.all((elbos.mean(0) + gap - model.log_p(x)).abs() < 5 * error)
    assert gap.min() > 0.05


def vae(shape: tuple[int, int, int] = (1, 4, 4)) -> VAE:
    torch.manual_seed(0)
    model = build(ModelConfig("vae", "mlp", 3, "tiny", image_shape=shape)).double()
    assert isinstance(model, VAE)
    return model


def gradient(part: torch.nn.Module, loss: Tensor) -> Tensor:
    found = torch.autograd.grad(loss, list(part.parameters()), retain_graph=True)
    return torch.cat([g.flatten() for g in found])


def test_dreg_has_the_value_and_the_mean_gradient_of_iwae_and_less_noise() -> None:
    model, x = vae(), torch.rand(1, 1, 4, 4, generator=rng(), dtype=torch.float64)
    found = {}
    for objective in (objectives.iwae, objectives.dreg):
        values = [objective(model, x, x, rng(s), k=8)["loss"] for s in range(600)]
        found[objective] = (
            torch.stack(values).mean(),
            torch.stack([gradient(model.encoder, v) for v in values]),
            torch.stack([gradient(model.decoder, v) for v in values]).mean(0),
        )
    (loss, plain, decoder), (dreg_loss, double, dreg_decoder) = found.values()
    assert loss.item() == pytest.approx(dreg_loss.item(), abs=0.05)
    torch.testing.assert_close(plain.mean(0), double.mean(0), rtol=0.2, atol=4 * plain.std(0).max().item() / 600**0.5)
    torch.testing.assert_close(decoder, dreg_decoder, rtol=0.2, atol=0.02)
    assert double.var(0).sum() < 0.5 * plain.var(0).sum()


def test_free_bits_cost_the_same_below_and_pull_on_nothing() -> None:
    model, x = vae(), torch.rand(6, 1, 4, 4, generator=rng(), dtype=torch.float64)
    plain = objectives.beta_elbo(model, x, x, rng())
    free = objectives.free_bits(model, x, x, rng(), bits=50.0)
    assert free["elbo"] == plain["elbo"]
    assert free["loss"].item() == pytest.approx((plain["nll"] + 3 * 50.0).item())
    none = objectives.free_bits(model, x, x, rng(), bits=0.0)
    assert none["loss"].item() == pytest.approx(plain["loss"].item())
    by_nll, by_free = gradient(model.encoder, plain["nll"]), gradient(model.encoder, free["loss"])
    torch.testing.assert_close(by_nll, by_free)


def test_at_beta_one_the_three_parts_are_the_kl_and_more_makes_dependence_dearer() -> None:
    model, x = vae(), torch.rand(64, 1, 4, 4, generator=rng(), dtype=torch.float64)
    one, six = (objectives.tc_elbo(model, x, x, rng(), beta=b, count=64) for b in (1.0, 6.0))
    z, mu, logvar = objectives.sample_posterior(model, x, rng())
    q, p = Normal(mu, (0.5 * logvar).exp()), Normal(0.0, 1.0)
    sampled = (q.log_prob(z) - p.log_prob(z)).sum(1).mean()  # of the KL, by the same codes
    assert (one["loss"] - one["nll"]).item() == pytest.approx(sampled.item())
    assert (six["loss"] - one["loss"]).item() == pytest.approx((5 * one["tc"]).item())


class Copies:
    """Both numbers of a code are the first value of the picture, so that they depend on each other wholly."""

    likelihood, log_scale = "linear", None

    def __init__(self, second: int) -> None:
        self.second = second

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mu = x[:, [0, self.second]]
        return mu, torch.full_like(mu, -4.0)

    def decode_logits(self, z: Tensor) -> Tensor:
        return torch.zeros(len(z), 5, dtype=z.dtype)


def test_the_total_correlation_is_that_of_copies_and_nothing_of_independent_numbers() -> None:
    x = torch.randn(1000, 5, generator=rng(), dtype=torch.float64)
    copied, apart = (
        objectives.tc_elbo(Copies(second), x, x, rng(), count=1000)["tc"].item()  # type: ignore[arg-type]
        for second in (0, 1)
    )
    assert copied > 1.0
    assert abs(apart) < 0.15


def test_a_run_takes_the_objective_that_it_names() -> None:
    of = objectives.of
    assert of(TrainConfig(), "beta_elbo", 10) is objectives.beta_elbo
    assert of(TrainConfig(), "squared_error", 10) is objectives.squared_error
    assert of(TrainConfig(iw_samples=3), "beta_elbo", 10).keywords == {"k": 3}  # type: ignore[attr-defined]
    dreg = of(TrainConfig(objective="dreg", iw_samples=7), "beta_elbo", 10)
    assert (dreg.func, dreg.keywords) == (objectives.dreg, {"k": 7})  # type: ignore[attr-defined]
    assert of(TrainConfig(objective="tc"), "beta_elbo", 10).keywords == {"count": 10}  # type: ignore[attr-defined]
    assert set(config.OBJECTIVES) <= set(objectives.OBJECTIVES)


def test_closed_form_kl_agrees_with_monte_carlo_and_with_torch() -> None:
    mu, logvar = torch.randn(4, 3, generator=rng()), torch.randn(4, 3, generator=rng(1))
    q, p = Normal(mu, (0.5 * logvar).exp()), Normal(torch.zeros(4, 3), torch.ones(4, 3))
    closed = objectives.kl(mu, logvar)
    torch.testing.assert_close(closed, kl_divergence(q, p))
    eps = torch.randn(100_000, 4, 3, generator=rng(2))
    z = mu + (0.5 * logvar).exp() * eps
    draws = q.log_prob(z) - p.log_prob(z)
    error = draws.std(0) / math.sqrt(len(draws))
    assert torch.all((draws.mean(0) - closed).abs() < 5 * error)


def test_kl_is_zero_only_at_the_prior() -> None:
    assert objectives.kl(torch.zeros(1, 2), torch.zeros(1, 2)).abs().max() == 0
    assert objectives.kl(torch.full((1, 1), 0.1), torch.zeros(1, 1)) > 0
    assert objectives.kl(torch.zeros(1, 1), torch.full((1, 1), 0.1)) > 0


def test_gradients_through_the_sample_are_those_of_finite_differences() -> None:
    model = build(ModelConfig("vae", "mlp", 3, "tiny", image_shape=(1, 4, 4))).double()
    x = torch.rand(6, 1, 4, 4, generator=rng(), dtype=torch.float64)

    def loss() -> Tensor:
        return objectives.beta_elbo(model, x, x, rng(7), beta=1.7)["loss"]  # type: ignore[arg-type]

    loss().backward()  # type: ignore[no-untyped-call]
    for name, parameter in model.named_parameters():
        flat, grad = parameter.data.view(-1), parameter.grad
        assert grad is not None
        i, h = int(grad.abs().argmax()), 1e-6
        with torch.no_grad():
            flat[i] += h
            up = loss().item()
            flat[i] -= 2 * h
            down = loss().item()
            flat[i] += h
        assert (up - down) / (2 * h) == pytest.approx(grad.view(-1)[i].item(), rel=1e-5), name


def test_likelihoods_are_those_of_the_books() -> None:
    logits, x = torch.randn(50, generator=rng()), torch.rand(50, generator=rng(1))
    ink = (x > 0.5).float()
    torch.testing.assert_close(objectives.bernoulli_nll(logits, ink), -Bernoulli(logits=logits).log_prob(ink))
    log_sigma = torch.tensor(-1.2)
    torch.testing.assert_close(
        objectives.gaussian_nll(logits, x, log_sigma), -Normal(torch.sigmoid(logits), log_sigma.exp()).log_prob(x)
    )


@pytest.mark.parametrize("log_scale", [-6.0, -3.0, 0.0])
def test_the_discretized_logistic_is_a_distribution_over_256_levels(log_scale: float) -> None:
    levels = (torch.arange(256, dtype=torch.float64) / 255)[:, None]
    logits = torch.tensor([[-6.0, -0.3, 0.0, 2.0, 9.0]], dtype=torch.float64)
    p = torch.exp(-objectives.logistic_nll(logits, levels, torch.tensor(log_scale, dtype=torch.float64)))
    torch.testing.assert_close(p.sum(0), torch.ones(5, dtype=torch.float64))


def test_beta_weighs_the_kl_and_the_bound_stays_the_bound() -> None:
    model = build(ModelConfig("vae", "mlp", 3, "tiny", image_shape=(1, 4, 4)))
    x = torch.rand(6, 1, 4, 4, generator=rng())
    one, four = (objectives.beta_elbo(model, x, x, rng(), beta=b) for b in (1.0, 4.0))  # type: ignore[arg-type]
    assert one["loss"].item() == pytest.approx(-one["elbo"].item())
    assert four["elbo"] == one["elbo"]
    assert four["loss"].item() == pytest.approx((one["nll"] + 4 * one["kl"]).item())


def test_the_inpainting_loss_looks_at_the_hole_ten_times_as_hard() -> None:
    class Grey:
        def encode(self, x: Tensor) -> Tensor:
            return x

        def decode(self, z: Tensor) -> Tensor:
            return torch.zeros(1, 1, 2, 2)

    clean = torch.ones(1, 1, 2, 2)
    mask = torch.tensor([[[[1.0, 1.0], [1.0, 0.0]]]])
    values = objectives.hole_error(Grey(), clean, torch.cat([clean * mask, mask], 1), rng())
    assert values["hole"] == 1
    assert values["loss"].item() == pytest.approx(1 + 0.1 * 3)


def test_the_error_of_photos_is_the_same_for_any_size_and_each_strength_of_noise_counts_alike() -> None:
    for side in (8, 32):
        clean = torch.full((2, 1, side, side), 0.5)
        for sigma in (10.0, 40.0):
            level = torch.full_like(clean, sigma / 255)
            left = (objectives.LEFT * (sigma + objectives.LEAST)) ** 0.5 / 255
            loss = objectives.levelled_error(lambda x, e=left: x[:, :1] + e, clean, torch.cat([clean, level], 1), rng())
            assert loss["loss"].item() == pytest.approx(1, abs=1e-4)


def test_the_hole_counts_most_its_rim_less_and_the_rest_hardly() -> None:
    hole = torch.zeros(1, 1, 40, 40)
    hole[..., 16:24, 16:24] = 1
    rim = torch.zeros_like(hole)
    rim[..., 12:28, 12:28] = 1
    places = {"hole": hole, "rim": rim - hole, "far": 1 - rim}
    clean = torch.zeros_like(hole)
    found = {}
    for name, where in places.items():
        values = objectives.rim_error(lambda x, w=where: w / 255, clean, torch.cat([clean, 1 - hole], 1), rng())
        found[name] = values["loss"].item() ** 2 / where.sum().item()  # for each wrong pixel
        assert values["hole"].item() == pytest.approx(float(name == "hole"))
    assert found["rim"] / found["hole"] == pytest.approx(objectives.RIM_WEIGHT, rel=2e-3)
    assert found["far"] / found["hole"] == pytest.approx(objectives.FAR_WEIGHT, rel=2e-2)
