"""Adam and what goes around it: schedule, KL warm-up, clipping, averaged weights; all functions of the step alone."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator

import torch
from torch import Tensor, nn

from explorer.config import TrainConfig
from explorer.errors import CheckpointError

MOMENTS = ("step", "exp_avg", "exp_avg_sq")


class Descent:
    """The optimizer of a run. `tensors` and `load` carry all of its state, so that a run resumes exactly."""

    def __init__(self, model: nn.Module, train: TrainConfig, per_epoch: int, steps: int) -> None:
        self.model, self.train, self.per_epoch, self.steps = model, train, per_epoch, steps
        self.parameters = dict(model.named_parameters())
        found: list[Tensor] = list(self.parameters.values()) or [
            torch.zeros(1)
        ]  # PCA has no parameters, and nothing to descend
        # A CUDA graph reads the step size where it lies: on the device.
        on_cuda = found[0].device.type == "cuda"
        self.size: float | Tensor = torch.tensor(train.lr, device=found[0].device) if on_cuda else train.lr
        self.adam = torch.optim.Adam(found, lr=self.size, fused=True, capturable=on_cuda)
        self.average = {k: p.detach().clone() for k, p in self.parameters.items()} if train.ema else {}

    def lr(self, step: int) -> float:
        """The step size: a straight climb over `warmup` steps, then level or half a cosine down to nothing."""
        climb = min(1.0, (step + 1) / self.train.warmup) if self.train.warmup else 1.0
        if self.train.schedule == "constant":
            return self.train.lr * climb
        share = max(0, step - self.train.warmup) / max(1, self.steps - self.train.warmup)
        return self.train.lr * climb * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))

    def beta(self, step: int) -> float:
        """The weight of the KL: from nothing to `beta` over `kl_warmup` epochs (Sønderby et al. 2016)."""
        if not self.train.kl_warmup:
            return self.train.beta
        return self.train.beta * min(1.0, (step + 1) / (self.train.kl_warmup * self.per_epoch))

    def clear(self) -> None:
        """Forget the gradients."""
        self.adam.zero_grad(set_to_none=True)

    def down(self, step: int) -> None:
        """One step down the gradients that lie there."""
        self.steer(step)
        self.move()
        self.follow(step)

    def steer(self, step: int) -> None:
        """Set the step size of a step."""
        for group in self.adam.param_groups:
            if isinstance(self.size, Tensor):
                self.size.fill_(self.lr(step))
            else:
                group["lr"] = self.lr(step)

    def move(self) -> None:
        """Clip, and take the step: the same work on the device at each step."""
        if self.train.clip:
            nn.utils.clip_grad_norm_(self.parameters.values(), self.train.clip)
        self.adam.step()

    def follow(self, step: int) -> None:
        """Let the averaged weights follow."""
        if self.average:
            # Young averages look back less far, so that they do not remember the random start.
            decay = min(self.train.ema, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.values()), list(self.parameters.values()), 1 - decay)

    @contextlib.contextmanager
    def averaged(self) -> Iterator[None]:
        """Inside, the model has its averaged weights where there are any."""
        if not self.average:
            yield
            return
        own = {k: p.detach().clone() for k, p in self.parameters.items()}
        self._fill(self.average)
        try:
            yield
        finally:
            self._fill(own)

    def settle(self) -> None:
        """Leave the model with its averaged weights: training is over."""
        if self.average:
            self._fill(self.average)

    def tensors(self) -> dict[str, Tensor]:
        """Weights, moments and averages under names of their own."""
        found = {f"model.{k}": v for k, v in self.model.state_dict().items()}
        for name, parameter in self.parameters.items():
            found |= {f"{key}.{name}": v for key, v in self.adam.state.get(parameter, {}).items()}
        found |= {f"average.{k}": v for k, v in self.average.items()}
        return {k: v.detach().cpu().contiguous() for k, v in found.items()}

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Take up what `tensors` gave; `CheckpointError` where it does not fit."""
        try:
            self.model.load_state_dict(
                {k.removeprefix("model."): v for k, v in tensors.items() if k.startswith("model.")}
            )
            for name, parameter in self.parameters.items():
                moments = {key: tensors[f"{key}.{name}"] for key in MOMENTS if f"{key}.{name}" in tensors}
                # Fused Adam would read past the end of a moment that is too small.
                if any(v.shape != (() if k == "step" else parameter.shape) for k, v in moments.items()):
                    raise KeyError(name)
                self.adam.state[parameter].update(
                    # Fused Adam counts its steps on the device, and walks moments in the order of the weights.
                    {
                        k: torch.empty_like(parameter if v.ndim else v, device=parameter.device).copy_(v)
                        for k, v in moments.items()
                    }
                )
            for name, average in self.average.items():
                average.copy_(tensors[f"average.{name}"])
        except (RuntimeError, KeyError) as error:
            raise CheckpointError("the snapshot does not fit its config.json") from error

    def _fill(self, values: dict[str, Tensor]) -> None:
        with torch.no_grad():
            for name, parameter in self.parameters.items():
                parameter.copy_(values[name])
