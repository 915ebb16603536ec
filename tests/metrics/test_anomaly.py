"""Density, anomaly and scores: what is known of them on codes, errors and ink of a known law."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from explorer.config import ModelConfig
from explorer.metrics.anomaly import Look, anomaly, choose, log_density, look, spoilt, ties, told, usual
from explorer.models import build

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_the_density_of_evenly_strewn_codes_is_one_over_their_volume(d: int) -> None:
    side = 4.0
    z = RNG.uniform(0, side, (4000, d)).astype(np.float32)
    inside = (np.abs(z - side / 2) < side / 4).all(1)
    assert np.median(log_density(z, 20)[inside]) == pytest.approx(-d * np.log(side), abs=0.1)


def test_the_density_of_normal_codes_is_highest_where_it_should_be() -> None:
    z = RNG.normal(size=(3000, 3)).astype(np.float32)
    truth = -0.5 * (z**2).sum(1) - 1.5 * np.log(2 * np.pi)
    assert np.corrcoef(log_density(z), truth)[0, 1] > 0.9
    assert np.median(log_density(z) - truth) == pytest.approx(0, abs=0.3)


def test_codes_that_coincide_or_are_few_have_a_finite_density() -> None:
    z = np.repeat(RNG.normal(size=(20, 2)), 15, axis=0).astype(np.float32)
    assert np.isfinite(log_density(z)).all()
    assert np.isfinite(log_density(np.ones((50, 2), np.float32))).all()
    assert log_density(z[:1]).tolist() == [0]


def test_the_oddest_is_odd_in_both_and_equals_get_equal_scores() -> None:
    error, density = np.array([1.0, 2, 3, 9]), np.array([5.0, 4, 4, -9])
    assert anomaly(error, density) == pytest.approx([0, (1 / 3 + 0.5) / 2, (2 / 3 + 0.5) / 2, 1])
    assert anomaly(np.zeros(3), np.zeros(3)).tolist() == [0.5] * 3
    assert anomaly(np.zeros(1), np.zeros(1)).tolist() == [0]


def seen(error: object, ink: object, z: object, spread: object = 0.0) -> Look:
    codes = np.array(z, float)
    return Look(np.array(error, float), np.array(ink, float), codes, np.full(codes.shape[1], spread))


def test_the_distance_of_a_code_is_in_standard_deviations_whatever_their_scale() -> None:
    z = RNG.normal(size=(20_000, 2)) @ np.array([[10.0, 0], [3, 0.1]])
    normal = usual(seen(np.ones(20_000), np.ones(20_000), z), seen(RNG.random(9) + 1, np.ones(9), z[:9]))
    far = normal.distance(z.mean(0) + np.array([[0.0, 0], [30, 0]]))
    assert far == pytest.approx([0, 3], abs=0.1)
    assert np.mean(normal.distance(z) ** 2) == pytest.approx(2, rel=0.01)


def test_a_dimension_that_a_vae_does_not_use_is_as_wide_as_its_prior() -> None:
    z = np.stack([RNG.normal(size=500), 1e-4 * RNG.normal(size=500)], 1)
    held = seen(RNG.random(9) + 1, np.ones(9), z[:9])
    narrow, wide = (usual(seen(np.ones(500), np.ones(500), z, spread), held) for spread in (0.0, 1.0))
    odd = np.array([[0.0, 0.1]])
    assert narrow.distance(odd)[0] > 5
    assert wide.distance(odd)[0] < 0.2


def test_every_score_rises_with_what_it_measures() -> None:
    z = RNG.normal(size=(400, 2))
    look = seen(RNG.random(400) + 1, RNG.random(400) + 5, z)
    normal = usual(look, look)
    assert set(normal.scores(look)) == {"squared_error", "error_per_ink", "combined"}
    assert normal.scores(look)["combined"].mean() == pytest.approx(0, abs=1e-6)
    plain, worse, inky, far = (
        {name: float(v[0]) for name, v in normal.scores(seen([e], [i], [code])).items()}
        for e, i, code in ((1.5, 5.5, [1, 0]), (3, 5.5, [1, 0]), (1.5, 11, [1, 0]), (1.5, 5.5, [9, 0]))
    )
    assert all(worse[name] > plain[name] for name in plain)
    assert inky["squared_error"] == plain["squared_error"]
    assert inky["error_per_ink"] == plain["error_per_ink"] / 2
    assert far["error_per_ink"] == plain["error_per_ink"]
    assert far["combined"] > plain["combined"]
    assert np.mean(look.error > normal.limits["squared_error"]) == pytest.approx(0.05, abs=0.003)


def test_a_blank_picture_has_a_score() -> None:
    look = seen([0.5], [0.0], [[0.0]])
    assert look.error_per_ink.tolist() == [0.5]


def test_a_score_that_follows_ink_is_seen_to() -> None:
    ink = RNG.random(300)
    scores = {"inky": ink**3, "thin": -ink + 0.1 * RNG.random(300), "free": RNG.random(300), "still": ink * 0 + 1}
    tied = ties([(scores, ink)])
    assert tied["inky"] == pytest.approx(1)
    assert tied["thin"] > 0.9
    assert tied["free"] < 0.2
    assert tied["still"] == 0


def test_spoilt_pictures_keep_take_and_add_ink() -> None:
    pictures = RNG.integers(1, 256, (8, 1, 6, 6), np.uint8)
    ways = spoilt(pictures)
    ink = {name: found.reshape(8, -1).sum(1, dtype=int) for name, found in ways.items()}
    before = pictures.reshape(8, -1).sum(1, dtype=int)
    assert (ink["turned"] == before).all()
    assert (ink["mirrored"] == before).all()
    assert (ink["erased"] < before).all()
    assert (ink["overlaid"] >= before).all()
    assert all(found.shape == pictures.shape and (found != pictures).any() for found in ways.values())
    assert spoilt(pictures[..., :4])["turned"].shape == (8, 1, 6, 4)


def test_the_score_is_that_which_tells_spoilt_pictures() -> None:
    """PCA of striped pictures: what is turned lies off their plane."""
    stripes = RNG.integers(0, 256, (200, 1, 1, 8), np.uint8).repeat(8, 2)
    model = build(ModelConfig("pca", latent_dim=8, image_shape=(1, 8, 8)))
    model.fit([torch.from_numpy(stripes[:100]).float() / 255])  # type: ignore[operator]
    normal = usual(look(model, stripes[:100]), look(model, stripes[100:]))
    found = told(model, normal, stripes[100:])
    assert found["squared_error"] > 0.75  # mirrored and cut they are striped still
    assert choose(found) == max(found, key=lambda name: found[name])


@pytest.mark.parametrize("kind", ["ae", "pca", "vae"])
def test_a_model_looks_at_pictures_as_one_counts_by_hand(kind: str) -> None:
    torch.manual_seed(0)
    model = build(ModelConfig(kind, "mlp", 3, "tiny", image_shape=(1, 8, 8))).eval()
    pictures = RNG.integers(0, 256, (700, 1, 8, 8), np.uint8)
    x = torch.from_numpy(pictures).float() / 255
    if kind == "pca":
        model.fit([x])  # type: ignore[operator]
    found = look(model, pictures)
    with torch.no_grad():
        x_hat, z = model(x), model.encode(x)  # type: ignore[operator]
    assert found.error == pytest.approx(((x - x_hat) ** 2).sum((1, 2, 3)).numpy(), rel=1e-4)
    assert found.ink == pytest.approx(x.sum((1, 2, 3)).numpy(), rel=1e-5)
    assert found.z == pytest.approx(z.numpy(), abs=1e-4)
    assert (found.bce is None) == (kind != "vae")
    if found.bce is not None and found.neg_elbo is not None:
        bce = torch.nn.functional.binary_cross_entropy(x_hat, x, reduction="none").sum((1, 2, 3))
        assert found.bce == pytest.approx(bce.numpy(), rel=1e-4)
        assert found.neg_elbo.mean() > found.bce.mean()  # the KL, and a code that is drawn
        assert (found.spread > 0).all()
