"""The same step captured once as a CUDA graph and replayed: no launch of a single kernel is waited for."""

from __future__ import annotations

import torch
from torch import Tensor

from explorer.training.bank import Bank, Streamed
from explorer.training.step import Step, Sums, out_of_memory, summed

WARM_UP = 3  # plain steps before the capture: libraries choose their kernels then, and Adam makes its moments


class Captured:
    """A `Step` of whole batches, replayed on a GPU; where that cannot be, or not any more, the plain step.

    Rows, step size, KL weight and the generator's seed are written into the places that the graph reads, so that a
    replay computes what the plain step would.
    """

    def __init__(self, step: Step, bank: Bank, batch: int) -> None:
        self.step, self.bank, self.batch = step, bank, batch
        self.graph: torch.cuda.CUDAGraph | None = None
        self.taken, self.why_not = 0, _why_not(step, bank)
        if step.device.type == "cuda" and self.why_not:
            step.say(f"no CUDA graph: {self.why_not}")

    def __call__(self, rows: Tensor, then: Tensor, number: int) -> Sums:
        """Take step `number` on the images at `rows` of the bank; see `Bank.take` for `then`."""
        if self.why_not or len(rows) != self.batch or self.step.parts > 1:
            return self._plain(rows, then, number)
        if self.graph is None:
            self.taken += 1
            if self.taken <= WARM_UP:
                return self._aside(rows, then, number)
            self._capture(rows, number)
            if self.why_not:
                return self._plain(rows, then, number)
        return self._replay(rows, number)

    def _plain(self, rows: Tensor, then: Tensor, number: int) -> Sums:
        own, next_own = self.step.own(len(rows)), self.step.own(len(then))
        return self.step(self.bank.take(rows[own], then[next_own]), len(rows), number)

    def _aside(self, rows: Tensor, then: Tensor, number: int) -> Sums:
        """A plain step on another stream, as a capture wants it before."""
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            out = self._plain(rows, then, number)
        torch.cuda.current_stream().wait_stream(aside)
        return out

    def _capture(self, rows: Tensor, number: int) -> None:
        step, device = self.step, self.step.device
        self.rows = rows.clone()
        self.beta = torch.tensor(step.descent.beta(number), device=device)
        graph = torch.cuda.CUDAGraph()
        try:
            graph.register_generator_state(step.generator)
            step.descent.clear()
            torch.cuda.synchronize()
            with torch.cuda.graph(graph):
                values = step.loss(self.bank.take(self.rows, self.rows), step.generator, self.beta)
                values["loss"].backward()
                step.descent.move()
                self.names, self.sums = tuple(values), summed(values, self.batch)
        except (torch.OutOfMemoryError, RuntimeError) as error:
            full = out_of_memory(error)
            self.why_not = "its memory does not fit" if full else " ".join(str(error).split())[:200]
            step.say(f"no CUDA graph: {self.why_not}")
            step.descent.clear()
            return
        self.graph = graph
        step.say("the step is captured as a CUDA graph")

    def _replay(self, rows: Tensor, number: int) -> Sums:
        assert self.graph is not None
        self.rows.copy_(rows)
        self.beta.fill_(self.step.descent.beta(number))
        self.step.descent.steer(number)
        self.step.seed(number)
        self.graph.replay()
        self.step.descent.follow(number)
        return self.names, self.sums.clone()  # the next replay writes over them


def _why_not(step: Step, bank: Bank) -> str:
    """The reason why a step is not captured, or nothing."""
    if step.device.type != "cuda":
        return "not on a GPU"
    if step.group.size > 1:
        return "several processes add up their gradients between the kernels"
    if step.config.model.kind == "oneclass":
        return "how many images of a batch are of each class is not known before"
    if isinstance(bank, Streamed):
        return "the images do not lie on the device"
    return ""
