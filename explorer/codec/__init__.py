"""Pictures as quantized latents in a real file, and back to the bit; the classical codecs beside it."""

from __future__ import annotations

from explorer.codec.entropy import Entropy, fingerprint, fit, read, write
from explorer.codec.stream import Codec, Compressed, Header, read_header

__all__ = ["Codec", "Compressed", "Entropy", "Header", "fingerprint", "fit", "read", "read_header", "write"]
