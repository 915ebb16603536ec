"""GeoText's files in both layouts, and CSV files, written here; what does not fit is one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.data import geotext
from explorer.errors import DataError, OfflineError

NY, LA = (40.71, -74.01), (34.05, -118.24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three words, a dev and a test part; word ids count from 1."""
    (tmp_path / "vocab_wc_dc").write_text("hella\t9\t5\nwicked\t8\t5\n:)\t7\t5\n")
    (tmp_path / "dev.dat").write_text("2 40.71 -74.01 2:3 3:1\n1 34.05 -118.24 1:2\n")
    (tmp_path / "test.dat").write_text("0 0.0 0.0\n")
    return tmp_path


def table(folder: Path, rows: list[str], head: str = "text,lat,lon") -> Path:
    file = folder / "own.csv"
    file.write_text("\n".join([head, *rows]) + "\n")
    return file


def test_counts_places_and_states_are_those_of_the_lines(folder: Path) -> None:
    corpus = geotext.load(folder)
    assert corpus.words == ("hella", "wicked", ":)")
    assert corpus.counts.toarray().tolist() == [[0, 3, 1], [2, 0, 0]]
    assert corpus.places.tolist() == [list(NY), list(LA)]
    assert [geotext.state_of(corpus.places)[i] for i in (0, 1)] == corpus.states.tolist()
    assert corpus.split == "dev"  # it says whose people these are
    assert geotext.load(folder, "test").states.tolist() == [-1]


def test_training_people_are_taken_where_they_are_there(folder: Path) -> None:
    (folder / "train.dat").write_text("1 40.71 -74.01 1:1\n")
    assert geotext.load(folder).split == "train"


def test_the_original_layout_is_read_too(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "GeoText" / "processed_data"
    home.mkdir(parents=True)
    for file in ("vocab_wc_dc", "dev.dat", "test.dat"):
        (folder / file).rename(home / file)
    assert len(geotext.load(tmp_path / "GeoText")) == 2


def test_raw_posts_become_people_of_whom_every_fifth_is_held_out(tmp_path: Path) -> None:
    lines = []
    for i in range(10):
        for post in ("Hella good!", f"day {i} été"):
            lines.append(f"USER_{i}\t2010-03-03T04:15:26\tUT: x\t{30 + i}.5\t-100.25\t{post}")
    (tmp_path / "full_text.txt").write_text("\n".join(lines), "latin-1")
    train, test = geotext.load(tmp_path), geotext.load(tmp_path, "test")
    assert set(train.words) == {"hella", "good", "day", "été"}  # a number that one person wrote is no word of all
    assert train.counts.sum(1).ravel().tolist() == [[4.0] * 8]
    assert test.places[:, 0].tolist() == [34.5, 39.5]


def test_the_same_words_are_the_columns_of_both_splits_of_a_csv(tmp_path: Path) -> None:
    file = table(tmp_path, [f'"Wicked, good {word}",40.7,-74.0' for word in "abcdefghij"])
    train, test = geotext.load(file), geotext.load(file, "test")
    assert train.words == test.words
    assert set(train.words) == {"wicked", "good"}
    assert (len(train), len(test)) == (8, 2)


@pytest.mark.parametrize(
    ("head", "row", "words"),
    [
        ("text,lat", "hi,1", "lacks the column longitude: it needs text, latitude, longitude, and has text, lat"),
        ("text,lat,lon", "hi,north,2", "row 1 has no number as latitude or longitude"),
        ("text,lat,lon", "hi,95,2", "place 1 lies outside the earth: latitude 95"),
    ],
)
def test_a_csv_that_does_not_fit_is_one_sentence(tmp_path: Path, head: str, row: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        geotext.load(table(tmp_path, [row] * 6, head))


def test_too_few_people_or_no_common_word_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="has 2 people"):
        geotext.load(table(tmp_path, ["hi,1,2"] * 2))
    with pytest.raises(DataError, match="no word that 5 people use"):
        geotext.load(table(tmp_path, [f"w{i},1,2" for i in range(9)]))


@pytest.mark.parametrize(
    ("line", "words"),
    [("1 40 -74 word", "line 1 is not"), ("1 40 -74 4:1", "beyond the 3 lines"), ("1 40 -74 0:1", "count from 1")],
)
def test_lines_that_do_not_fit_are_one_sentence(folder: Path, line: str, words: str) -> None:
    (folder / "dev.dat").write_text(line + "\n")
    with pytest.raises(DataError, match=words):
        geotext.load(folder)


def test_what_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_DATA", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert geotext.available() == ["dialects"]
    with pytest.raises(OfflineError, match="EXPLORER_DATA names"):
        geotext.load("geotext")
    with pytest.raises(DataError, match="there is no corpus 'tweets'"):
        geotext.load("tweets")
    with pytest.raises(DataError, match="is no GeoText folder"):
        geotext.load(tmp_path)


def test_tokens_are_small_letters_and_smileys() -> None:
    assert geotext.tokens("Y’all WICKED good :) #nyc, don't!") == ["y'all", "wicked", "good", ":)", "nyc", "don't"]


def test_the_made_up_corpus_follows_its_law() -> None:
    corpus = geotext.load("dialects")
    homes, reach = geotext.dialects.country()[1:3]
    near = geotext.dialects.distance(corpus.places[:, None], homes[None])  # (n, m)
    says = corpus.counts[:, len(geotext.dialects.EVERYDAY) :].toarray()
    inside, outside = near < reach, near > 3 * reach
    rate = [says[where].sum() / where.sum() for where in (inside, outside)]
    assert rate[0] > 20 * rate[1] > 0  # travellers are there
    again = geotext.dialects.draw("train")
    assert (again[0] != corpus.counts).nnz == 0
    assert not np.array_equal(geotext.load("dialects", "test").places[:5], corpus.places[:5])
