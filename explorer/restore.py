"""A picture of any size through a denoising or inpainting model, and back at its own size."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor, nn

from explorer import corruptions
from explorer.errors import ImageError, InputError
from explorer.pictures import to_image, to_uint8

Floats = npt.NDArray[np.float32]


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
    if hole.size != image.size:
        raise ImageError(f"the mask is {_size(hole)}, the picture {_size(image)}: they must be equal")
    if getattr(model, "input_shape", None) == getattr(model, "image_shape", None):
        raise InputError("this model does not see a mask: take an inpainting model")
    hidden = hole.convert("L").point(lambda v: 255 if v > 127 else 0)
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


def _size(image: Image.Image) -> str:
    return f"{image.width}x{image.height}"


# --- the classical partners, by scikit-image; x (C, H, W) float in [0, 1], the same back -----------------


def nonlocal_means(x: Floats) -> Floats:
    """Non-local means (Buades et al. 2005) with the noise estimated from the picture."""
    from skimage.restoration import denoise_nl_means, estimate_sigma

    sigma = float(np.mean(estimate_sigma(x, channel_axis=0)))
    # scikit-image drops the axis of a single channel, and then moves the wrong one back.
    picture, axis = (x[0], None) if len(x) == 1 else (x, 0)
    restored = denoise_nl_means(picture, patch_size=5, patch_distance=6, h=0.8 * sigma, sigma=sigma, channel_axis=axis)
    return np.asarray(restored, np.float32).reshape(x.shape)


def total_variation(x: Floats) -> Floats:
    """Total variation (Chambolle 2004), its weight from the estimated noise."""
    from skimage.restoration import denoise_tv_chambolle, estimate_sigma

    sigma = float(np.mean(estimate_sigma(x, channel_axis=0)))
    return np.asarray(denoise_tv_chambolle(x, weight=max(1e-3, sigma), channel_axis=0), np.float32)


def median(x: Floats) -> Floats:
    """Median over 3x3 pixels, channel by channel."""
    from scipy.ndimage import median_filter

    return np.asarray(median_filter(x, size=(1, 3, 3)), np.float32)


def biharmonic(x: Floats, hidden: npt.NDArray[np.bool_]) -> Floats:
    """Biharmonic inpainting (Damelin & Hoang 2018) where `hidden` (H, W) is true."""
    from skimage.restoration import inpaint_biharmonic

    return np.asarray(inpaint_biharmonic(x, hidden, channel_axis=0), np.float32)


DENOISERS: dict[str, Callable[[Floats], Floats]] = {
    "Non-local means": nonlocal_means,
    "Total variation": total_variation,
    "Median": median,
}
