"""What the map sends to the browser."""

from __future__ import annotations

import base64
import itertools
import json
import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import pytest

import explorer
from explorer.component import point_map as component
from explorer.latent.atlas import Atlas, read
from explorer.latent.kit import Encoding, Kit, Originals, Unable, packed_parcel
from explorer.latent.payload import Scale, labels, on_dark, places, plane, values
from explorer.latent.projection import pca
from explorer.pictures import sheet


def unpacked(text: str, kind: str) -> npt.NDArray[np.float64]:
    return np.frombuffer(base64.b64decode(text), kind).astype(float)


def atlas(label: list[int], names: list[str]) -> Atlas:
    n = len(label)
    flat = np.zeros(n, np.float32)
    return Atlas(np.zeros((n, 2), np.float32), np.array(label), flat, flat, flat[:2], {}, {"label_names": names})


def test_the_points_fill_the_unit_square_and_keep_their_places() -> None:
    xy = np.random.default_rng(0).normal(3, 5, (1000, 2)).astype(np.float32)
    sent = places(xy)
    back = np.stack([unpacked(sent[k], "<u2") / 65535 for k in "xy"], 1)
    assert back.min(0).tolist() == [0, 0]
    assert back.max(0).tolist() == [1, 1]
    assert back * np.ptp(xy, 0) + xy.min(0) == pytest.approx(xy, abs=1e-3)


def test_points_that_all_lie_on_one_place_are_no_division_by_zero() -> None:
    assert unpacked(places(np.ones((4, 2)))["x"], "<u2").tolist() == [0] * 4


def test_a_label_keeps_its_colour_whichever_others_occur() -> None:
    sent = labels(atlas([2, 2, 0], ["zero", "one", "two"]), ["red", "green", "blue"])
    assert (sent["names"], sent["inks"]) == (["zero", "two"], ["red", "blue"])
    assert unpacked(sent["group"], "<u2").tolist() == [1, 1, 0]


def test_images_without_a_label_are_called_images() -> None:
    assert labels(atlas([-1, -1], []), ["red", "green"])["names"] == ["images"]


def test_a_scale_is_clipped_where_one_in_a_hundred_lies() -> None:
    numbers = np.arange(101, dtype=np.float32)
    numbers[-1] = 1e6
    sent = values(Scale(numbers, "KL", "nats", ["#000000", "#ffffff"]))["scale"]
    assert (sent["low"], sent["high"]) == pytest.approx((1, 99))
    assert unpacked(sent["values"], "<f4").tolist() == numbers.tolist()


def test_the_plane_of_a_pca_map_is_in_the_units_in_which_its_places_are_sent() -> None:
    z = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)
    flat = np.zeros(200, np.float32)
    found = Atlas(z, flat.astype(int), flat, flat, flat[:2], {"pca": pca(z), "umap": z}, {})
    sent = places(found.xy["pca"])
    x, y = (unpacked(sent[k], "<u2") / 65535 for k in "xy")
    corner, right, up = np.array(plane(found, "pca"))
    assert corner + x[:, None] * right + y[:, None] * up == pytest.approx(z, abs=1e-3)
    assert plane(found, "umap") is None


def parcel(sent: bytes) -> tuple[dict[str, object], list[bytes]]:
    length = int.from_bytes(sent[:4], "little")
    head = json.loads(sent[4 : 4 + length])
    start = -(-(4 + length) // 4) * 4
    ends = np.cumsum([start, *head.pop("sizes")])
    return head, [sent[a:b] for a, b in itertools.pairwise(ends)]


def test_a_kit_is_a_head_the_codes_and_the_decoder() -> None:
    codes = np.arange(6, dtype=np.float32).reshape(2, 3)
    head, (numbers, onnx) = parcel(packed_parcel(Kit("run-1", "run", codes, 1.5, b"onnx")))
    assert head == {"kind": "decoder", "id": "run-1", "run": "run", "size": 3, "within": 1.5}
    assert np.frombuffer(numbers, "<f4").reshape(2, 3).tolist() == codes.tolist()
    assert onnx == b"onnx"


def test_an_encoder_and_the_originals_are_sent_with_what_it_takes_to_use_them() -> None:
    head, parts = parcel(packed_parcel(Encoding("run-1", (2, 8, 8), 1, b"onnx")))
    assert (head, parts) == ({"kind": "encoder", "id": "run-1", "shape": [2, 8, 8], "channels": 1}, [b"onnx"])
    head, parts = parcel(packed_parcel(Originals("run-1", 50, 40, b"png")))
    assert (head, parts) == ({"kind": "originals", "id": "run-1", "n": 50, "columns": 40}, [b"png"])


def test_why_there_is_no_encoder_is_sent_as_a_sentence() -> None:
    head, parts = parcel(packed_parcel(Unable("run-1", "It is too large.")))
    assert (head, parts) == ({"kind": "unable", "id": "run-1", "why": "It is too large."}, [])


@pytest.mark.parametrize(("ground", "dark"), [(0, True), (255, False)])
def test_the_ground_is_known_where_pictures_reach_the_upper_edge(tmp_path: Path, ground: int, dark: bool) -> None:
    pictures = np.full((12, 1, 8, 8), ground, np.uint8)
    pictures[:, :, :4, 2:6] = 255 - ground
    pictures[:4, :, :, 0] = 255 - ground
    sheet(pictures, 4).save(tmp_path / "sheet.png")
    assert on_dark(tmp_path / "sheet.png", 0.0, 8) is dark


def test_what_the_browser_runs_is_there_and_comes_from_nowhere_else() -> None:
    here = Path(explorer.__file__).parent
    manifest = tomllib.loads((here / "pyproject.toml").read_text())
    components = manifest["tool"]["streamlit"]["component"]["components"]
    assert [c["name"] for c in components] == [
        "point_map",
        "scrubber",
        "wipe",
        "brush",
        "contact",
        "board",
        "threshold",
    ]
    (folder,) = {c["asset_dir"] for c in components}
    build = here / folder
    own = {f"{c['name']}.{ending}" for c in components for ending in ("js", "css")}
    own |= {"data.js", "nearest.js", "numbers.js", "picture.js"}
    others = {"worker.js", "standalone.js", "ort-wasm-simd-threaded.wasm.gz", "licences.txt"}
    assert {p.name for p in build.iterdir()} == own | others
    for name in own:
        assert "https://" not in (build / name).read_text()
    lock = (here / "component" / "frontend" / "package-lock.json").read_text()
    assert '"resolved"' not in lock


def test_the_link_is_sent_and_a_click_on_one_linked_map_sends_no_other_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run, sent, state = Path(explorer.__file__).parents[1] / "checkpoints" / "digits-vae", {}, {}

    def mounted(key: str, data: dict[str, object], **callbacks: object) -> None:
        sent[key] = data
        state.setdefault(key, SimpleNamespace(picked=None))

    monkeypatch.setattr(component, "_component", lambda: mounted)
    monkeypatch.setattr(component.st, "session_state", state)

    def drawn(key: str, selected: int, link: str) -> dict[str, object]:
        sheet = run / "atlas" / "thumbs.png"
        component.point_map(
            read(run), "pca", sheet, selected, ["#000000"] * 10, key, print, print, "no decoder", link=link
        )
        return sent[key]

    first = [drawn(key, 3, "digits-test-360") for key in ("left", "right")]
    assert [data["link"] for data in first] == ["digits-test-360"] * 2
    state["left"].picked = 8
    assert [drawn(key, 8, "digits-test-360") for key in ("left", "right")] == first
    assert drawn("alone", 3, "")["link"] == ""
    assert drawn("alone", 8, "")["selected"] == 8  # selected elsewhere
