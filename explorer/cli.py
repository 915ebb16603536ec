"""The command line: headless whatever the app does, one function per command, one JSON object with --json."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from explorer import commands
from explorer.bench import BENCHES
from explorer.commands import Result
from explorer.config import (
    ARCHS,
    BINARIZATIONS,
    KINDS,
    LIKELIHOODS,
    MAPS,
    MAX_SEED,
    OBJECTIVES,
    PRECISIONS,
    SCHEDULES,
    SIZES,
    ModelConfig,
)  # fmt: skip
from explorer.errors import ExplorerError, InputError

TASKS = ("metrics", "anomaly", "contamination")
SAMPLERS = ("prior", "mixture")
Command = Callable[[argparse.Namespace], Result | None]


class _Parser(argparse.ArgumentParser):
    """An argument error is one line and exit 2, like any other bad input."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (see {self.prog} --help)")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 failed on the way, 2 bad input."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    try:
        arguments = _parser().parse_args(words)
        result = arguments.run(arguments)
    except ExplorerError as error:
        return _fail(error, as_json)
    except KeyboardInterrupt:
        return _fail(ExplorerError("interrupted; what was saved is whole"), as_json)
    except Exception as error:  # whatever it is: one line and one JSON object, as the contract says
        known = "" if isinstance(error, (OSError, RuntimeError)) else f"{type(error).__name__}: "
        return _fail(ExplorerError(f"failed: {known}{' '.join(str(error).split())[:300]}"), as_json)
    if result is not None:  # of several processes the first one speaks
        print(json.dumps(result) if as_json else arguments.show(result))
    return 0


def _fail(error: ExplorerError, as_json: bool) -> int:
    print(f"explorer: {error}", file=sys.stderr)
    if as_json:
        print(json.dumps({"error": error.as_dict()}))
    return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="explorer", description="Train, see and touch autoencoders.")
    verbs = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)

    def command(
        name: str, run: Command, text: str, show: Callable[[Result], str] = _pairs, into: Any = None
    ) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = (into or verbs).add_parser(name, help=text, description=text)
        sub.add_argument("--json", action="store_true", help="print one JSON object")
        sub.set_defaults(run=run, show=show)
        return sub

    def with_run(sub: argparse.ArgumentParser) -> argparse.ArgumentParser:
        sub.add_argument("run_name", metavar="RUN", help="a folder, or a name under checkpoints/")
        return sub

    data = verbs.add_parser("data", help="the datasets").add_subparsers(
        dest="what", required=True, parser_class=_Parser
    )
    command("list", commands.data_list, "the datasets and whether each is here", _table("datasets"), data)
    command("get", commands.data_get, "download a dataset", into=data).add_argument("name", metavar="NAME")
    _train_arguments(command("train", commands.train, "train a model into a run folder"))
    sub = with_run(command("resume", commands.resume, "carry on from the last save"))
    sub.add_argument("--queue", action="store_true", help="wait until no other job uses the device")
    with_run(command("stop", commands.stop, "end cleanly at the next step"))
    with_run(command("pause", commands.pause, "wait in place, until it is resumed"))
    command("jobs", commands.list_jobs, "trainings and their states", _table("jobs"))
    command("list", commands.list_runs, "the runs and what they reach", _table("runs"))
    sub = with_run(command("evaluate", commands.evaluate, "every metric that applies", _metrics))
    sub.add_argument("--data", metavar="NAME", help="another dataset than the run's own")
    sub.add_argument("--split", default="test", choices=("train", "test"))
    sub.add_argument("--task", default="metrics", choices=TASKS, help="anomaly: beside --data, if one class was learnt")
    sub.add_argument("--iw-samples", type=_whole(0), default=0, metavar="K", help="importance samples for iwae_nll")
    sub.add_argument("--n", type=_whole(1), help="only the first n images")
    sub.add_argument("--seed", type=_whole(0, MAX_SEED), default=0)
    sub.add_argument("--keep", action="store_true", help="write them into the run's report and card")
    sub.add_argument("--device", default="cpu")
    sub = with_run(command("embed", commands.embed, "codes and their 2-D map"))
    sub.add_argument("--method", default="umap", choices=("umap", "pca", "tsne"))
    sub.add_argument("--n", type=_whole(1), help="how many test images")
    sub.add_argument("--seed", type=_whole(0, MAX_SEED), help="without one any map that is there will do")
    sub.add_argument("--out", metavar="FILE.npz")
    sub = with_run(command("reconstruct", commands.reconstruct, "images through the model"))
    sub.add_argument("images", nargs="+", metavar="IMAGE")
    sub.add_argument("--out", required=True, metavar="DIR")
    sub = with_run(command("sample", commands.sample, "decode codes drawn at random"))
    sub.add_argument("--n", type=_whole(1), default=50)
    sub.add_argument("--seed", type=_whole(0, MAX_SEED), default=0)
    sub.add_argument("--temperature", type=float, default=1.0, help="scales the spread: below 1 samples are more alike")
    sub.add_argument("--sampler", default="prior", choices=SAMPLERS, help="N(0, I), or Gaussians fitted to the codes")
    sub.add_argument("--out", required=True, metavar="PNG")
    sub = with_run(command("interpolate", commands.interpolate, "decode a path between two images"))
    sub.add_argument("a", metavar="A", help="index of a test image, or an image file")
    sub.add_argument("b", metavar="B")
    sub.add_argument("--steps", type=int, default=24)
    sub.add_argument("--path", default="slerp", choices=("lerp", "slerp"))
    sub.add_argument("--out", required=True, metavar="FILE", help="FILE.gif, FILE.mp4, or a strip as FILE.png")
    sub = command("denoise", commands.denoise, "restore noisy images, same size out", _table("items"))
    sub.add_argument("images", nargs="+", metavar="IMAGE")
    sub.add_argument("--model", metavar="RUN", dest="run_name", help="photo-denoise where none is named")
    sub.add_argument("--sigma", default="auto", metavar="auto|S", help="noise in grey levels of 255")
    sub.add_argument("--out", required=True, metavar="FILE|DIR")
    sub = command("inpaint", commands.inpaint, "fill the white part of a mask", _table("items"))
    sub.add_argument("image", metavar="IMAGE")
    sub.add_argument("--mask", required=True, metavar="PNG")
    sub.add_argument("--model", metavar="RUN", dest="run_name", help="photo-inpaint, if not said otherwise")
    sub.add_argument("--out", required=True, metavar="FILE")
    sub = with_run(command("compress", commands.compress, "pictures into one file of quantized latents"))
    sub.add_argument("images", nargs="*", metavar="IMAGE", help="cut and scaled to the run's size; or else --n")
    sub.add_argument("--n", type=_whole(1), help="the first n test images of the run's data")
    sub.add_argument("--step", type=float, default=1.0, help="of the latents: 1 changes a picture by 1; finer is more")
    sub.add_argument("--out", required=True, metavar="FILE")
    sub = command("decompress", commands.decompress, "the pictures of such a file, as PNG")
    sub.add_argument("file", metavar="FILE")
    sub.add_argument("--run", metavar="RUN", dest="run_name", help="where it is not under checkpoints/")
    sub.add_argument("--out", required=True, metavar="DIR")
    sub = with_run(command("export", commands.export, "encoder and decoder as ONNX, checked against torch"))
    sub.add_argument("--onnx", required=True, metavar="DIR")
    sub.add_argument("--part", choices=("decoder", "encoder"), help="only one of them")
    with_run(command("slim", commands.slim, "make a finished run small enough to hand on: weights of 16 bits"))
    sub = with_run(command("handout", commands.handout, "its maps as one HTML file that works offline"))
    sub.add_argument("--out", required=True, metavar="FILE.html")
    sub = command("bench", commands.bench, "measure side by side in one run", _bench)
    sub.add_argument("name", choices=BENCHES)
    sub.add_argument("--device")
    sub.add_argument("--repeats", type=int)
    sub.add_argument("--archs", metavar="mlp,conv")
    sub.add_argument("--n", type=_whole(1), help="restore: of each set, quality: of mnist-iwae, only the first n")
    return parser


def _whole(least: int, most: float = math.inf) -> Callable[[str], int]:
    """A whole number within limits, for argparse."""

    def read(text: str) -> int:
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        upto = f"{least} or more" if most == math.inf else f"{least} to {most}"
        raise argparse.ArgumentTypeError(f"must be a whole number, {upto}, not {text!r}")

    return read


def _train_arguments(sub: argparse.ArgumentParser) -> None:
    model = ModelConfig()
    sub.add_argument("--data", required=True, metavar="NAME|FOLDER|ZIP", help="multiscale: FOLDER[,FOLDER…] of photos")
    sub.add_argument("--image-size", type=int, help="side in pixels to which a folder's images are brought")
    sub.add_argument("--model", default=model.kind, choices=KINDS)
    sub.add_argument("--arch", default=model.arch, choices=ARCHS, help="multiscale: photos of any size, dae or inpaint")
    sub.add_argument("--channels", type=int, default=1, choices=(1, 3), help="multiscale: grey or colour")
    sub.add_argument("--patch", type=_whole(8), default=64, metavar="PIXELS", help="multiscale: cut to learn from")
    sub.add_argument("--grid", type=int, default=model.grid, help="jigsaw: tiles along a side, 2 or 3")
    sub.add_argument("--latent-dim", type=int, default=model.latent_dim)
    sub.add_argument("--size", default=model.size, choices=SIZES, help="the one dial that sets every width")
    sub.add_argument("--likelihood", default=model.likelihood, choices=LIKELIHOODS)
    sub.add_argument("--epochs", type=int)
    sub.add_argument("--batch-size", type=int)
    sub.add_argument("--lr", type=float)
    sub.add_argument("--beta", type=float)
    sub.add_argument("--noise", metavar="KIND:LEVEL")
    sub.add_argument("--mask", metavar="KIND:LEVEL")
    sub.add_argument("--iw-samples", type=int)
    sub.add_argument("--objective", choices=OBJECTIVES, help="of a VAE; its own where none is named")
    sub.add_argument("--free-bits", type=float, metavar="NATS", help="free of each dimension's KL, by free_bits")
    sub.add_argument("--binarization", default="grey", choices=BINARIZATIONS, help="ink or none drawn by the greys")
    sub.add_argument("--contamination", type=float, default=0.0, metavar="SHARE", help="oneclass: of other classes")
    sub.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"))
    sub.add_argument("--precision", choices=PRECISIONS, help="auto: the faster one, measured at the start")
    sub.add_argument("--seed", type=int)
    sub.add_argument("--schedule", choices=SCHEDULES, help="of the step size")
    sub.add_argument("--warmup", type=int, metavar="STEPS", help="steps over which the step size climbs")
    sub.add_argument("--kl-warmup", type=float, metavar="EPOCHS", help="epochs over which beta climbs")
    sub.add_argument("--clip", type=float, metavar="NORM", help="largest norm of the gradient")
    sub.add_argument("--ema", type=float, metavar="DECAY", help="keep averaged weights, e.g. 0.999")
    sub.add_argument("--patience", type=int, metavar="EPOCHS", help="end when the test loss has not fallen for so long")
    sub.add_argument("--start", metavar="RUN", help="start from the weights of a run with the same network")
    sub.add_argument("--history", type=int, metavar="N", help="keep decoder and codes at N moments, for the scrubber")
    sub.add_argument("--map", choices=MAPS, help="which map is drawn when it is done")
    sub.add_argument("--out", required=True, metavar="RUN")


# --- how a result reads without --json ------------------------------------------------------------


def _pairs(result: Result) -> str:
    return "\n".join(f"{key}: {json.dumps(v) if isinstance(v, dict) else v}" for key, v in result.items())


def _table(key: str) -> Callable[[Result], str]:
    def show(result: Result) -> str:
        rows: list[Result] = result[key]
        if not rows:
            return f"no {key}"
        columns = list(dict.fromkeys(name for row in rows for name in row))
        cells = [columns, *[[_cell(row.get(c)) for c in columns] for row in rows]]
        widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells)

    return show


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.5g}"
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _bench(result: Result) -> str:
    rows = _table("rows")(
        {"rows": [{k: r[k] for k in ("name", "value", "unit", "n", "spread")} for r in result["rows"]]}
    )
    return rows + "\n" + "\n".join(f"{name}: {value:.2f}" for name, value in result["ratios"].items())


def _metrics(result: Result) -> str:
    rows = [{"metric": name, **m} for name, m in result["metrics"].items()]
    return _table("rows")({"rows": rows})
