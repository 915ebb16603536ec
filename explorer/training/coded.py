"""Runs as codecs: the entropy model in a run's folder, fitted at first need, and the run that a file was made by."""

from __future__ import annotations

from pathlib import Path

from explorer import codec
from explorer.codec import Codec, Entropy, Header
from explorer.errors import CheckpointError, DataError, InputError
from explorer.training import sets
from explorer.training.checkpoint import Run, open_run
from explorer.training.runs import all_runs, shown


def codec_of(run: Run) -> Codec:
    """The codec of an open run; its entropy model is fitted to its training images and kept where there is none yet.

    Raises `InputError` for a run without codes, or where those images are neither here nor to be had.
    """
    if not run.config.model.has_code:
        raise InputError("has no codes, which a codec needs", run.path)
    entropy = codec.read(run.path)
    if entropy is None or entropy.weights != codec.fingerprint(run.model).hex():
        entropy = _fitted(run)
    return Codec.of(run.model, entropy)


def _fitted(run: Run) -> Entropy:
    try:
        images = sets.images(run.config, split="train")
    except DataError as error:
        raise InputError(
            f"has no codec.json for its weights, which is fitted to its training images: {error}", run.path
        ) from error
    entropy = codec.fit(run.model, images.binarized(run.config.data.binarization, 0))
    codec.write(run.path, entropy)
    return entropy


def maker(header: Header, file: str | Path | None = None) -> Path:
    """The run under checkpoints/ whose weights and codec.json made a file; `CheckpointError` where it is not here."""
    named = [(path, entropy) for path in all_runs() if (entropy := _known(path))]
    same = [(path, entropy) for path, entropy in named if entropy.weights == header.run.hex()]
    for path, entropy in same:
        if entropy.id == header.entropy:
            return path
    if same:
        raise CheckpointError(f"was made by {shown(same[0][0])} when it had another codec.json", file)
    raise CheckpointError(f"was made by a run that is not here: none has the weights {header.run.hex()}", file)


def _known(path: Path) -> Entropy | None:
    """The entropy model of a run, where it has one that can be read: a broken one hides no other run."""
    try:
        return codec.read(path)
    except CheckpointError:
        return None


def opened(header: Header, file: str | Path | None = None) -> Run:
    """The run that a file was made by, open."""
    return open_run(maker(header, file))
