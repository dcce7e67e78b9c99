"""The typefaces of generated documents: those of every PDF reader for Latin-1, embedded ones for all letters of Europe.

DejaVu comes with Debian's `fonts-dejavu-core`, Vera with reportlab. A face may be narrowed, as many programs do.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from models.errors import EngineMissing

_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
_EMBEDDED = {
    "Vera": "Vera.ttf",
    "VeraBd": "VeraBd.ttf",
    "Sans": str(_DEJAVU / "DejaVuSans.ttf"),
    "Sans-Bold": str(_DEJAVU / "DejaVuSans-Bold.ttf"),
    "Serif": str(_DEJAVU / "DejaVuSerif.ttf"),
    "Serif-Bold": str(_DEJAVU / "DejaVuSerif-Bold.ttf"),
    "Mono": str(_DEJAVU / "DejaVuSansMono.ttf"),
    "Mono-Bold": str(_DEJAVU / "DejaVuSansMono-Bold.ttf"),
}
_LATIN_1 = frozenset({"en", "de", "fr", "it", "es", "nl", "pt", "sv", "da", "nb", "fi"})
_NO_FACES = "The fonts of Debian's package fonts-dejavu-core are missing: apt-get install fonts-dejavu-core."


@dataclass(frozen=True, slots=True)
class Face:
    """A regular and a bold font by reportlab's names; `stretch` narrows both, `size` makes faces look equally large."""

    name: str
    regular: str
    bold: str
    stretch: float = 1.0
    size: float = 1.0
    latin_1: bool = False

    @property
    def has_all_letters(self) -> bool:
        """Whether it has the letters of all languages, and thin blanks."""
        return not self.latin_1 and not self.regular.startswith("Vera")

    def font(self, *, bold: bool) -> str:
        return self.bold if bold else self.regular

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Points that the text takes."""
        _register()
        return float(stringWidth(text, self.font(bold=bold), size * self.size)) * self.stretch


FACES = (
    Face("helvetica", "Helvetica", "Helvetica-Bold", latin_1=True),
    Face("helvetica-narrow", "Helvetica", "Helvetica-Bold", 0.84, latin_1=True),
    Face("times", "Times-Roman", "Times-Bold", size=1.06, latin_1=True),
    Face("courier", "Courier", "Courier-Bold", 0.9, 0.95, latin_1=True),
    Face("vera", "Vera", "VeraBd", 0.92, 0.92),
    Face("sans", "Sans", "Sans-Bold", 0.94, 0.9),
    Face("sans-narrow", "Sans", "Sans-Bold", 0.82, 0.92),
    Face("serif", "Serif", "Serif-Bold", 0.92, 0.9),
    Face("mono", "Mono", "Mono-Bold", 0.84, 0.86),
)
HELD_OUT_FACES = (
    Face("times-narrow", "Times-Roman", "Times-Bold", 0.9, 1.1, latin_1=True),
    Face("helvetica-wide", "Helvetica", "Helvetica-Bold", 1.06, 0.96, latin_1=True),
    Face("serif-narrow", "Serif", "Serif-Bold", 0.82, 0.92),
    Face("vera-narrow", "Vera", "VeraBd", 0.84, 0.94),
    Face("sans-wide", "Sans", "Sans-Bold", 1.04, 0.84),
    Face("mono-wide", "Mono", "Mono-Bold", 0.96, 0.78),
)


def faces_for(language: str, *, held_out: bool) -> tuple[Face, ...]:
    """The faces that have all letters of a language."""
    faces = HELD_OUT_FACES if held_out else FACES
    return tuple(face for face in faces if (language in _LATIN_1 or not face.latin_1) and _has_letters(face, language))


def _has_letters(face: Face, language: str) -> bool:
    """Vera knows Western letters and those of Slovenian, no others."""
    return face.has_all_letters or face.latin_1 or language in _LATIN_1 | {"sl"}


@cache
def _register() -> None:
    try:
        for name, path in _EMBEDDED.items():
            registerFont(TTFont(name, path))
    except TTFError as error:
        raise EngineMissing(_NO_FACES) from error
