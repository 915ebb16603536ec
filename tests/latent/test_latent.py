from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sklearn.decomposition

from explorer.errors import CheckpointError, InputError
from explorer.latent import atlas, mapping, projection
from explorer.latent.projection import METHODS, project, quality
from explorer.metrics.neighbours import nearest


def blobs(n: int = 120, d: int = 6) -> np.ndarray:
    rng = np.random.default_rng(0)
    return (rng.normal(size=(n, d)) * 0.2 + rng.normal(size=(3, d))[np.arange(n) % 3] * 3).astype(np.float32)


def test_the_pca_map_is_scikit_learns_up_to_sign() -> None:
    z = blobs()
    theirs = sklearn.decomposition.PCA(2).fit_transform(z)
    ours = project(z, "pca")
    np.testing.assert_allclose(np.abs(ours), np.abs(theirs), atol=1e-4)


@pytest.mark.parametrize("method", [pytest.param(m, marks=[pytest.mark.long] * (m == "umap")) for m in METHODS])
def test_every_map_keeps_groups_together(method: str) -> None:
    z = blobs()
    xy = project(z, method)
    assert xy.shape == (120, 2)
    np.testing.assert_array_equal(project(z, method), xy)
    q = quality(z, xy)
    assert q["trustworthiness"] > 0.75
    assert q["n"] == 120


@pytest.mark.long
def test_a_umap_from_exact_neighbours_is_as_good_as_umap_learns_own(monkeypatch: pytest.MonkeyPatch) -> None:
    z, asked = blobs(400), []
    monkeypatch.setattr(projection, "nearest", lambda z, k: (asked.append(k), nearest(z, k))[1])
    ours = quality(z, project(z, "umap"))
    monkeypatch.setattr(projection, "EXACT", 0)
    theirs = quality(z, project(z, "umap"))
    assert asked == [15]
    assert ours["trustworthiness"] == pytest.approx(theirs["trustworthiness"], abs=0.02)
    assert ours["continuity"] == pytest.approx(theirs["continuity"], abs=0.02)


def test_a_one_dimensional_code_lies_on_a_line() -> None:
    assert np.all(project(blobs(d=1), "pca")[:, 1] == 0)


def test_a_map_of_itself_is_perfect_and_of_noise_is_not() -> None:
    z = blobs(d=2)
    assert quality(z, z)["trustworthiness"] == quality(z, z)["continuity"] == 1
    assert quality(z, np.random.default_rng(1).normal(size=(120, 2)).astype(np.float32))["trustworthiness"] < 0.7


def test_maps_refuse_what_cannot_be_drawn() -> None:
    with pytest.raises(InputError, match="at least 5"):
        project(blobs(4), "pca")
    with pytest.raises(InputError, match="method must be one of"):
        project(blobs(), "mds")


def test_an_atlas_is_read_without_the_dataset(trained: Path) -> None:
    found = atlas.read(trained / "vae")
    assert found.z.shape == (360, 4)
    assert found.xy["pca"].shape == (360, 2)
    assert found.kl.shape == found.error.shape == found.label.shape == (360,)
    np.testing.assert_allclose(found.kl.mean(), found.kl_dim.sum(), rtol=1e-4)
    assert found.label_names == list("0123456789")
    thumbs = atlas.thumbnails(trained / "vae")
    assert len(thumbs) == 360
    assert thumbs[0].size == (32, 32)
    assert np.asarray(thumbs[41]).std() > 5  # past the end of the sheet's first row
    assert not atlas.read(trained / "ae").kl.any()


def test_a_map_is_added_with_its_quality(runs: Path) -> None:
    mapping.add_map(runs / "vae", "tsne", seed=3)
    found = atlas.read(runs / "vae")
    assert found.xy["tsne"].shape == (360, 2)
    assert found.meta["maps"]["tsne"]["seed"] == 3
    assert 0.5 < found.meta["maps"]["tsne"]["trustworthiness"] <= 1


def test_an_atlas_that_lacks_something_is_one_sentence(runs: Path) -> None:
    folder = runs / "vae" / "atlas"
    (folder / "thumbs.png").write_bytes((folder / "thumbs.png").read_bytes()[:200])
    with pytest.raises(CheckpointError, match=r"thumbs\.png: cannot be read"):
        atlas.thumbnails(runs / "vae")
    np.savez(folder / "codes.npz", z=np.zeros((3, 4)))
    with pytest.raises(CheckpointError, match=r"codes\.npz: cannot be read"):
        atlas.read(runs / "vae")
    with (folder / "codes.npz").open("wb") as file:
        np.save(file, np.zeros(3))  # one array and no archive
    with pytest.raises(CheckpointError, match=r"codes\.npz: cannot be read"):
        mapping.add_map(runs / "vae", "pca")
    (folder / "atlas.json").unlink()
    with pytest.raises(CheckpointError, match="has no map yet"):
        atlas.thumbnails(runs / "vae")


def test_an_atlas_that_is_not_there_or_broken_is_one_sentence(runs: Path) -> None:
    (runs / "vae" / "atlas" / "codes.npz").write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(CheckpointError, match="cannot be read"):
        atlas.read(runs / "vae")
    (runs / "vae" / "atlas" / "atlas.json").unlink()
    with pytest.raises(CheckpointError, match="has no map yet"):
        atlas.read(runs / "vae")
