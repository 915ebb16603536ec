"""What is said of one text: more of the words that tell, nothing of words that are not known."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.data.states import STATES, distance, middles
from explorer.errors import InputError
from explorer.metrics.reading import read, telling
from explorer.models import Stacked
from explorer.training import stacked
from tests.training.test_stacked import config, corpus

TEXAS, NEW_YORK = STATES.index("Texas"), STATES.index("New York")
WORDS = corpus().words


@pytest.fixture(scope="module")
def model() -> Stacked:
    return stacked.fit(config(), corpus())


def test_a_sentence_moves_the_guess_to_the_home_of_its_words(model: Stacked) -> None:
    for state, text in ((NEW_YORK, "The W0, w1 and w2!"), (TEXAS, "the w6 w7 w8")):
        found = read(model, WORDS, text)
        assert found.states.argmax() == state
        assert distance(np.array(found.place), middles()[state]) < 60
        assert found.states.sum() == pytest.approx(1, abs=1e-6)
        assert found.regions.sum() == pytest.approx(1, abs=1e-6)
    assert read(model, WORDS, "the w0 hello hello").unknown == ("hello",)
    assert read(model, WORDS, "the w0 w0 hello").known == ("the", "w0")


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "there is no word in it yet"), (" ... ", "there is no word"), ("hello", "does not know this word"),
     ("hello there", "any of these 2 words")],
)  # fmt: skip
def test_without_a_known_word_nothing_is_invented(model: Stacked, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(model, WORDS, text)


def test_the_telling_words_of_a_state_are_its_own(model: Stacked) -> None:
    found = telling(model, WORDS, TEXAS, 3)
    assert {word for word, _ in found} == {"w6", "w7", "w8"}
    chances = [chance for _, chance in found]
    assert chances == sorted(chances, reverse=True)
