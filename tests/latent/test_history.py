from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import nn

from explorer import data, models
from explorer.component import scrubber
from explorer.config import ModelConfig
from explorer.errors import CheckpointError, InputError
from explorer.latent import history
from explorer.pictures import sheet, to_uint8
from explorer.training.checkpoint import open_run
from explorer.training.runs import read_config
from tests.conftest import KINDS

VALUES = {"loss": 171.5, "nll": 168.25, "kl": 3.25, "elbo": -171.5}


def digits(n: int = 360) -> tuple[torch.Tensor, np.ndarray]:
    images = data.load("digits", "test").take(n)
    assert images.labels is not None
    return torch.from_numpy(images.images), images.labels


def keep(run: Path, *epochs: int, model: nn.Module | None = None) -> nn.Module:
    model = model or open_run(run).model
    for epoch in epochs:
        history.keep(run, epoch, model, *digits(), {**VALUES, "loss": 171.5 - epoch})
    return model


def clouds(d: int, frames: int = 5, n: int = 60) -> list[np.ndarray]:
    """Codes that drift, grow, and are turned at random from frame to frame."""
    rng = np.random.default_rng(d)
    z = rng.normal(size=(n, d)) * np.linspace(2, 0.5, d)
    turned = []
    for i in range(frames):
        rotation = np.linalg.qr(rng.normal(size=(d, d)))[0]
        turned.append((z * (0.3 + i) + rng.normal(size=(n, d)) * 0.1 + i / 3) @ rotation)
    return turned


def moved(a: np.ndarray, b: np.ndarray) -> float:
    return float(((a - b) ** 2).sum(1).mean())


def apart(xy: np.ndarray) -> np.ndarray:
    return np.asarray(np.linalg.norm(xy[:, None] - xy[None], axis=2))


def test_what_is_kept_is_read(runs: Path) -> None:
    run = runs / "vae"
    assert history.read(run) is None
    model = keep(run, 12, 0, 3)
    assert [p.name for p in sorted((run / "history").iterdir())] == [
        f"epoch-000{e}.safetensors" for e in ("00", "03", "12")
    ]
    found = history.read(run)
    assert found is not None
    assert [frame.epoch for frame in found.frames] == [0, 3, 12]
    last, (images, labels) = found.frames[-1], digits()
    assert last.values == {**VALUES, "loss": 159.5}
    np.testing.assert_array_equal(last.label, labels)
    with torch.inference_mode():
        np.testing.assert_allclose(last.z, model.encode(images.float() / 255), atol=4e-3)  # type: ignore[operator]
    assert set(last.weights) == {k for k in model.state_dict() if k.startswith("decoder.")}
    assert all(w.dtype == np.float16 for w in last.weights.values())


def test_a_history_keeps_few_points_and_does_without_labels(runs: Path) -> None:
    images = digits()[0].repeat(2, 1, 1, 1)
    history.keep(runs / "ae", 0, open_run(runs / "ae").model, images, None, {"loss": 40.0})
    found = history.read(runs / "ae")
    assert found is not None
    assert found.frames[0].z.shape == (history.POINTS, 4)
    assert (found.frames[0].label == -1).all()


def test_pca_has_no_decoder_to_keep(runs: Path) -> None:
    with pytest.raises(InputError, match="PCA has no decoder"):
        keep(runs / "pca", 0)


def test_later_epochs_are_dropped_and_nothing_else(runs: Path) -> None:
    run = runs / "vae"
    history.drop_after(run, 3)  # nothing there yet
    keep(run, 0, 3, 12)
    other = run / "history" / "epoch-notes.safetensors"
    other.write_text("not a frame")
    history.drop_after(run, 3)
    assert list(history.kept(run)) == [0, 3]
    assert other.exists()
    history.drop_after(run, -1)
    assert history.read(run) is None


@pytest.mark.parametrize("d", [1, 2, 3, 16])
def test_alignment_turns_only_and_never_moves_points_further(d: int) -> None:
    codes = clouds(d)
    plain = [history.plane_of(z).points(z) for z in codes]
    turned = [p.points(z) for p, z in zip(history.aligned(codes), codes, strict=True)]
    np.testing.assert_array_equal(turned[-1], plain[-1])
    for i in range(len(codes)):
        np.testing.assert_allclose(apart(turned[i]), apart(plain[i]), atol=1e-9)
    for i in range(len(codes) - 1):
        assert moved(turned[i], turned[i + 1]) <= moved(plain[i], turned[i + 1]) + 1e-9
    if d == 2:  # no translation comes in between: then no pair is further apart than it was
        assert all(moved(turned[i], turned[i + 1]) <= moved(plain[i], plain[i + 1]) + 1e-9 for i in range(4))


@pytest.mark.parametrize("reflect", [1, -1])
def test_a_plane_that_is_only_turned_comes_to_rest(reflect: int) -> None:
    z = clouds(2, 1)[0]
    turns = [np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) @ np.diag([1, reflect]) for a in (2.5, -1, 4)]
    codes = [z @ turn for turn in turns] + [z]
    for plane, code in zip(history.aligned(codes), codes, strict=True):
        np.testing.assert_allclose(plane.points(code), z, atol=1e-9)


@pytest.mark.parametrize("d", [2, 3, 16])
def test_points_lead_back_to_the_codes_of_the_plane(d: int) -> None:
    codes = clouds(d)
    for plane, z in zip(history.aligned(codes), codes, strict=True):
        xy = plane.points(z)
        np.testing.assert_allclose(plane.points(plane.codes(xy)), xy, atol=1e-9)
        flat = plane.codes(xy)  # where the codes lie in the plane
        np.testing.assert_allclose(plane.codes(plane.points(flat)), flat, atol=1e-9)
        if d == 2:
            np.testing.assert_allclose(flat, z, atol=1e-9)


def test_the_plane_of_many_dimensions_is_pca() -> None:
    from explorer.latent.projection import project

    z = clouds(6)[0].astype(np.float32)
    np.testing.assert_allclose(history.plane_of(z).points(z), project(z, "pca"), atol=1e-4)


def test_a_lattice_is_read_from_the_top() -> None:
    points = history.lattice(np.array([[0, 10], [2, 12]]), 3)
    assert points[:4].tolist() == [[0, 12], [1, 12], [2, 12], [0, 11]]
    assert points[-1].tolist() == [2, 10]


def test_a_window_is_square_about_its_middle() -> None:
    assert history.square(np.array([[0.0, 0.0], [4.0, 2.0]])).tolist() == [[0, -1], [4, 3]]
    assert (np.diff(history.square(np.zeros((2, 2))), axis=0) > 0).all()  # a collapsed code


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "pca"])
def test_half_the_digits_of_the_weights_are_enough(runs: Path, kind: str) -> None:
    run = runs / kind
    check_sheets(run, keep(run, 1), read_config(run).model)


def test_half_the_digits_are_enough_for_convolutions(runs: Path) -> None:
    config = ModelConfig("vae", "conv", 2, "tiny", image_shape=(1, 32, 32))
    torch.manual_seed(0)
    model = models.build(config).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    check_sheets(runs / "vae", keep(runs / "vae", 1, model=model), config)


def check_sheets(run: Path, model: nn.Module, config: ModelConfig) -> None:
    found = history.read(run)
    assert found is not None
    shown = history.film(found, config)
    codes = history.plane_of(found.frames[0].z).codes(history.lattice(shown.window, shown.cells))
    with torch.inference_mode():
        exact = to_uint8(model.decode(torch.from_numpy(codes).float()))  # type: ignore[operator]
    ours, theirs = (np.asarray(s, int) for s in (shown.sheets[0], sheet(exact, shown.cells, history.GAP)))
    assert shown.cells == history.GRID
    assert np.abs(ours - theirs).max() <= 2
    assert theirs.std() > 0


def test_a_film_of_many_epochs_takes_some_of_them(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "FRAMES", 3)
    keep(runs / "vae", *range(6))
    found = history.read(runs / "vae")
    assert found is not None
    shown = history.film(found, read_config(runs / "vae").model)
    assert len(shown.epochs) == len(shown.sheets) == len(shown.xy) == 3
    assert shown.epochs[::2] == (0, 5)
    assert shown.xy.shape == (3, 360, 2)


def rewrite(file: Path, about: object = None, **tensors: torch.Tensor) -> None:
    """Write a frame again with other tensors, or something else than its epoch and values."""
    kept = {**safetensors.torch.load_file(file), **tensors}
    text = json.dumps({"epoch": 3, "values": {}}) if about is None else json.dumps(about)
    file.write_bytes(safetensors.torch.save(kept, metadata={"history": text}))


@pytest.mark.parametrize(
    "harm",
    [
        lambda f: f.write_bytes(f.read_bytes()[:-50]),
        lambda f: f.write_bytes(b""),
        lambda f: f.write_bytes(b"\x80\x02}q\x00."),
        lambda f: f.write_bytes(safetensors.torch.save(safetensors.torch.load_file(f))),
        lambda f: f.write_bytes(safetensors.torch.save({"z": torch.zeros(3, 2)}, metadata={"history": "{}"})),
        lambda f: rewrite(f, [1, 2]),
        lambda f: rewrite(f, {"epoch": 3, "values": 7}),
        lambda f: rewrite(f, {"epoch": 3, "values": {"loss": "low"}}),
        lambda f: rewrite(f, {"epoch": 4, "values": {}}),
        lambda f: rewrite(f, z=torch.zeros(360)),
        lambda f: rewrite(f, z=torch.full((360, 4), torch.nan)),
        lambda f: rewrite(f, label=torch.zeros(7, dtype=torch.int16)),
    ],
)
def test_a_broken_frame_is_one_sentence(runs: Path, harm) -> None:  # type: ignore[no-untyped-def]
    keep(runs / "vae", 0, 3)
    file = history.kept(runs / "vae")[3]
    harm(file)
    with pytest.raises(CheckpointError, match=r"epoch-00003\.safetensors: is not a whole frame") as caught:
        history.read(runs / "vae")
    assert "\n" not in str(caught.value)


def test_frames_of_other_pictures_or_another_model_are_one_sentence(runs: Path) -> None:
    keep(runs / "vae", 0, 3)
    found = history.read(runs / "vae")
    assert found is not None
    with pytest.raises(CheckpointError, match=r"epoch-00000\.safetensors: does not fit its run's config"):
        history.film(found, ModelConfig("vae", "mlp", 4, "small", image_shape=(1, 32, 32)))
    rewrite(history.kept(runs / "vae")[3], z=torch.zeros(5, 4), label=torch.zeros(5, dtype=torch.int16))
    with pytest.raises(CheckpointError, match=r"has codes \[360, 4\], the last epoch \[5, 4\]"):
        history.read(runs / "vae")


def test_values_that_are_no_numbers_are_left_out(runs: Path) -> None:
    keep(runs / "vae", 3)
    rewrite(history.kept(runs / "vae")[3], {"epoch": 3, "values": {"loss": float("nan"), "kl": 1.0}})
    found = history.read(runs / "vae")
    assert found is not None
    assert found.frames[0].values == {"kl": 1.0}


def test_the_browser_receives_points_inside_the_map_and_a_curve_through_all_epochs(runs: Path) -> None:
    keep(runs / "vae", 0, 3)
    found = history.read(runs / "vae")
    assert found is not None
    rows = [
        {"epoch": 1.0, "split": "test", "elbo": -300.0, "loss": 300.0},
        {"epoch": 1.5, "split": "train", "elbo": -1.0, "loss": 1.0},
        {"epoch": 3.0, "split": "test", "elbo": -999.0, "loss": 999.0},
        {"epoch": 4.0, "split": "test", "elbo": -2.0, "loss": 2.0},
    ]
    sent = scrubber.reel(history.film(found, read_config(runs / "vae").model), rows, "nats per image")
    assert json.loads(json.dumps(sent)) is not None
    assert sent["curve"] == [(0, 171.5), (1, 300), (3, 171.5)]  # within the film, kept values first, the bound's sign
    assert sent["facts"][0][0] == ("epoch", "0", "before training")
    assert sent["facts"][1][1:] == [
        ("−ELBO", "171.5", "nats per image"), ("reconstruction", "168.2", "nats per image"),
        ("KL", "3.2", "nats per image"),
    ]  # fmt: skip
    x, wide = np.array(sent["x"]), sent["box"][0]
    assert x.shape == (2, 360)
    assert np.mean((x >= 0) & (x <= wide)) > 0.95
    assert max(sent["box"]) == scrubber.UNITS
    assert sent["sheets"][0].startswith("data:image/webp;base64,")


def test_a_model_without_a_bound_shows_its_error() -> None:
    assert scrubber.facts(4, {"loss": 31.26, "hole": 12.0}, "squared error per image") == [
        ("epoch", "4", ""), ("test loss", "31.3", "squared error per image"),
        ("in the hole", "12.0", "squared error per image"),
    ]  # fmt: skip


def test_the_page_and_the_history_do_not_wait_for_torch() -> None:
    code = "import explorer.pages.history, sys; print('torch' in sys.modules, 'umap' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
