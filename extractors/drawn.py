"""What a PDF page draws, object by object and into its forms, and where each object comes to lie.

Objects inside a form have coordinates of their own, and so has what pdfium says of their bounds: only with the matrices
of the forms around them do they have a place on the page.
"""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

DEPTH = 4  # of forms within forms

Bounds = tuple[float, float, float, float]  # left, bottom, right, top


class Matrix(NamedTuple):
    """PDF 32000-1, 8.3.3."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inside(self, outer: "Matrix") -> "Matrix":
        """This one first, then `outer`.

        >>> Matrix(1, 0, 0, 1, 10, 20).inside(Matrix(2, 0, 0, 2, 1, 1)).place(0, 0)
        (21, 41)
        """
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            *outer.place(self.e, self.f),
        )


_AS_IT_IS = Matrix(1, 0, 0, 1, 0, 0)


class Drawn(NamedTuple):
    """An object, its type (`FPDF_PAGEOBJ_...`), and the way from what it stands in to the page's user space."""

    raw: c.FPDF_PAGEOBJECT
    kind: int
    outer: Matrix

    @property
    def matrix(self) -> Matrix:
        """The way from the object's own coordinates to user space."""
        return _matrix_of(self.raw).inside(self.outer)

    @property
    def bounds(self) -> Bounds:
        """In user space; not finite where matrices take it out of all numbers."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        c.FPDFPageObj_GetBounds(self.raw, left, bottom, right, top)
        if self.outer is _AS_IT_IS:
            return left.value, bottom.value, right.value, top.value
        corners = [self.outer.place(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def iterate_drawn(page: pdfium.PdfPage) -> Iterator[Drawn]:
    """All objects in the order of drawing, those in a form after it; forms too deep within forms stay closed."""
    objects = (c.FPDFPage_GetObject(page.raw, index) for index in range(c.FPDFPage_CountObjects(page.raw)))
    return _walk(objects, _AS_IT_IS, DEPTH)


def _walk(objects: Iterator[c.FPDF_PAGEOBJECT], outer: Matrix, depth: int) -> Iterator[Drawn]:
    for raw in objects:
        drawn = Drawn(raw, c.FPDFPageObj_GetType(raw), outer)
        yield drawn
        if drawn.kind == c.FPDF_PAGEOBJ_FORM and depth:
            yield from _walk(_inside(raw), drawn.matrix, depth - 1)


def _inside(form: c.FPDF_PAGEOBJECT) -> Iterator[c.FPDF_PAGEOBJECT]:
    return (c.FPDFFormObj_GetObject(form, index) for index in range(c.FPDFFormObj_CountObjects(form)))


def _matrix_of(raw: c.FPDF_PAGEOBJECT) -> Matrix:
    found = c.FS_MATRIX()
    known = c.FPDFPageObj_GetMatrix(raw, found)
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f) if known else _AS_IT_IS
