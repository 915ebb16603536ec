"""What each command does: arguments in, the JSON object out; heavy imports wait till they are needed."""

from __future__ import annotations

from explorer.commands.compressing import compress, decompress
from explorer.commands.measuring import bench, embed, evaluate, export, handout
from explorer.commands.pictures import denoise, inpaint, interpolate, reconstruct, sample
from explorer.commands.shared import Result
from explorer.commands.training import data_get, data_list, list_jobs, list_runs, pause, resume, slim, stop, train

__all__ = [
    "Result", "bench", "compress", "data_get", "data_list", "decompress", "denoise", "embed", "evaluate", "export",
    "handout", "inpaint", "interpolate", "list_jobs", "list_runs", "pause", "reconstruct", "resume", "sample", "slim",
    "stop", "train",
]  # fmt: skip
