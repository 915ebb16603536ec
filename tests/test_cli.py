"""The command line as other programs call it: shapes, exit codes, one JSON object, one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image, ImageCms

from explorer.cli import main
from explorer.data import load
from explorer.files import write_json
from explorer.pictures import png, to_image
from explorer.training import engine
from tests.conftest import tiny_photos


@pytest.fixture
def call(runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command with --json in an empty folder; return its exit code, its object and its stderr."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def run(*words: str) -> tuple[int, dict[str, Any], str]:
        capsys.readouterr()
        code = main([*words, "--json"])
        out, err = capsys.readouterr()
        assert out.count("\n") == 1
        return code, json.loads(out), err

    return run


@pytest.fixture
def digit(tmp_path: Path) -> str:
    file = tmp_path / "digit.png"
    file.write_bytes(png(to_image(load("digits", "test").images[0]).resize((50, 40))))
    return str(file)


TRAIN = ["train", "--data", "digits", "--arch", "mlp", "--size", "tiny", "--latent-dim", "3", "--epochs", "1"]


def test_data_is_listed(call: Any) -> None:
    code, out, _ = call("data", "list")
    assert code == 0
    assert {row["name"]: row["here"] for row in out["datasets"]}["digits"] is True
    assert call("data", "get", "digits")[1] == {"name": "digits", "files": []}


def test_train_prints_what_the_contract_says(call: Any, runs: Path) -> None:
    code, out, err = call(*TRAIN, "--model", "vae", "--map", "none", "--out", "new")
    assert code == 0
    assert set(out) == {"run", "device", "epochs", "steps", "seconds", "images_per_second", "test"}
    assert {"loss", "nll", "kl"} <= set(out["test"])
    assert (out["run"], out["epochs"], out["steps"]) == ("new", 1, 12)
    assert "images/s" in err
    assert (runs / "new" / "model.safetensors").exists()
    assert call("resume", "new")[1] == out


def test_runs_are_listed_with_metric_and_published_value(call: Any) -> None:
    code, out, _ = call("list")
    assert code == 0
    rows = {row["name"]: row for row in out["runs"]}
    assert set(rows) == {"ae", "dae", "inpaint", "pca", "vae"}
    assert set(rows["vae"]) == {
        "name", "data", "model", "arch", "latent_dim", "epoch", "metric", "value", "unit", "published", "source",
    }  # fmt: skip
    assert rows["vae"]["metric"] == "loss"
    assert rows["vae"]["value"] > 0
    assert call("jobs")[1] == {"jobs": []}


def test_evaluate_repeats_the_report(call: Any, runs: Path) -> None:
    code, out, _ = call("evaluate", "vae")
    assert code == 0
    assert {k: out[k] for k in ("run", "data", "split", "n", "seed")} == {
        "run": "vae", "data": "digits", "split": "test", "n": 360, "seed": 0,
    }  # fmt: skip
    report = json.loads((runs / "vae" / "report.json").read_text())["metrics"]
    assert out["metrics"] == report
    fewer = call("evaluate", "vae", "--n", "20", "--iw-samples", "10", "--split", "train")[1]
    assert fewer["n"] == 20
    assert fewer["metrics"]["iwae_nll"]["unit"] == "nats"


def test_embed_writes_codes_points_and_labels(call: Any) -> None:
    code, out, _ = call("embed", "vae", "--method", "pca", "--n", "50", "--out", "map.npz")
    assert code == 0
    assert out["n"] == 50
    with np.load("map.npz", allow_pickle=False) as file:
        assert {k: file[k].shape for k in file.files} == {"z": (50, 4), "xy": (50, 2), "label": (50,)}


def test_pictures_come_out(call: Any, digit: str) -> None:
    assert call("reconstruct", "vae", digit, "--out", "back")[0] == 0
    assert Image.open("back/digit.png").size == (32, 32)
    assert call("sample", "vae", "--n", "7", "--seed", "1", "--out", "a.png")[0] == 0
    assert call("sample", "vae", "--n", "7", "--seed", "2", "--out", "b.png")[0] == 0
    assert Path("a.png").read_bytes() != Path("b.png").read_bytes()
    code, out, _ = call("interpolate", "vae", "0", digit, "--steps", "5", "--path", "lerp", "--out", "path.gif")
    assert code == 0
    assert out["steps"] == 5
    with Image.open("path.gif") as animation:
        assert animation.n_frames == 5
    assert call("interpolate", "ae", "3", "4", "--steps", "7", "--out", "path.mp4")[0] == 0
    with av.open("path.mp4") as video:
        assert len(list(video.decode(video=0))) == 7
    assert call("interpolate", "pca", "3", "4", "--steps", "7", "--out", "path.png")[0] == 0
    assert Image.open("path.png").width > 6 * Image.open("path.png").height


def test_an_autoencoder_is_sampled_from_a_mixture_of_its_own_codes(call: Any) -> None:
    words = ("--n", "7", "--sampler", "mixture", "--temperature", "0.8", "--out")
    code, out, _ = call("sample", "ae", *words, "a.png")
    assert (code, out["sampler"], out["temperature"]) == (0, "mixture", 0.8)
    assert call("sample", "ae", *words, "b.png")[0] == 0
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes()
    assert call("sample", "ae", "--n", "7", "--temperature", "0.8", "--out", "b.png")[1]["sampler"] == "prior"
    assert Path("a.png").read_bytes() != Path("b.png").read_bytes()


def test_denoise_and_inpaint_keep_the_size(call: Any, digit: str) -> None:
    code, out, _ = call("denoise", digit, "--model", "dae", "--out", "clean.png")
    assert code == 0
    item = out["items"][0]
    assert set(item) == {"in", "out", "width", "height", "mode", "sigma", "seconds"}
    assert (item["width"], item["height"], item["mode"]) == (50, 40, "L")
    assert Image.open("clean.png").size == (50, 40)
    assert call("denoise", digit, digit, "--model", "dae", "--out", "many")[0] == 0
    mask = Image.new("L", (50, 40))
    mask.paste(255, (5, 5, 20, 20))
    mask.save("mask.png")
    assert call("inpaint", digit, "--mask", "mask.png", "--model", "inpaint", "--out", "full.png")[0] == 0
    assert Image.open("full.png").size == (50, 40)


@pytest.fixture
def photos(runs: Path, photo_folder: Path) -> None:
    """The usual photo runs, trained for six steps."""
    for name, kind in (("photo-denoise", "dae"), ("photo-inpaint", "inpaint")):
        engine.train(tiny_photos(photo_folder, kind, 3), runs / name)


@pytest.mark.usefixtures("photos")
def test_a_photo_keeps_size_orientation_and_profile(call: Any) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(skimage.data.astronaut()[:90, :60]).save("photo.jpg", exif=exif, icc_profile=profile)
    Image.fromarray(skimage.data.camera()[:40, :50]).save("grey.png")
    code, out, err = call("denoise", "photo.jpg", "--sigma", "auto", "--out", "out.jpg")
    assert code == 0
    assert "photo.jpg" in err
    item = out["items"][0]
    assert (item["width"], item["height"], item["mode"]) == (90, 60, "RGB")
    assert item["sigma"] >= 0
    with Image.open("out.jpg") as restored:
        assert (restored.size, restored.info["icc_profile"], restored.format) == ((90, 60), profile, "JPEG")
        assert restored.getexif().get(0x0112, 1) == 1
    code, out, _ = call("denoise", "photo.jpg", "grey.png", "--sigma", "20", "--out", "many")
    assert [(i["out"], i["mode"], i["sigma"]) for i in out["items"]] == [
        ("many/photo.jpg", "RGB", 20.0), ("many/grey.png", "L", 20.0),
    ]  # fmt: skip


@pytest.mark.usefixtures("photos")
def test_a_hole_in_a_photo_is_filled_and_nothing_else_changes(call: Any) -> None:
    Image.fromarray(skimage.data.astronaut()[:90, :60]).save("photo.png")
    mask = Image.new("L", (60, 90))
    mask.paste(255, (10, 20, 30, 40))
    mask.save("mask.png")
    code, out, _ = call("inpaint", "photo.png", "--mask", "mask.png", "--out", "full.png")
    assert code == 0
    assert set(out["items"][0]) == {"in", "out", "width", "height", "mode", "sigma", "seconds"}
    before, after, hole = (np.asarray(Image.open(name)) for name in ("photo.png", "full.png", "mask.png"))
    assert np.array_equal(before[hole == 0], after[hole == 0])
    assert not np.array_equal(before[hole > 0], after[hole > 0])
    Image.new("L", (60, 90), "white").save("all.png")
    code, out, _ = call("inpaint", "photo.png", "--mask", "all.png", "--out", "none.png")
    assert (code, out["error"]["kind"]) == (2, "input")
    assert "hides the whole photo" in out["error"]["message"]
    assert not Path("none.png").exists()


@pytest.mark.usefixtures("photos")
def test_a_photo_run_is_listed_and_measured_and_has_no_codes(call: Any, photo_folder: Path) -> None:
    rows = {row["name"]: row for row in call("list")[1]["runs"]}
    assert (rows["photo-denoise"]["latent_dim"], rows["photo-denoise"]["metric"]) == (None, "psnr")
    assert call("evaluate", "photo-denoise")[1]["metrics"]["psnr"]["n"] == 1
    for words in (["embed", "photo-denoise", "--method", "pca"], ["sample", "photo-denoise", "--out", "a.png"],
                  ["export", "photo-denoise", "--onnx", "onnx"]):  # fmt: skip
        code, out, _ = call(*words)
        assert (code, out["error"]["kind"]) == (2, "input")
        assert "no codes" in out["error"]["message"]


def test_photos_are_trained_from_the_command_line(call: Any, runs: Path, photo_folder: Path) -> None:
    words = ["train", "--data", f"{photo_folder},{photo_folder}", "--model", "dae", "--arch", "multiscale"]
    words += [
        "--size",
        "tiny",
        "--channels",
        "3",
        "--patch",
        "32",
        "--noise",
        "real:50",
        "--epochs",
        "1",
        "--out",
        "new",
    ]
    code, out, _ = call(*words)
    assert code == 0
    assert {"loss", "psnr", "psnr_real"} <= set(out["test"])
    assert json.loads((runs / "new" / "config.json").read_text())["model"]["image_shape"] == [3, 32, 32]
    assert call(*words[:-1], "other", "--map", "umap")[1]["error"]["kind"] == "config"


def test_export_writes_both_halves(call: Any) -> None:
    code, out, _ = call("export", "vae", "--onnx", "onnx")
    assert code == 0
    assert max(out["max_difference"].values()) <= 1e-4
    assert all(Path(f).exists() for f in out["files"].values())


def test_handout_writes_one_page_and_says_which_maps_it_has(call: Any, runs: Path) -> None:
    code, out, _ = call("handout", "vae", "--out", "map.html")
    assert code == 0
    page = Path("map.html").read_bytes()
    assert out == {"run": "vae", "out": "map.html", "bytes": len(page), "maps": ["pca"]}
    assert page.startswith(b"<!doctype html>")
    (runs / "vae" / "decoder.onnx").unlink()
    assert call("handout", "vae", "--out", "map.html")[1]["bytes"] == len(page)  # it is written again
    (runs / "vae" / "decoder.onnx").unlink()
    write_json(runs / "vae" / "status.json", {"state": "finished", "no_onnx": "the operator is unknown"})
    code, out, err = call("handout", "vae", "--out", "map.html")
    assert code == 0
    assert "has no decoder.onnx" in err
    assert out["bytes"] < len(page)


@pytest.mark.parametrize(
    ("words", "kind", "says"),
    [
        ([*TRAIN[:3], "--out", "x", "--frobnicate"], "input", "unrecognized arguments"),
        ([*TRAIN, "--out", "x", "--epochs", "0"], "config", "epochs must be 1 or more"),
        ([*TRAIN, "--out", "x", "--model", "gan"], "input", "invalid choice"),
        ([*TRAIN, "--out", "x", "--model", "dae"], "config", "needs noise"),
        ([*TRAIN, "--out", "x", "--model", "dae", "--noise", "fog:1"], "config", "corruption must be one of"),
        ([*TRAIN, "--out", "x", "--model", "inpaint", "--mask", "gaussian:1"], "config", "needs a mask (pixel"),
        (["train", "--data", "cats", "--out", "x"], "data", "no dataset 'cats'"),
        (["train", "--data", "empty.zip", "--out", "x"], "data", "holds 0 images"),
        (["train", "--data", "climb.zip", "--out", "x"], "data", "climbs out"),
        (["train", "--data", "./gone", "--out", "x"], "data", "no such folder"),
        ([*TRAIN, "--out", "vae"], "input", "already holds a run"),
        (["evaluate", "nobody"], "checkpoint", "no run here"),
        (["handout", "nobody", "--out", "x.html"], "checkpoint", "no run here"),
        (["handout", "vae", "--out", "nowhere/x.html"], "input", "cannot be written"),
        (["evaluate", "ae", "--iw-samples", "5"], "input", "need a posterior"),
        (["evaluate", "unknown-key"], "config", "unknown key 'colour'"),
        (["evaluate", "wrong-shape"], "checkpoint", "does not fit"),
        (["evaluate", "pickle"], "checkpoint", "is a pickle"),
        (["reconstruct", "vae", "broken.png", "--out", "new"], "image", "not an image"),
        (["denoise", "broken.png", "--model", "dae", "--out", "new"], "image", "not an image"),
        (["denoise", "gone.png", "--model", "dae", "--out", "new"], "image", "cannot be read"),
        (["denoise", "broken.png", "--model", "vae", "--out", "new"], "input", "'dae' is needed"),
        (["denoise", "good.png", "--model", "dae", "--sigma", "lots", "--out", "new"], "input", "sigma must be auto"),
        (["denoise", "good.png", "--model", "dae", "--sigma", "nan", "--out", "new"], "input", "sigma must be auto"),
        (["denoise", "good.png", "--model", "dae", "--out", "new.txt"], "input", "no kind of picture"),
        (["denoise", "good.png", "--out", "new"], "checkpoint", "no run here"),
        (["denoise", "good.png", "broken.png", "--model", "dae", "--out", "new"], "image", "not an image"),
        (["interpolate", "vae", "²", "0", "--out", "new.gif"], "image", "cannot be read"),
        (["interpolate", "vae", "0", "1", "--steps", "1", "--out", "new.gif"], "input", "steps must be 2 or more"),
        (["inpaint", "good.png", "--mask", "small.png", "--model", "inpaint", "--out", "new.png"], "image", "mask is"),
        (["sample", "vae", "--out", "gone/new.png"], "input", "cannot be written"),
        (["sample", "vae", "--temperature", "nan", "--out", "new.png"], "input", "temperature must be"),
        (["sample", "ae", "--temperature", "-1", "--sampler", "mixture", "--out", "new.png"], "input", "0 or more"),
        (["interpolate", "vae", "0", "1", "--out", "new.avi"], "input", "ends in none of .gif, .mp4, .png"),
        (["sample", "vae", "--seed", "-1", "--out", "new.png"], "input", "argument --seed: must be a whole number"),
        (["sample", "vae", "--seed", "9" * 30, "--out", "new.png"], "input", "argument --seed: must be a whole number"),
        (["evaluate", "vae", "--n", "-5"], "input", "argument --n: must be a whole number"),
        (["evaluate", "vae", "--iw-samples", "-1"], "input", "argument --iw-samples: must be a whole number"),
        (["embed", "vae", "--method", "pca", "--n", "0"], "input", "argument --n: must be a whole number"),
        (["embed", "vae", "--method", "pca", "--n", "9999"], "input", "has 360 images, not 9999"),
        (["stop", "vae"], "input", "not being trained"),
        (["stop", "nobody"], "checkpoint", "no run here"),
        (["resume", "nobody"], "checkpoint", "no run here"),
        (["interpolate", "vae", "0", "9999", "--out", "new.gif"], "input", "test images 0 to 359"),
        (["sample", "vae", "--n", "0", "--out", "new.png"], "input", "1 or more"),
        (["data", "get", "cats"], "data", "no dataset"),
        ([], "input", "required"),
    ],
)
def test_bad_input_is_exit_two_one_sentence_and_nothing_written(
    call: Any, runs: Path, words: list[str], kind: str, says: str
) -> None:
    _spoil(runs)
    before = _everything(runs)
    code, out, err = call(*words)
    assert code == 2
    assert set(out["error"]) == {"kind", "message", "file"}
    assert out["error"]["kind"] == kind
    assert says in out["error"]["message"]
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert _everything(runs) == before


def _spoil(runs: Path) -> None:
    """Lay broken files into the folder that commands run in, and broken runs among the runs."""
    Path("broken.png").write_bytes(b"words")
    Path("good.png").write_bytes(png(Image.new("L", (40, 40))))
    Path("small.png").write_bytes(png(Image.new("L", (8, 8))))
    zipfile.ZipFile("empty.zip", "w").close()
    with zipfile.ZipFile("climb.zip", "w") as file:
        file.writestr("../evil.png", b"x")
    for name in ("unknown-key", "wrong-shape", "pickle"):
        (runs / name).mkdir()
        for file_name in ("config.json", "model.safetensors"):
            (runs / name / file_name).write_bytes((runs / "vae" / file_name).read_bytes())
    config = json.loads((runs / "vae" / "config.json").read_text())
    (runs / "unknown-key" / "config.json").write_text(json.dumps({**config, "colour": 1}))
    config["model"]["latent_dim"] = 9
    (runs / "wrong-shape" / "config.json").write_text(json.dumps(config))
    torch.save({}, runs / "pickle" / "model.safetensors")


def _everything(runs: Path) -> dict[str, bytes]:
    places = (Path(), runs)
    return {str(p): p.read_bytes() if p.is_file() else b"" for place in places for p in sorted(place.rglob("*"))}


def test_what_nobody_foresaw_is_still_one_line_and_one_object(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: object) -> None:
        raise KeyError("z")

    monkeypatch.setattr("explorer.commands.list_runs", breaks)
    code, out, err = call("list")
    assert code == 1
    assert out["error"]["message"] == "failed: KeyError: 'z'"
    assert err.count("\n") == 1


def test_as_a_program_it_prints_tables_and_helps(runs: Path) -> None:
    python = [sys.executable, "-m", "explorer"]
    listed = subprocess.run([*python, "list"], capture_output=True, text=True)
    assert listed.returncode == 0
    assert "vae" in listed.stdout
    assert "metric" in listed.stdout.splitlines()[0]
    helped = subprocess.run([*python, "train", "--help"], capture_output=True, text=True)
    assert helped.returncode == 0
    assert "--likelihood" in helped.stdout
    failed = subprocess.run([*python, "evaluate", "nobody"], capture_output=True, text=True)
    assert failed.returncode == 2
    assert failed.stdout == ""
    assert failed.stderr.count("\n") == 1


def test_what_is_measured_can_be_kept_in_the_card(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "vae", "--iw-samples", "20", "--n", "50", "--keep", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["metrics"]["iwae_nll"]
    assert found["standard_error"] > 0
    assert f"iwae_nll | {found['value']:.4g} ±" in (runs / "vae" / "card.md").read_text()
    assert main(["list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["runs"]}
    assert (rows["vae"]["metric"], rows["vae"]["value"]) == ("iwae_nll", found["value"])
    assert main(["evaluate", "ae", "--iw-samples", "20"]) == 2
    assert "posterior" in capsys.readouterr().err


def test_a_stochastic_run_is_trained_and_tested_on_ink_and_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["train", "--data", "digits", "--model", "vae", "--arch", "residual", "--size", "tiny", "--latent-dim", "4",
             "--epochs", "1", "--map", "none", "--iw-samples", "2"]  # fmt: skip
    run = tmp_path / "ink"
    found = ["--binarization", "stochastic", "--objective", "dreg"]
    assert main([*words, *found, "--out", str(run), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["test"]["loss"]
    assert main(["evaluate", str(run), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["metrics"]["loss"]["value"] == pytest.approx(first)  # of the same draw
    assert main(["evaluate", str(run), "--seed", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["metrics"]["loss"]["value"] != pytest.approx(first)
    assert main([*words, "--likelihood", "gaussian", *found, "--out", str(tmp_path / "no")]) == 2
    assert "bernoulli" in capsys.readouterr().err
    assert main([*words[:3], "--model", "ae", *found[2:], "--iw-samples", "2", "--out", str(tmp_path / "no")]) == 2
    assert "needs a posterior" in capsys.readouterr().err
