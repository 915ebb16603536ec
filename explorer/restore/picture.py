"""A picture through a model of one picture size, scaled to what it sees, and back at its own size."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from explorer import corruptions
from explorer.errors import ImageError, InputError
from explorer.pictures import to_image, to_uint8


def denoise(model: nn.Module, image: Image.Image) -> Image.Image:
    """Return `image` restored by a model of fixed picture size: same size, same mode (L or RGB) out.

    The picture is scaled to what the model sees and back; a grey model takes a colour picture channel by
    channel.
    """
    planes = _planes(model, image)
    with torch.inference_mode():
        x_hat: Tensor = model(planes)
    return _whole(x_hat, image)


def inpaint(model: nn.Module, image: Image.Image, hole: Image.Image) -> Image.Image:
    """Fill `hole` (white = fill, same size as the picture); every pixel outside it stays as it is.

    Raises `ImageError` where the sizes differ, `InputError` where the model is no inpainting model.
    """
    hidden = hidden_by(hole, image.size)
    if getattr(model, "input_shape", None) == getattr(model, "image_shape", None):
        raise InputError("this model does not see a mask: take an inpainting model")
    # Grey before it is scaled: what lies under the hole must not bleed into what is seen around it.
    shown = Image.composite(Image.new(image.mode, image.size, "gray"), image, hidden)
    planes = _planes(model, shown)
    _, height, width = model.image_shape  # type: ignore[misc]
    # In floats: as bytes a few hidden pixels among many would be rounded to none.
    small = np.asarray(hidden.convert("F").resize((width, height), Image.Resampling.BOX))
    # A small pixel is seen only where none of the large ones behind it is hidden.
    seen = torch.from_numpy((small == 0).astype(np.float32)).expand(len(planes), 1, -1, -1)
    with torch.inference_mode():
        x_hat: Tensor = model(corruptions.with_mask(planes, seen))
    out = image.copy()
    out.paste(_whole(x_hat, image), mask=hidden)
    return out


def _planes(model: nn.Module, image: Image.Image) -> Tensor:
    """(1, C, H, W) for a colour model; a grey one gets (channels of the picture, 1, H, W)."""
    channels, height, width = model.image_shape  # type: ignore[misc]
    source = image.convert("RGB") if channels == 3 else image
    small = np.atleast_3d(np.asarray(source.resize((width, height), Image.Resampling.LANCZOS)))
    x = torch.from_numpy(small.transpose(2, 0, 1).copy()).float() / 255
    device = next(iter(model.state_dict().values())).device
    return x[None].to(device) if channels == 3 else x[:, None].to(device)


def _whole(x_hat: Tensor, image: Image.Image) -> Image.Image:
    picture = to_uint8(x_hat.float().cpu())
    picture = picture[0] if picture.shape[1] == 3 else picture[:, 0]
    return to_image(picture).convert(image.mode).resize(image.size, Image.Resampling.BICUBIC)


def hidden_by(hole: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The mask as 255 where it is white (to fill) and 0 elsewhere; `ImageError` where it is not of `size`."""
    if hole.size != size:
        raise ImageError(f"the mask is {hole.width}x{hole.height}, the picture {size[0]}x{size[1]}: they must be equal")
    return hole.convert("L").point(lambda v: 255 if v > 127 else 0)
