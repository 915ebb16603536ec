"""What the map sends to the browser."""

from __future__ import annotations

import base64

import numpy as np
import numpy.typing as npt
import pytest

from explorer.component.point_map import Scale, labels, places, values
from explorer.latent.atlas import Atlas


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
