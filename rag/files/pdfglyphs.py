"""The letters and lines of a PDF, as PDFium sees them: a program of its own, run by `rag.files.pdfdocs`.

PDFium is native code, is not thread-safe, and reads what strangers wrote: here it may take its time, fail or crash
without harm to what runs it. The bytes of a PDF come in, JSON goes out, with one exit code for each thing that may be
wrong with them. It imports nothing of hoibao, which would take longer than most PDFs do.

Coordinates are points from the upper left corner of a page as it is shown.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

__all__ = ["BROKEN", "LOCKED", "RAISED", "TOO_LARGE", "UnreadableError", "pages"]

BROKEN, LOCKED, TOO_LARGE = 3, 4, 5  # exit codes
RAISED = ("\ue000", "\ue001")  # stand around what is small and raised, such as the mark of a note

_MOST_LETTERS = 3_000_000  # a book of a thousand pages has two
_MOST_RUNS = 500_000  # it has a tenth of that
_MOST_PAGES = 5_000
_MOST_LINES = 3_000  # of a page, drawn ones; with more of them it is a map, no table
_MOST_LINES_IN_ALL = 60_000
_MOST_OBJECTS = 50_000  # of a page, looked at for lines
_MOST_MEMORY = 2_000_000_000  # bytes
_HAIR = 3.0  # points; what is drawn thinner is a line
_SHORTEST = 6.0  # points of a line
_ENDS = ("", "\r", "\n")
_HYPHENS = ("\x02", "\ufffe")  # what stands for one at the end of a line
_VOTES = 200  # letters of a page that tell which way its text goes
_NEVER_FIRST = "ຳำ"  # of a word, though they are no marks
_LAST_PART_UNTOLD = "ຳ"  # of two glyphs; the end of the second is not always told, which looks like a space
_DEEPEST = 5  # forms in forms

Letters: TypeAlias = "list[Any]"  # left, right, baseline, size, bold, text
Line: TypeAlias = "tuple[float, float, float, float]"  # left, top, right, bottom
Place: TypeAlias = Callable[[float, float], tuple[float, float]]


class UnreadableError(Exception):
    """A PDF cannot be read.

    Attributes:
        code: what is wrong: BROKEN, LOCKED or TOO_LARGE.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def pages(data: bytes) -> Iterator[dict[str, Any] | None]:
    """What stands on each page.

    Args:
        data: a PDF.

    Yields:
        `letters`: runs of letters on one line, each with its left and right end, baseline, size, whether it is bold,
        and its text, in which spaces are told; `lines`: level and upright lines that are drawn, as boxes. None for a
        page that cannot be read.

    Raises:
        UnreadableError: it is none, is encrypted, or too large.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    opened = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not opened:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise UnreadableError(LOCKED if locked else BROKEN)
    count = pdfium.FPDF_GetPageCount(opened)
    if count > _MOST_PAGES:
        raise UnreadableError(TOO_LARGE)
    left, runs_left, lines_left = _MOST_LETTERS, _MOST_RUNS, _MOST_LINES_IN_ALL
    for number in range(count):
        page = pdfium.FPDF_LoadPage(opened, number)
        if not page:
            yield None  # the others can be read
            continue
        text = pdfium.FPDFText_LoadPage(page)
        letters = pdfium.FPDFText_CountChars(text) if text else 0
        left -= letters
        if left < 0:
            raise UnreadableError(TOO_LARGE)
        place = _turned(pdfium, page, text, letters)
        lines = _drawn(pdfium, page, place) if letters and lines_left > 0 else []
        runs = _runs(pdfium, text, letters, place, lines)
        runs_left -= len(runs)
        lines_left -= len(lines)
        if runs_left < 0:
            raise UnreadableError(TOO_LARGE)
        yield {"letters": runs, "lines": lines}
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _turned(pdfium: Any, page: Any, text: Any, count: int) -> Place:
    """From the coordinates of a page to its own from the upper left, turned so that most of its text is level."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if pdfium.FPDFPage_GetRotation(page) % 2:
        wide, high = high, wide
    places: list[Place] = [
        lambda x, y: (x, high - y),
        lambda x, y: (y, x),
        lambda x, y: (wide - x, y),
        lambda x, y: (high - y, wide - x),
    ]
    matrix = pdfium.FS_MATRIX()
    votes = [0, 0, 0, 0]
    for n in range(0, count, max(1, count // _VOTES)):
        if pdfium.FPDFText_GetMatrix(text, n, matrix):
            votes[round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
    return places[votes.index(max(votes))]


# --- letters


def _runs(pdfium: Any, text: Any, count: int, place: Place, lines: list[Line]) -> list[Letters]:
    upright = sorted(line for line in lines if line[3] - line[1] > line[2] - line[0])
    runs: list[Letters] = []
    run: Letters | None = None
    space = skipped = ended = False
    parts = _Parts(pdfium, text)
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for n in range(count):
        code = pdfium.FPDFText_GetUnicode(text, n)
        letter = chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        if letter in _ENDS:
            ended = True
            continue
        if letter in _HYPHENS:
            letter = "-"
        if letter.isspace():
            space = True
            continue
        pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, n, box)
        start, base = place(x.value, y.value)
        right = max(start, place(box.left, box.bottom)[0], place(box.right, box.top)[0])
        part = parts.of(n)
        if part.again:
            if run is not None and abs(base - run[2]) < run[3]:
                run[1] = max(run[1], right)
            skipped = True
            continue
        pdfium.FPDFText_GetMatrix(text, n, matrix)
        ahead = place(x.value + matrix.a, y.value + matrix.b)
        if abs(ahead[1] - base) > abs(ahead[0] - start) * 0.1 or ahead[0] < start:
            run = None
            continue  # it stands askew, as a stamp or a watermark does
        size = pdfium.FPDFText_GetFontSize(text, n) * math.hypot(matrix.c, matrix.d)
        raised = False
        if run is not None:
            gap, fall, larger = start - run[1], base - run[2], max(size, run[3])
            near = -larger < gap < larger and abs(fall) < larger * 0.6
            raised = near and size < run[3] * 0.8 and fall < -size * 0.1
            space = space and unicodedata.category(letter) != "Mn" and letter not in _NEVER_FIRST
            if near and size > run[3] * 1.25 and fall > run[3] * 0.1 and len(run[5]) < 4:
                run[5] = run[5].join(RAISED)  # what came before was the mark of a note
                run[2:4] = [base, size]
            elif not (raised or (near and abs(fall) < larger * 0.3)) or (
                gap > size * 0.1 and _are_parted(run[1], start, base - size * 0.3, upright)
            ):
                run = None
            elif (skipped and gap < size * 0.1) or (gap < size and run[5].endswith(_LAST_PART_UNTOLD)):
                space = False
            elif ended:  # for what is raised, too
                space = gap > size * 0.15
        if run is None:
            run = [start, right, base, size, 0, ""]
            runs.append(run)
            space = False
        run[5] += " " * space + (letter.join(RAISED) if raised else letter)
        run[1] = max(run[1], right)
        run[4] += part.bold
        space = skipped = ended = False
    for run in runs:
        run[5] = run[5].replace(RAISED[1] + RAISED[0], "")
        run[:4] = [round(value, 1) if math.isfinite(value) else 0.0 for value in run[:4]]
        run[4] = run[4] * 2 > len(run[5].replace(" ", ""))
    return runs


def _are_parted(left: float, right: float, down: float, upright: list[Line]) -> bool:
    """Whether a line stands between two letters, as between the cells of a table."""
    for line in upright[bisect_left(upright, (left - _HAIR,)) :]:
        if line[0] > right:
            return False
        if line[2] >= left and line[1] <= down <= line[3]:
            return True
    return False


class _Part(NamedTuple):
    bold: bool  # by the name of its font
    again: bool  # its text was told with an earlier part


class _Parts:
    """What letters belong to: pieces of text that were put on the page at once."""

    def __init__(self, pdfium: Any, text: Any) -> None:
        self._pdfium, self._text = pdfium, text
        self._known: dict[int | None, _Part] = {}
        self._told: dict[int | None, int | None] = {}  # the first part of those whose text is told once for all
        self._name = ctypes.create_string_buffer(200)

    def of(self, letter: int) -> _Part:
        part = self._pdfium.FPDFText_GetTextObject(self._text, letter)
        key = ctypes.cast(part, ctypes.c_void_p).value
        if key not in self._known:
            self._name.value = b""
            self._pdfium.FPDFText_GetFontInfo(self._text, letter, self._name, len(self._name), None)
            name = self._name.value.lower()
            self._known[key] = _Part(b"bold" in name or b"black" in name, self._is_again(part, key))
        return self._known[key]

    def _is_again(self, part: Any, key: int | None) -> bool:
        """Whether it has its text from a mark around several parts, as a syllable of Lao that takes several glyphs."""
        length = ctypes.c_ulong()
        for n in range(max(0, self._pdfium.FPDFPageObj_CountMarks(part))):
            mark = self._pdfium.FPDFPageObj_GetMark(part, n)
            value = self._pdfium.FPDFPageObjMark_GetParamStringValue
            if value(mark, b"ActualText", None, 0, length) and length.value:
                of_mark = ctypes.cast(mark, ctypes.c_void_p).value
                return self._told.setdefault(of_mark, key) != key
        return False


# --- lines


def _drawn(pdfium: Any, page: Any, place: Place) -> list[Line]:
    lines: list[Line] = []
    for looked_at, (part, places) in enumerate(_objects(pdfium, page, place)):
        if len(lines) > _MOST_LINES or looked_at > _MOST_OBJECTS:
            return []
        if pdfium.FPDFPageObj_GetType(part) == pdfium.FPDF_PAGEOBJ_PATH:
            lines += _edges(pdfium, part, places)
    return [tuple(round(value, 1) for value in line) for line in lines if all(map(math.isfinite, line))]  # type: ignore[misc]


def _objects(pdfium: Any, page: Any, place: Place) -> Iterator[tuple[Any, Place]]:
    pending = [(pdfium.FPDFPage_GetObject, pdfium.FPDFPage_CountObjects, page, place, 0)]
    while pending:
        get, count, holder, places, depth = pending.pop()
        for n in range(count(holder)):
            part = get(holder, n)
            if pdfium.FPDFPageObj_GetType(part) == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                within = _moved(pdfium, part, places)
                pending.append((pdfium.FPDFFormObj_GetObject, pdfium.FPDFFormObj_CountObjects, part, within, depth + 1))
            else:
                yield part, places


def _moved(pdfium: Any, part: Any, place: Place) -> Place:
    """Coordinates within a part of a page to those of the page."""
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(part, m)
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: place(a * x + c * y + e, b * x + d * y + f)


def _edges(pdfium: Any, path: Any, place: Place) -> Iterator[Line]:
    """The level and upright lines of a path: those that it draws, and areas that are as thin."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    if not (filled.value or stroked.value):
        return
    moved = _moved(pdfium, path, place)
    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[tuple[float, float]] = []
    shapes = [shape]
    for n in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_LINES)):
        part = pdfium.FPDFPath_GetPathSegment(path, n)
        pdfium.FPDFPathSegment_GetPoint(part, x, y)
        if pdfium.FPDFPathSegment_GetType(part) == pdfium.FPDF_SEGMENT_MOVETO:
            shape = []
            shapes.append(shape)
        shape.append(moved(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(part):
            shape.append(shape[0])
    for shape in filter(None, shapes):
        whole = _box(shape)
        if _is_line(whole):
            yield whole
        elif stroked.value:
            yield from filter(_is_line, map(_box, zip(shape, shape[1:])))  # noqa: B905, RUF007  # of Python 3.10, too


def _box(points: Any) -> Line:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_line(box: Line) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(wide, high) <= _HAIR and max(wide, high) >= _SHORTEST


def _main() -> int:
    if sys.platform != "win32":
        import resource

        for limit, most in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):  # it is lower already, or macOS knows no such limit
                resource.setrlimit(limit, (most, most))
    try:
        json.dump(list(pages(sys.stdin.buffer.read())), sys.stdout)
    except UnreadableError as failed:
        return failed.code
    except MemoryError:
        return TOO_LARGE
    return 0


if __name__ == "__main__":
    sys.exit(_main())
