"""What is said of a code at which a drag ended."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from explorer import objectives
from explorer.latent.landing import land
from explorer.training.checkpoint import open_run

Z = [0.5, -1.0, 0.25, 0.0]


def test_pca_comes_back_to_where_it_was(trained: Path) -> None:
    found = land(open_run(trained / "pca", torch.device("cpu")).model, Z)
    assert found.cycle == pytest.approx(0, abs=1e-4)
    assert found.error == pytest.approx(0, abs=1e-6)
    assert (found.nll, found.kl) == (None, None)


@pytest.mark.parametrize("kind", ["ae", "dae", "inpaint", "vae"])
def test_the_picture_is_the_decoded_code_and_the_errors_are_those_of_its_return(kind: str, trained: Path) -> None:
    model = open_run(trained / kind, torch.device("cpu")).model
    found = land(model, Z)
    with torch.inference_mode():
        x = model.decode(torch.tensor([Z]))  # type: ignore[operator]
        back = model.encode(x)  # type: ignore[operator]
        again = model.decode(back)  # type: ignore[operator]
    np.testing.assert_array_equal(found.picture, (x[0].numpy() * 255).round().astype(np.uint8))
    assert found.cycle == pytest.approx(float((back - torch.tensor(Z)).norm()), rel=1e-5)
    assert found.error == pytest.approx(float(((x - again) ** 2).sum()), rel=1e-5)
    assert (found.kl is not None) == (kind == "vae")


def test_the_elbo_is_a_mean_over_samples_that_a_seed_repeats(trained: Path) -> None:
    model = open_run(trained / "vae", torch.device("cpu")).model
    found = land(model, Z)
    assert land(model, Z).nll == found.nll != land(model, Z, seed=1).nll
    with torch.inference_mode():
        x = model.decode(torch.tensor([Z]))  # type: ignore[operator]
        bound, _, kl = objectives.elbo(model, x.expand(4000, -1, -1, -1), torch.Generator().manual_seed(1))  # type: ignore[arg-type]
    assert found.nll is not None
    assert found.kl == pytest.approx(float(kl[0].sum()), rel=1e-5)
    assert -found.nll - found.kl == pytest.approx(float(bound.mean()), abs=4 * float(bound.std()) / 64**0.5)
