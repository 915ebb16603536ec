"""`compress` and `decompress` as other programs call them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from explorer.data import load
from explorer.pictures import png, to_image
from explorer.training.checkpoint import open_run
from explorer.training.coded import codec_of
from tests.test_cli import call, digit

__all__ = ["call", "digit"]  # fixtures
PROJECT = Path(__file__).resolve().parents[2]


def test_test_images_come_back_as_they_were_decoded_here(call: Any) -> None:
    code, out, _ = call("compress", "vae", "--n", "12", "--step", "0.5", "--out", "a.lxc")
    assert code == 0
    made = codec_of(open_run("vae")).compress(load("digits", "test").images[:12], 0.5)
    assert Path("a.lxc").read_bytes() == made.blob
    assert out["bytes"] == len(made.blob) == Path("a.lxc").stat().st_size
    assert out["bits_per_pixel"] == pytest.approx(8 * len(made.blob) / (12 * 32 * 32), abs=1e-5)
    assert {k: out[k] for k in ("run", "n", "step", "channels", "height", "width")} == {
        "run": "vae", "n": 12, "step": 0.5, "channels": 1, "height": 32, "width": 32,
    }  # fmt: skip
    assert 0 < out["psnr"] < 40
    code, out, _ = call("decompress", "a.lxc", "--out", "back")
    assert (code, out["n"], out["run"]) == (0, 12, "vae")
    back = np.stack([np.asarray(Image.open(f"back/{i:02}.png")) for i in range(12)])
    assert np.array_equal(back, made.pictures[:, 0])


def test_another_process_writes_the_same_pictures(call: Any, runs: Path) -> None:
    assert call("compress", "ae", "--n", "5", "--out", "a.lxc")[0] == 0
    call("decompress", "a.lxc", "--out", "here")
    words = [sys.executable, "-m", "explorer", "decompress", str(Path("a.lxc").resolve()), "--json", "--out"]
    done = subprocess.run([*words, str(Path("there").resolve())], cwd=PROJECT, capture_output=True, check=True)
    assert json.loads(done.stdout)["n"] == 5
    for i in range(5):
        assert Path(f"here/{i}.png").read_bytes() == Path(f"there/{i}.png").read_bytes()


def test_image_files_are_brought_to_the_runs_size(call: Any, digit: str) -> None:
    code, out, _ = call("compress", "pca", digit, digit, "--out", "a.lxc")
    assert (code, out["n"], out["height"]) == (0, 2, 32)
    assert call("decompress", "a.lxc", "--run", "pca", "--out", "back")[0] == 0
    assert Path("back/0.png").read_bytes() == Path("back/1.png").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compress", "ae", "--out", "x"], "either image files or --n"),
        (["compress", "ae", "--n", "361", "--out", "x"], "has 360 test images, not 361"),
        (["compress", "ae", "--n", "2", "--step", "0", "--out", "x"], "step goes from"),
        (["decompress", "a.png", "--out", "x"], "is not a file of this codec"),
        (["decompress", "none", "--out", "x"], "cannot be read"),
        (["decompress", "a.lxc", "--run", "vae", "--out", "x"], "is of another run"),
        (["decompress", "cut.lxc", "--out", "x"], "is cut short"),
    ],
)
def test_bad_input_is_one_sentence_and_writes_nothing(call: Any, words: list[str], said: str) -> None:
    assert call("compress", "ae", "--n", "2", "--out", "a.lxc")[0] == 0
    Path("cut.lxc").write_bytes(Path("a.lxc").read_bytes()[:-3])
    Path("a.png").write_bytes(png(to_image(load("digits", "test").images[0])))
    code, out, err = call(*words)
    assert code == 2
    assert said in out["error"]["message"]
    assert err.count("\n") == 1
    assert not Path("x").exists()
