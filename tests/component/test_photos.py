"""What the browser paints arrives to the bit, and what is no mask is one sentence."""

from __future__ import annotations

import base64
import json
import zlib

import numpy as np
import pytest

from explorer.component.photos import unpacked
from explorer.errors import InputError
from explorer.latent.kit import packed


def told(hole: np.ndarray) -> str:
    return base64.b64encode(zlib.compress(np.packbits(hole).tobytes())).decode()


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (16, 5), (301, 200)])
def test_a_mask_arrives_to_the_bit(size: tuple[int, int]) -> None:
    hole = np.random.default_rng(0).random(size[::-1]) < 0.3
    assert np.array_equal(unpacked(told(hole), size), hole)


def test_what_is_no_mask_is_one_sentence_and_unpacks_no_further_than_a_mask_is_large() -> None:
    hole = np.ones((20, 30), bool)
    bomb = base64.b64encode(zlib.compress(bytes(100_000_000))).decode()
    for text in (told(hole)[:-8], "no base64 ", told(hole[:10]), bomb, ""):
        with pytest.raises(InputError, match="the painted mask"):
            unpacked(text, (30, 20))


def test_a_head_and_its_parts_are_packed_at_whole_words() -> None:
    blob = packed({"id": "a"}, b"12345", b"678")
    length = int.from_bytes(blob[:4], "little")
    assert json.loads(blob[4 : 4 + length]) == {"id": "a", "sizes": [5, 3]}
    assert blob[-(-(4 + length) // 4) * 4 :] == b"12345678"
