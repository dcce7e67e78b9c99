"""Pictures of a known page as phones and poor scanners give them, one kind of damage each.

Everything follows from the seed. Photos keep where the page's corners lie, clockwise from its top-left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.pixels import Pixels, Points, grey, resized

Grain = np.random.Generator
Damage = Callable[[Pixels, Pixels, Grain], Pixels]
_DESKS = ((72, 54, 42), (38, 40, 46), (120, 92, 66), (96, 110, 104))  # wood, slate, oak, a green mat
_STAMP = ("RECEIVED", "14 MAR 2024", "ACCOUNTS")
_PAPERS = ((255, 238, 150), (255, 196, 205), (178, 214, 255), (196, 236, 186))


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a page and the corners of the page in it."""

    pixels: Pixels
    corners: Points


def photograph(page: Pixels, grain: Grain, *, tilt: float = 0.09, degrees: float = 6.0, room: float = 0.09) -> Photo:
    """The page on a desk, from a hand that holds its phone askew by up to `tilt` of the page's sides."""
    height, width = page.shape[:2]
    margin = room * max(width, height)
    size = (round(width + 2 * margin), round(height + 2 * margin))
    flat = _corners((0, 0, width, height))[0] + margin
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * grain.uniform(0, tilt, (4, 2)) * (width, height)
    turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), grain.uniform(-degrees, degrees), 1.0)
    corners = ((flat + inward) @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    return Photo(_laid_on(page, _desk(size, grain), corners), corners)


def perspective(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    return photograph(page, grain).pixels


def desk(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """Held straight above the page, much desk around it."""
    return photograph(page, grain, tilt=0.0, degrees=1.0, room=0.2).pixels


def close_up(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """So near that the edges of the page are not on the picture; all its text is."""
    photo = photograph(page, grain, degrees=3.0)
    seen = cv2.perspectiveTransform(_corners(_ink_of(page)), _onto(page, photo.corners)).reshape(-1, 2)
    left, top = np.maximum(seen.min(axis=0), 0).astype(int)
    right, bottom = seen.max(axis=0).astype(int)
    whole = cv2.warpPerspective(page, _onto(page, photo.corners), photo.pixels.shape[1::-1], borderValue=(255,) * 3)
    return np.ascontiguousarray(whole[top:bottom, left:right], np.uint8)


def shadow(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """The shadow of a hand, dark, with a soft edge."""
    height, width = page.shape[:2]
    mask = np.zeros((height // 8, width // 8), np.float32)
    middle = grain.uniform(0.25, 0.75, 2) * (mask.shape[1], mask.shape[0])
    axes = (round(mask.shape[1] * 0.45), round(mask.shape[0] * 0.25))
    cv2.ellipse(mask, (round(middle[0]), round(middle[1])), axes, grain.uniform(0, 180), 0, 360, 1.0, -1)
    soft = cv2.resize(cv2.GaussianBlur(mask, (0, 0), 4), (width, height))
    return _clipped(page * (1 - 0.65 * soft[:, :, None]))


def uneven_light(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """A lamp at one corner; the far one is dark and yellow."""
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / max(height, width)
    far = np.hypot(x - grain.integers(2) * width / max(height, width), y - grain.integers(2))
    light = np.clip(1.05 - 0.7 * far, 0.2, 1.0)[:, :, None]
    return _clipped(page * light * (1.0, 0.96, 0.86))


def bleed_through(page: Pixels, back: Pixels, _grain: Grain) -> Pixels:
    """The back of the paper seen through it, mirrored, soft and at a fifth of its strength."""
    return _shining_through(page, back, 0.2)


def thin_paper(page: Pixels, back: Pixels, _grain: Grain) -> Pixels:
    """The back at more than a third of its strength."""
    return _shining_through(page, back, 0.35)


def coloured(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """Carbon copy: coloured paper, grey print."""
    paper = np.array(_PAPERS[grain.integers(len(_PAPERS))], np.float32)
    ink = paper * 0.45
    return _clipped(ink + (paper - ink) * page / 255)


def stamped(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """Three round stamps over the text, in blue or red."""
    height, width = page.shape[:2]
    layer = np.full_like(page, 255)
    ink = ((40, 60, 190), (200, 40, 50))[grain.integers(2)]
    for share in (0.2, 0.5, 0.7):
        x, y = round(width * grain.uniform(0.3, 0.8)), round(height * (share + grain.uniform(-0.05, 0.05)))
        _stamp(layer, (x, y), round(width * 0.11), ink, grain.uniform(-25, 25))
    return _pressed_on(page, layer)


def stamp_once(page: Pixels, lines: Sequence[str], grain: Grain) -> Pixels:
    """One round stamp somewhere on the upper half, as offices have them; three short lines stand in it."""
    height, width = page.shape[:2]
    layer = np.full_like(page, 255)
    ink = ((40, 60, 190), (200, 40, 50), (60, 60, 70))[grain.integers(3)]
    place = (round(width * grain.uniform(0.15, 0.85)), round(height * grain.uniform(0.15, 0.6)))
    _stamp(layer, place, round(width * grain.uniform(0.07, 0.11)), ink, grain.uniform(-30, 30), lines)
    return _pressed_on(page, layer)


def _pressed_on(page: Pixels, layer: Pixels) -> Pixels:
    """Ink of a stamp over print, which shows through."""
    return _clipped(page.astype(np.float32) * (0.25 + 0.75 * layer / 255.0))


def inverted(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """Bands of white print on black, as heads of tables are."""
    turned = page.copy()
    height = page.shape[0]
    for top in np.arange(grain.uniform(0.0, 0.08), 1.0, 0.16):
        band = slice(round(height * top), round(height * (top + 0.08)))
        turned[band] = 255 - np.minimum(page[band], 235)
    return turned


def noisy(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """A dark room: grain and specks, and a phone that is thrifty with bytes."""
    grainy = page * 0.6 + 20 + grain.normal(0, 32, page.shape)
    specks = grain.random(page.shape[:2])
    grainy[specks < 0.004], grainy[specks > 0.996] = 0, 200
    return _pressed(_clipped(grainy), 35)


def blurred(page: Pixels, _back: Pixels, grain: Grain) -> Pixels:
    """Out of focus, and moved."""
    length = 9
    angle = grain.uniform(0, np.pi)
    smear = np.zeros((length, length), np.float32)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length // 2
    middle = np.array([length // 2, length // 2])
    cv2.line(smear, tuple(map(int, middle - reach)), tuple(map(int, middle + reach)), 1.0)
    return _clipped(cv2.filter2D(cv2.GaussianBlur(page, (0, 0), 1.5), -1, smear / smear.sum()))


def small(page: Pixels, _back: Pixels, _grain: Grain) -> Pixels:
    """100 dots an inch, pressed hard."""
    return _pressed(resized(page, 0.5), 50)


def tiny(page: Pixels, _back: Pixels, _grain: Grain) -> Pixels:
    """75 dots an inch."""
    return _pressed(resized(page, 0.375), 60)


def phone(page: Pixels, back: Pixels, grain: Grain) -> Pixels:
    """Everything that a phone does to a page at once, each a little."""
    lit = _clipped(page * 0.5 + 0.5 * shadow(page, back, grain).astype(np.float32))
    taken = photograph(lit, grain).pixels
    soft = cv2.GaussianBlur(taken, (0, 0), 0.9)
    return _pressed(_clipped(soft + grain.normal(0, 8, soft.shape)), 70)


def untouched(page: Pixels, _back: Pixels, _grain: Grain) -> Pixels:
    return page


DAMAGES: dict[str, Damage] = {
    damage.__name__: damage
    for damage in (
        untouched,
        perspective,
        desk,
        close_up,
        phone,
        shadow,
        uneven_light,
        bleed_through,
        thin_paper,
        coloured,
        stamped,
        inverted,
        noisy,
        blurred,
        small,
        tiny,
    )
}


def _shining_through(page: Pixels, back: Pixels, share: float) -> Pixels:
    mirrored = cv2.GaussianBlur(np.ascontiguousarray(back[:, ::-1]), (0, 0), 1.2)
    return _clipped(page.astype(np.float32) * (1 - share * (255.0 - mirrored) / 255))


def _corners(box: tuple[float, float, float, float]) -> Points:
    left, top, right, bottom = box
    return np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32)


def _ink_of(page: Pixels, room: int = 15) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is printed, with some room around it."""
    rows, columns = np.nonzero(grey(page) < 160)
    return columns.min() - room, rows.min() - room, columns.max() + room, rows.max() + room


def _onto(page: Pixels, corners: Points) -> np.ndarray:
    """The matrix that lays the page between the corners."""
    height, width = page.shape[:2]
    return np.asarray(cv2.getPerspectiveTransform(_corners((0, 0, width, height))[0], corners))


def _laid_on(page: Pixels, desk: Pixels, corners: Points) -> Pixels:
    """The page at those corners, with a soft shadow under its edge."""
    size, matrix = desk.shape[1::-1], _onto(page, corners)
    sheet = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), matrix, size).astype(np.float32) / 255
    fallen = cv2.GaussianBlur(mask, (0, 0), max(size) / 150)
    lit = desk * (1 - 0.5 * fallen[:, :, None])
    return _clipped(lit * (1 - mask[:, :, None]) + sheet * mask[:, :, None])


def _desk(size: tuple[int, int], grain: Grain) -> Pixels:
    """A table with a grain of its own."""
    colour = np.array(_DESKS[grain.integers(len(_DESKS))], np.float32)
    width, height = size
    rough = grain.normal(0, 1, (height // 4, max(2, width // 60))).astype(np.float32)
    fibres = cv2.resize(rough, size, interpolation=cv2.INTER_CUBIC)
    return _clipped(colour * (1 + 0.15 * fibres[:, :, None]) + grain.normal(0, 3, (height, width, 1)))


def _stamp(
    layer: Pixels,
    middle: tuple[int, int],
    radius: int,
    ink: tuple[int, int, int],
    degrees: float,
    lines: Sequence[str] = _STAMP,
) -> None:
    patch = np.full_like(layer, 255)
    cv2.circle(patch, middle, radius, ink, max(3, radius // 16), cv2.LINE_AA)
    cv2.circle(patch, middle, round(radius * 0.82), ink, 2, cv2.LINE_AA)
    x, y = middle
    for row, text in enumerate(lines):
        place = (round(x - radius * 0.62), round(y + radius * (0.42 * row - 0.32)))
        cv2.putText(patch, text, place, cv2.FONT_HERSHEY_DUPLEX, radius / 130, ink, max(2, radius // 60), cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D(middle, degrees, 1.0)
    turned = cv2.warpAffine(patch, turn, layer.shape[1::-1], borderValue=(255, 255, 255))
    np.minimum(layer, np.asarray(turned, np.uint8), out=layer)


def _pressed(pixels: Pixels, quality: int) -> Pixels:
    """As a JPEG of that quality comes back."""
    _, content = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8)


def _clipped(levels: np.ndarray) -> Pixels:
    return np.asarray(np.clip(levels, 0, 255), np.uint8)
