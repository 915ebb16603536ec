"""Every error the product raises on purpose: one sentence that names the file and the reason.

ExplorerError              exit code 1: failed on the way, what is on disk is still whole
├── InputError             exit code 2: bad arguments or bad input, nothing written
│   ├── ConfigError        a config with an unknown key or an impossible value
│   ├── DataError          a dataset or archive that cannot be read
│   │   └── OfflineError   a dataset that is neither here nor to be downloaded
│   ├── ImageError         a picture that cannot be decoded or is beyond the limits
│   └── CheckpointError    a run folder or weights that do not fit
├── TrainingError          the loss became NaN, the device ran out of memory
└── ExportError            ONNX and torch disagree, or an operator has no ONNX
"""

from __future__ import annotations

from pathlib import Path


class ExplorerError(Exception):
    """Root of the tree.

    `str(error)` is the sentence a person reads: `"FILE: reason"` where a file is to blame.
    """

    kind = "error"
    exit_code = 1

    def __init__(self, message: str, file: str | Path | None = None) -> None:
        self.message = message
        self.file = None if file is None else str(file)
        super().__init__(message if file is None else f"{file}: {message}")

    def as_dict(self) -> dict[str, str | None]:
        """The JSON shape of an error: kind, message, file."""
        return {"kind": self.kind, "message": self.message, "file": self.file}


class InputError(ExplorerError):
    kind = "input"
    exit_code = 2


class ConfigError(InputError):
    kind = "config"


class DataError(InputError):
    kind = "data"


class OfflineError(DataError):
    kind = "offline"


class ImageError(InputError):
    kind = "image"


class CheckpointError(InputError):
    kind = "checkpoint"


class TrainingError(ExplorerError):
    kind = "training"


class ExportError(ExplorerError):
    kind = "export"
