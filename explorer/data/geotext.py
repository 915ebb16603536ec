"""Words and where they were written: GeoText, one's own CSV, and what is made here, all as one `Corpus`.

GeoText is the geo-tagged microblog corpus of Eisenstein et al. (2010), "A latent variable model for geographic lexical
variation". A person is the counts of their words and one place; no text is kept and no name.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from explorer.data import dialects, loader
from explorer.data.states import Labels, Places, check, state_of
from explorer.errors import DataError, InputError, OfflineError

SYNTHETIC, GEOTEXT = "dialects", "geotext"
VOCABULARY = "vocab_wc_dc"  # of GeoText: a word, how often, by how many people
RAW = "full_text.txt"  # of the original distribution: user, time, place, latitude, longitude, text, tab-separated
COLUMNS = {"text": ("text",), "latitude": ("latitude", "lat"), "longitude": ("longitude", "lon", "lng")}
USED_BY = 5  # people at least, who use a word of a CSV or of the raw posts: rarer words tell of one person
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[:;=][-']?[()dpo3]", re.IGNORECASE)


@dataclass(frozen=True)
class Corpus:
    """People as counts of words: scipy CSR (n, V), the words (V), places (n, 2) in degrees; `split` is whose they are.

    `states` are indices in `states.STATES`, -1 where a place is in none of them.
    """

    counts: Any
    words: tuple[str, ...]
    places: Places
    states: Labels
    name: str
    split: str

    def __len__(self) -> int:
        return len(self.places)

    def only(self, rows: Labels) -> Corpus:
        """The people of these rows."""
        return Corpus(self.counts[rows], self.words, self.places[rows], self.states[rows], self.name, self.split)


def tokens(text: str) -> list[str]:
    """The words and smileys of a text, in small letters."""
    return [word.lower().replace("’", "'") for word in TOKEN.findall(text)]


def load(name: str | Path, split: str = "train") -> Corpus:
    """A split (train or test) of `dialects`, of `geotext`, of a folder of GeoText's files, or of a CSV file.

    Where GeoText's training people are not there, those of `dev` are learnt from; the corpus's `split` says so. Raises
    `DataError` in one sentence.
    """
    if split not in ("train", "test"):
        raise DataError(f"split must be train or test, not {split!r}")
    if str(name) == SYNTHETIC:
        return _synthetic(split)
    path = _folder() if str(name) == GEOTEXT else Path(name)
    if path.is_dir():
        return _of_folder(path, split)
    if path.suffix.lower() == ".csv" and path.is_file():
        return _of_people(read_csv(path), path.name, path, split)
    raise DataError(
        f"there is no corpus {str(name)!r}; there is {SYNTHETIC}, {GEOTEXT} where EXPLORER_DATA holds it, a folder "
        "of GeoText's files, or a CSV file with the columns text, latitude, longitude"
    )


def available() -> list[str]:
    """The corpora by name that are on this machine."""
    return [SYNTHETIC, GEOTEXT] if _here() else [SYNTHETIC]


def _here() -> Path | None:
    named = os.environ.get("EXPLORER_DATA")
    places = [*([Path(named)] if named else []), loader.cache_folder()]
    return next((place / GEOTEXT for place in places if (place / GEOTEXT).is_dir()), None)


def _folder() -> Path:
    found = _here()
    if found is None:
        raise OfflineError(
            "GeoText is not on this machine: its authors hand it out for research. Put its files into a folder geotext "
            f"under the one that EXPLORER_DATA names. What works now: {SYNTHETIC}"
        )
    return found


@lru_cache(maxsize=2)
def _synthetic(split: str) -> Corpus:
    counts, words, places = dialects.draw(split)
    return _corpus(counts, words, places, SYNTHETIC, split)


def _corpus(counts: Any, words: Sequence[str], places: Places, name: str, split: str) -> Corpus:
    return Corpus(counts, tuple(words), places, state_of(places), name, split)


# --- GeoText's own files ---------------------------------------------------------------------------


def _of_folder(folder: Path, split: str) -> Corpus:
    """Its processed counts, here or in `processed_data`, else the raw posts of the original distribution."""
    for home in (folder, folder / "processed_data"):
        if (home / VOCABULARY).is_file():
            file = next((home / f"{s}.dat" for s in _order(split) if (home / f"{s}.dat").is_file()), None)
            if file is None:
                raise DataError(f"holds none of {', '.join(f'{s}.dat' for s in _order(split))}", home)
            words = read_vocabulary(home / VOCABULARY)
            counts, places = read_counts(file, len(words))
            return _corpus(counts, words, places, folder.name, file.stem)
    if (folder / RAW).is_file():
        return _of_people(read_posts(folder / RAW), folder.name, folder / RAW, split)
    raise DataError(f"is no GeoText folder: it holds neither {VOCABULARY} nor {RAW}", folder)


def _order(split: str) -> tuple[str, ...]:
    return ("train", "dev") if split == "train" else ("test",)


def read_vocabulary(file: Path) -> list[str]:
    """The words of GeoText's `vocab_wc_dc`, the first of each line."""
    return [line.split("\t")[0] for line in file.read_text("utf-8", errors="replace").splitlines()]


def read_counts(file: Path, words: int) -> tuple[Any, Places]:
    """Counts CSR (n, V) and places (n, 2) of lines `N lat lon id:count …`, ids from 1; raises `DataError`."""
    from scipy import sparse

    columns: list[int] = []
    values: list[int] = []
    ends, places = [0], []
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        try:
            _, lat, lon, *pairs = line.split()
            places.append((float(lat), float(lon)))
            for pair in pairs:
                word, count = pair.split(":")
                columns.append(int(word) - 1)
                values.append(int(count))
        except ValueError as error:
            raise DataError(f"line {number} is not `N latitude longitude word:count …`", file) from error
        ends.append(len(columns))
    if not places:
        raise DataError("holds nobody", file)
    if columns and not 0 <= min(columns) <= max(columns) < words:
        raise DataError(f"speaks of words beyond the {words:,} lines of {VOCABULARY}, which count from 1", file)
    where = np.array(places)
    _checked(where, file)
    return sparse.csr_matrix((np.array(values, np.float32), columns, ends), (len(places), words)), where


def _checked(places: Places, file: Path) -> None:
    try:
        check(places)
    except InputError as error:
        raise DataError(error.message, file) from error


# --- texts: GeoText's raw posts, and a CSV ---------------------------------------------------------

Person = tuple[Counter[str], float, float]


def read_posts(file: Path) -> list[Person]:
    """Everybody of GeoText's `full_text.txt` in their order: all their words, and where their first post was written.

    A line is user, time, place, latitude, longitude and text, tab-separated, in Latin-1.
    """
    people: dict[str, Person] = {}
    for number, line in enumerate(file.read_text("latin-1").splitlines(), start=1):
        try:
            user, _, _, lat, lon, text = line.split("\t", 5)
            found = people.setdefault(user, (Counter(), float(lat), float(lon)))
        except ValueError as error:
            raise DataError(f"line {number} is not user, time, place, latitude, longitude, text", file) from error
        found[0].update(tokens(text))
    return list(people.values())


def read_csv(file: Path) -> list[Person]:
    """A row a person, of a CSV with the columns text, latitude (lat) and longitude (lon); raises `DataError`."""
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            return list(_people(csv.DictReader(lines), file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"is not a CSV file in UTF-8: {error}", file) from error


def _people(rows: csv.DictReader[str], file: Path) -> Iterator[Person]:
    known = {name.strip().lower(): name for name in rows.fieldnames or ()}
    named = {column: next((known[n] for n in names if n in known), None) for column, names in COLUMNS.items()}
    lacking = [column for column, name in named.items() if name is None]
    if lacking:
        has = ", ".join(known) or "none"
        raise DataError(f"lacks the column {lacking[0]}: it needs text, latitude, longitude, and has {has}", file)
    text, lat, lon = (str(name) for name in named.values())
    for number, row in enumerate(rows, start=1):
        try:
            yield Counter(tokens(row[text] or "")), float(row[lat]), float(row[lon])
        except (TypeError, ValueError) as error:
            raise DataError(f"row {number} has no number as latitude or longitude", file) from error


def _of_people(people: list[Person], name: str, file: Path, split: str) -> Corpus:
    """Counts of the words that several of those use who are learnt from; every fifth person is tested on.

    GeoText's own five folds are the people in turn, too: the last is its test set.
    """
    if len(people) < USED_BY:
        raise DataError(f"has {len(people)} people; {USED_BY} or more can be learnt from", file)
    places = np.array([(lat, lon) for _, lat, lon in people])
    _checked(places, file)
    held = np.arange(len(people)) % 5 == 4
    used = Counter(word for i in np.flatnonzero(~held) for word in people[i][0])
    words = [word for word, n in used.most_common() if n >= USED_BY]
    if not words:
        raise DataError(f"has no word that {USED_BY} people use, so that nothing can be learnt from it", file)
    rows = np.flatnonzero(held if split == "test" else ~held)
    return _corpus(count([people[i][0] for i in rows], words), words, places[rows], name, split)


def count(bags: Sequence[Counter[str]], words: Sequence[str]) -> Any:
    """Counts CSR (n, V) of the words that are in the vocabulary; the others are passed over."""
    from scipy import sparse

    column = {word: i for i, word in enumerate(words)}
    found = [(i, column[w], n) for i, bag in enumerate(bags) for w, n in bag.items() if w in column]
    i, j, n = zip(*found, strict=True) if found else ((), (), ())
    return sparse.csr_matrix((np.array(n, np.float32), (i, j)), (len(bags), len(words)))
