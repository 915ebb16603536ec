"""Which two maps may share a point: those of the same images."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from explorer.latent.atlas import Atlas, read
from explorer.pages.side_by_side import linked

PROJECT = Path(__file__).resolve().parents[1]
A, B = (PROJECT / "checkpoints" / f"digits-{kind}" for kind in ("ae", "vae"))


def test_two_maps_of_the_same_images_are_linked_whole() -> None:
    link, atlases, words = linked([A, B], [read(A), read(B)])
    assert link == "digits-test-360"
    assert [len(atlas.z) for atlas in atlases] == [360, 360]
    assert words == []


def test_of_a_longer_map_the_first_images_are_shown_and_it_is_said() -> None:
    short = read(A).first(100)
    assert (short.meta["n"], short.meta["thumbs"], len(short.xy["umap"]), len(short.kl)) == (100, 100, 100, 100)
    link, atlases, (words,) = linked([A, B], [short, read(B)])
    assert link == "digits-test-100"
    assert [len(atlas.xy["pca"]) for atlas in atlases] == [100, 100]
    assert "first 100 images" in words


def unlinked(other: Atlas) -> str:
    link, atlases, (words,) = linked([A, B], [read(A), other])
    assert link == ""
    assert atlases[1] is other
    return words


def test_other_data_another_split_and_other_labels_are_not_linked() -> None:
    same = read(B)
    assert "`digits-ae` shows digits" in unlinked(replace(same, meta={**same.meta, "data": "mnist"}))
    unlinked(replace(same, meta={**same.meta, "split": "train"}))
    unlinked(replace(same, label=np.roll(same.label, 1)))
