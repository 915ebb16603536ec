"""What a stacked autoencoder says of one text, and which words tell it most of each state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from explorer.data.geotext import count, tokens
from explorer.errors import InputError
from explorer.metrics.geo import by_region
from explorer.models import Stacked

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """The words that the model knows and those it does not; chances of states (49,) and regions (4,); a place."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    states: Floats
    regions: Floats
    place: tuple[float, float]


@torch.inference_mode()
def read(model: Stacked, words: Sequence[str], text: str) -> Reading:
    """What the model says of a text. Raises `InputError` where it holds no word, or none that the model knows."""
    said = tokens(text)
    if not said:
        raise InputError("there is no word in it yet: type a sentence")
    vocabulary = set(words)
    known = tuple(word for word in dict.fromkeys(said) if word in vocabulary)
    unknown = tuple(word for word in dict.fromkeys(said) if word not in vocabulary)
    if not known:
        which = "this word" if len(unknown) == 1 else f"any of these {len(unknown)} words"
        raise InputError(f"the model does not know {which}, and so says nothing of where they are written")
    counts = torch.from_numpy(count([Counter(said)], words).toarray()).to(model.weight.device)
    state = model(counts)[0]
    region = by_region(state.softmax(1))[0].double().cpu().numpy()
    lat, lon = model.locate(state)[0].tolist()
    return Reading(known, unknown, _chances(state)[0], region, (lat, lon))


@torch.inference_mode()
def telling(model: Stacked, words: Sequence[str], state: int, n: int = 10) -> list[tuple[str, float]]:
    """The n words that, said alone, make a state likeliest, and its chance then, the likeliest first."""
    alone = _chances(model(torch.eye(len(words), device=model.weight.device))[0])[:, state]
    best = np.argsort(-alone, kind="stable")[:n]
    return [(words[i], float(alone[i])) for i in best]


def _chances(logits: torch.Tensor) -> Floats:
    return np.asarray(logits.softmax(1).double().cpu().numpy())
