"""The stacked autoencoder of words: its features, its code, and the place of least expected error."""

from __future__ import annotations

import pytest
import torch
from sklearn.feature_extraction.text import TfidfTransformer

from explorer.config import ModelConfig
from explorer.errors import ConfigError
from explorer.models import build
from explorer.models.stacked import LATTICE, POINTS, SCALE, Stacked


def tiny(words: int = 6) -> Stacked:
    torch.manual_seed(0)
    model = build(ModelConfig("sdae", "mlp", 5, "tiny", classes=49, words=words))
    assert isinstance(model, Stacked)
    return model


def test_features_are_scikit_learns_tfidf_scaled_where_the_weights_are_idf() -> None:
    counts = torch.tensor([[1.0, 0, 3, 0, 0, 1], [0, 2, 1, 0, 0, 0], [1, 1, 0, 9, 0, 0]])
    theirs = TfidfTransformer(sublinear_tf=True).fit(counts.numpy())
    model = tiny()
    model.weight.copy_(torch.from_numpy(theirs.idf_))
    expected = torch.from_numpy(theirs.transform(counts.numpy()).toarray()).float()
    torch.testing.assert_close(model.features(counts), SCALE * expected)


def test_who_says_nothing_known_has_features_of_nought() -> None:
    assert tiny().features(torch.zeros(1, 6)).abs().sum() == 0


def test_shapes() -> None:
    state, region, place = tiny()(torch.ones(3, 6))
    assert (state.shape, region.shape, place.shape) == ((3, 49), (3, 4), (3, 2))
    assert tiny().encode(torch.ones(3, 6)).shape == (3, 64 + 5)


def test_the_place_is_that_of_least_expected_error() -> None:
    model = tiny()
    assert model.lattice.shape == (POINTS, 2)
    south, north, west, east, _ = LATTICE
    assert (model.lattice.amin(0).tolist(), model.lattice.amax(0).tolist()) == ([south, west], [north, east])
    model.cost.fill_(1.0)
    model.cost[7, 100], model.cost[8, 200] = 0.0, 0.0
    logits = torch.zeros(2, 49)
    logits[0, 7], logits[1, 8] = 9.0, 9.0
    torch.testing.assert_close(model.locate(logits), model.lattice[[100, 200]])


@pytest.mark.parametrize("change", [{"words": 0}, {"words": 3, "arch": "conv"}])
def test_a_config_that_cannot_be_is_one_sentence(change: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="sdae is an mlp of 1 word or more"):
        ModelConfig(**{"kind": "sdae", "arch": "mlp", **change})  # type: ignore[arg-type]
