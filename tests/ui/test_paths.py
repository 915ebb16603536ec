from __future__ import annotations

import pytest

from explorer.errors import InputError
from explorer.latent import interpolation
from explorer.ui import paths


def test_the_page_offers_every_path_and_easing_there_is() -> None:
    assert tuple(interpolation.PATHS) == paths.PATHS
    assert tuple(interpolation.EASINGS) == paths.EASINGS


def test_numbers_are_read_from_a_line() -> None:
    assert paths.numbers("0, 7,12  30") == [0, 7, 12, 30]


@pytest.mark.parametrize("text", ["", "3", "1, two", "-1, 2", "1.5, 2", " ".join("1" * 17)])
def test_what_is_no_line_of_numbers_is_one_sentence(text: str) -> None:
    with pytest.raises(InputError, match="2 to 16 test images, by their numbers"):
        paths.numbers(text)
