"""Maps that several ask for at once: real processes, one of which draws, and one that is killed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from explorer.config import ModelConfig
from explorer.data import load
from explorer.files import is_locked, lock, write_json
from explorer.latent import atlas, mapping, stages
from explorer.latent.projection import METHODS, project
from explorer.models import build as build_model
from explorer.training.runs import ROOT
from tests.latent.test_latent import blobs


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The shipped run of the digits without its UMAP."""
    copy = tmp_path / "digits-vae"
    shutil.copytree(ROOT / "digits-vae", copy)
    (copy / "atlas" / "xy-umap.npz").unlink()
    meta = json.loads((copy / "atlas" / "atlas.json").read_text())
    del meta["maps"]["umap"]
    write_json(copy / "atlas" / "atlas.json", meta)
    return copy


def embed(run: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "explorer", "embed", str(run), "--json", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def drawn(run: Path) -> int:
    return (run / "log.txt").read_text().count("map of")


@pytest.mark.long
def test_of_eight_that_ask_at_once_one_draws_and_all_have_the_same_points(run: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"{i}.npz" for i in range(8)]
    asked = [embed(run, "--out", str(out)) for out in outs]
    said = [process.communicate(timeout=240) for process in asked]
    assert [process.returncode for process in asked] == [0] * 8, said
    assert drawn(run) == 1
    points = [atlas.load_npz(out, "xy")["xy"] for out in outs]
    assert all(np.array_equal(xy, points[0]) for xy in points)
    assert not list((run / "atlas").glob("progress-*"))


@pytest.mark.long
def test_a_worker_that_is_killed_leaves_nothing_broken_and_the_next_one_draws(run: Path) -> None:
    first, progress = embed(run), stages.file_of(run, "umap")
    while not progress.exists():
        assert first.poll() is None
        time.sleep(0.01)
    found = stages.read(run, "umap")
    assert found is not None
    assert 0 <= found.share < 1
    os.kill(first.pid, 9)
    first.communicate()
    assert stages.read(run, "umap") is None  # though its file is still there
    assert set(atlas.read(run).xy) == {"pca"}
    second = embed(run)
    second.communicate(timeout=240)
    assert second.returncode == 0
    assert set(atlas.read(run).xy) == {"pca", "umap"}
    assert not progress.exists()


def test_a_map_that_is_there_is_not_drawn_again_unless_by_another_seed(run: Path) -> None:
    said: list[str] = []
    first = mapping.add_map(run, "tsne", say=said.append)
    assert len(said) == 1
    np.testing.assert_array_equal(mapping.add_map(run, "tsne", say=said.append), first)
    np.testing.assert_array_equal(mapping.add_map(run, "tsne", seed=0, say=said.append), first)
    assert len(said) == 1
    other = mapping.add_map(run, "tsne", seed=1, say=said.append)
    assert len(said) == 2
    assert not np.array_equal(other, first)
    assert atlas.read(run).meta["maps"]["tsne"]["seed"] == 1
    np.testing.assert_array_equal(mapping.add_map(run, "tsne"), other)


def test_points_without_their_quality_or_that_are_not_whole_are_drawn_again(run: Path) -> None:
    file = run / "atlas" / "xy-tsne.npz"
    file.write_bytes(b"PK cut")
    assert "tsne" not in atlas.read(run).xy  # the worker was killed before it wrote the quality down
    mapping.add_map(run, "tsne")
    file.write_bytes(b"PK cut")
    assert mapping.add_map(run, "tsne").shape == (360, 2)
    assert atlas.read(run).xy["tsne"].shape == (360, 2)


def test_a_failure_leaves_no_progress_and_no_lock(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(mapping, "project", breaks)
    with pytest.raises(MemoryError):
        mapping.add_map(run, "tsne")
    assert not stages.file_of(run, "tsne").exists()
    assert not is_locked(stages.lock_of(run))


@pytest.mark.parametrize("method", [pytest.param(m, marks=[pytest.mark.long] * (m == "umap")) for m in METHODS])
def test_every_layout_that_takes_time_tells_how_far_it_is(method: str) -> None:
    heard: list[tuple[str, float]] = []
    project(blobs(), method, 0, lambda stage, part: heard.append((stage, part)))
    parts = [part for stage, part in heard if stage == stages.LAYOUT]
    assert parts == sorted(parts)
    assert method == "pca" or (len(parts) > 2 and parts[-1] == 1)
    assert all(stage in stages.BEGINS for stage, _ in heard)


def test_the_bar_only_climbs_and_tells_the_time_left_once_there_is_a_pace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, clock = tmp_path, [0.0]
    (run / "atlas").mkdir()
    monkeypatch.setattr(stages.time, "monotonic", lambda: clock[0])
    told, seen = stages.Meter(stages.file_of(run, "umap")), []
    with lock(stages.lock_of(run)):
        for stage, part in [(s, p) for s in stages.BEGINS for p in (0, 0.25, 0.5, 1)]:
            told(stage, part)
            clock[0] += 10
            seen.append(stages.read(run, "umap"))
    assert [p.share for p in seen] == sorted(p.share for p in seen)
    assert seen[-1].share == 1
    layout = [p.seconds_left for p in seen if p.stage == stages.LAYOUT]
    assert layout == [None, 30, 20, 0]  # 10 s a quarter
    assert all(p.seconds_left is None for p in seen if p.stage != stages.LAYOUT)
    assert stages.read(run, "umap") is None


def test_known_factors_are_kept_but_for_the_one_that_is_the_label(tmp_path: Path) -> None:
    images = load("sprites", "test").take(40)
    model = build_model(ModelConfig("ae", "mlp", 3, "tiny", image_shape=(3, 64, 64)))
    mapping.build(tmp_path, model, images)
    found = atlas.read(tmp_path)
    assert images.factors is not None
    assert list(found.known_factors) == ["size", "angle", "x", "y", "hue"]
    np.testing.assert_array_equal(found.known_factors["hue"], images.factors[:, 5])
    assert atlas.read(ROOT / "digits-vae").known_factors == {}


def test_the_shipped_sprites_have_the_factors_of_their_pictures() -> None:
    found, images = atlas.read(ROOT / "sprites-vae"), load("sprites", "test")
    np.testing.assert_array_equal(found.factors, images.factors)


def test_an_atlas_grows_once_and_never_shrinks(tmp_path: Path) -> None:
    images = load("digits", "test")
    model = build_model(ModelConfig("ae", "mlp", 3, "tiny", image_shape=(1, 32, 32)))
    mapping.grow(tmp_path, model, images.take(50))
    mapping.add_map(tmp_path, "tsne")
    for n in (50, 20):
        mapping.grow(tmp_path, model, images.take(n))
        assert set(atlas.read(tmp_path).xy) == {"pca", "tsne"}
    mapping.grow(tmp_path, model, images.take(60))
    assert len(atlas.read(tmp_path).z) == len(atlas.thumbnails(tmp_path)) == 60
    assert set(atlas.read(tmp_path).xy) == {"pca"}
