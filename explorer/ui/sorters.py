"""A puzzle on a page: its tiles, and what the network and the edges make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from explorer.pictures import Bytes
from explorer.ui import cache

if TYPE_CHECKING:
    from explorer.data import ImageSet
    from explorer.training.checkpoint import Run

Places = npt.NDArray[np.int64]
GREY = 128  # of the gaps
OWN = "your image"
FINE = 480  # pixels of a side: a photo is sorted by eye as large as the page shows it, and in colour


@dataclass(frozen=True)
class Puzzle:
    """Shuffled tiles (n, C, h, w) of a `picture` (C, H, W), called `word`; the `place` (n) of each, and two answers.

    `sure` (n, n) is the network's doubly stochastic answer, of tiles for places, `seen` the (C, h, w) at which it saw
    them. The same `id` is the same puzzle.
    """

    id: str
    word: str
    picture: Bytes
    grid: int
    tiles: Bytes
    place: Places
    network: Places
    edges: Places
    sure: npt.NDArray[np.float32]
    seen: tuple[int, ...]

    def right(self, said: Places) -> npt.NDArray[np.bool_]:
        """Whether the tile that lies at each place, by the places `said` (n) of the tiles, shows what belongs there."""
        import torch

        from explorer import puzzle

        tiles, place, given = (torch.from_numpy(np.asarray(a)[None]) for a in (self.tiles, self.place, said))
        return np.asarray(puzzle.right(tiles, place, given)[0].numpy())

    @property
    def finer(self) -> bool:
        """Whether the network saw the tiles smaller than they are, or in grey."""
        return self.seen != self.tiles.shape[1:]

    def pasted(self, said: Places) -> Bytes:
        """The picture (C, H, W) that the tiles make at places (n), grey in the gaps."""
        import torch

        from explorer import puzzle

        _, height, width = self.picture.shape
        cell = (height // self.grid, width // self.grid)
        tiles, place = torch.from_numpy(self.tiles[None]), torch.from_numpy(np.asarray(said)[None])
        return np.asarray(puzzle.paste(tiles, place, self.grid, cell, GREY)[0].numpy())


def of_test(run: Run, images: ImageSet, number: int) -> Puzzle:
    """Puzzle `number` of a run's test images: the number draws the image, the cut and the order."""
    index = int(np.random.default_rng(number).integers(len(images)))
    known = cache.report(run.path)  # edges sort as suits them: clothes with the black around known, faces without
    ground = known["tiles_ground"]["value"] > known["tiles_edges"]["value"]
    return _made(run, images.images[index], f"test image {index}", images.name, number, ground)


def of_photo(run: Run, photo: Image.Image, name: str, number: int) -> Puzzle:
    """Puzzle `number` of a person's own photo, in colour and a whole number of times as large as the run's images.

    `InputError` where it is too small.
    """
    from explorer import puzzle
    from explorer.data.folder import to_array

    _, height, width = run.config.model.image_shape
    puzzle.sides(photo.height, photo.width, run.config.model.grid)
    times = max(1, min(FINE // max(height, width), photo.height // height, photo.width // width))
    return _made(run, to_array(photo, (3, times * height, times * width)), OWN, name, number, ground=False)


def _made(run: Run, picture: Bytes, word: str, of: str, number: int, ground: bool) -> Puzzle:
    return _solved(run.path.name, cache.stamp(run.path), of, number, word, ground, run, picture)


@st.cache_resource(max_entries=32, show_spinner="Sorting the tiles…")
def _solved(
    name: str, stamp: float, of: str, number: int, word: str, ground: bool, _run: Run, _picture: Bytes
) -> Puzzle:
    import torch

    from explorer import puzzle
    from explorer.metrics import sorting
    from explorer.models import Jigsaw
    from explorer.objectives import sinkhorn

    model = _run.model
    assert isinstance(model, Jigsaw)
    shape, generator = _run.config.model.image_shape, torch.Generator().manual_seed(number)
    (cell, _), (tile, _) = puzzle.sides(*shape[1:], model.grid)
    tiles, place = puzzle.cut(torch.from_numpy(_picture[None]), model.grid, generator, gap=1 - tile / cell)
    seen = puzzle.brought(tiles, shape, model.grid)
    network, logits = sorting.sort(model, seen)
    edges = sorting.by_edges(tiles, model.grid, ground)
    sure = sinkhorn(logits, 100).exp()
    return Puzzle(
        f"{name} {of} {number}", word, _picture, model.grid, tiles[0].numpy(), place[0].numpy(), network[0].numpy(),
        edges[0].numpy(), sure[0].numpy(), tuple(seen.shape[2:]),
    )  # fmt: skip
