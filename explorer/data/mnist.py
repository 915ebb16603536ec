"""MNIST (LeCun et al. 1998) and Fashion-MNIST (Xiao et al. 2017): 70,000 pictures of 28x28 each, in IDX."""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from explorer.data.imageset import ImageSet
from explorer.data.loader import Source, fetch
from explorer.errors import DataError

CLOTHES = (
    "T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
NAMES = {"mnist": tuple("0123456789"), "fashion-mnist": CLOTHES}
HOMES = {
    "mnist": "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "fashion-mnist": "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
}
HASHES = {
    "mnist": {
        "train-images-idx3-ubyte.gz": "md5:f68b3c2dcbeaaa9fbdd348bbdeb94873",
        "train-labels-idx1-ubyte.gz": "md5:d53e105ee54ea40749a09fcbcd1e9432",
        "t10k-images-idx3-ubyte.gz": "md5:9fb629c4189551a2d022fa330f9573f3",
        "t10k-labels-idx1-ubyte.gz": "md5:ec29112dd5afa0611ce80d1b7f02629c",
    },
    "fashion-mnist": {
        "train-images-idx3-ubyte.gz": "md5:8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        "train-labels-idx1-ubyte.gz": "md5:25c81989df183df01b3e8a0aad5dffbe",
        "t10k-images-idx3-ubyte.gz": "md5:bef4ecab320f06d8554ea6380940ec79",
        "t10k-labels-idx1-ubyte.gz": "md5:bb300cfdad3c16e7a12a480ee83cd310",
    },
}


def sources(name: str) -> list[Source]:
    """The four files of `name`."""
    return [Source(name, name, file, HOMES[name] + file, check) for file, check in HASHES[name].items()]


def load(name: str, split: str) -> ImageSet:
    """Return the split as uint8 (N, 1, 28, 28); raises `OfflineError` or `DataError`."""
    files = {source.file: source for source in sources(name)}
    prefix = "train" if split == "train" else "t10k"
    images = read_idx(fetch(files[f"{prefix}-images-idx3-ubyte.gz"]))
    labels = read_idx(fetch(files[f"{prefix}-labels-idx1-ubyte.gz"]))
    return ImageSet(images[:, None], name, split, labels.astype(np.int64), NAMES[name])


def read_idx(path: Path) -> npt.NDArray[np.uint8]:
    """Read a gzipped IDX file of bytes; `DataError` where it is not one."""
    try:
        with gzip.open(path) as file:
            blob = file.read()
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"is not a whole gzip file: {error}", path) from error
    dims = blob[3] if len(blob) > 4 and blob[:3] == b"\0\0\x08" else 0
    shape = np.frombuffer(blob, ">u4", dims, offset=4) if dims and len(blob) >= 4 + 4 * dims else np.zeros(0)
    start = 4 + 4 * dims
    if not dims or len(blob) - start != math.prod(int(s) for s in shape):
        raise DataError("is not an IDX file of bytes", path)
    return np.frombuffer(bytearray(blob), np.uint8, offset=start).reshape([int(s) for s in shape])
