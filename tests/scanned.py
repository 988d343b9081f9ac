"""A pdf as an office scans and files it: askew, blurred, with noise, a red head over it and a seal on its signature."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

# Debian package fonts-wqy-microhei, or any other font that has 汉字.
FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
FONT = next((path for path in FONTS if Path(path).is_file()), None)
_DPI = 200
_RED = (205, 30, 40)
_HEAD, _SEALED = "柳河县人民政府文件", "柳河县人民政府办公室"


def scanned(pdf: Path, path: Path, *, seed: int) -> Path:
    """Write the pages of a pdf as pictures; those of an odd seed in colour, of an even one in grey."""
    noise = np.random.default_rng(seed)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in document]
    _with_head(pages[0])
    _with_seal(pages[-1])
    laid = [_laid(page, noise) for page in pages]
    files = [_as_jpeg(page if seed % 2 else page.convert("L")) for page in laid]
    files[0].save(path, "PDF", save_all=True, append_images=files[1:], resolution=_DPI)
    return path


def _laid(page: Image.Image, noise: np.random.Generator) -> Image.Image:
    angle = float(noise.choice((-1, 1)) * noise.uniform(0.5, 1.0))
    askew = page.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
    dots = np.asarray(askew.filter(ImageFilter.GaussianBlur(0.7)), np.float64) * 0.93 + 10
    dots += noise.normal(0, 10, dots.shape[:2])[:, :, None]
    return Image.fromarray(dots.clip(0, 255).astype(np.uint8))


def _as_jpeg(page: Image.Image) -> Image.Image:
    held = io.BytesIO()
    page.save(held, "JPEG", quality=60)
    return Image.open(held)


def _with_head(page: Image.Image) -> None:
    """Draw the red head of a document (红头) over the text."""
    draw = ImageDraw.Draw(page)
    draw.text((page.width / 2, 100), _HEAD, font=ImageFont.truetype(str(FONT), 72), fill=_RED, anchor="mm")
    draw.line((200, 170, page.width - 200, 170), fill=_RED, width=4)


def _with_seal(page: Image.Image) -> None:
    """Print a seal on the last lines."""
    dark = np.asarray(page.convert("L")) < 128
    last = int(np.flatnonzero(dark.any(axis=1))[-1])
    across = int(np.flatnonzero(dark[max(0, last - 40) : last + 1].any(axis=0)).mean())
    seal = _seal(330)
    left = max(0, min(across - 165, page.width - 350))
    page.paste(seal, (left, last - 200), seal)


def _seal(size: int) -> Image.Image:
    """Return a round seal (公章): a ring, a star, and the office's name along the ring."""
    seal = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw, ink, middle = ImageDraw.Draw(seal), (*_RED, 215), size / 2
    draw.ellipse((4, 4, size - 4, size - 4), outline=ink, width=8)
    star = [(math.radians(36 * at - 90), size * (0.06 if at % 2 else 0.14)) for at in range(10)]
    draw.polygon([(middle + far * math.cos(turn), middle + far * math.sin(turn)) for turn, far in star], fill=ink)
    font = ImageFont.truetype(str(FONT), size // 9)
    for at, char in enumerate(_SEALED):
        turn = -210 + 240 * at / (len(_SEALED) - 1)
        sign = Image.new("RGBA", (size // 6, size // 6), (0, 0, 0, 0))
        ImageDraw.Draw(sign).text((size // 12, size // 12), char, font=font, fill=ink, anchor="mm")
        sign = sign.rotate(-(turn + 90), resample=Image.Resampling.BICUBIC)
        x, y = (middle + size * 0.38 * part(math.radians(turn)) for part in (math.cos, math.sin))
        seal.alpha_composite(sign, (round(x - sign.width / 2), round(y - sign.height / 2)))
    return seal
