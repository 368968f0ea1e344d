"""Speed of reading a PDF in two columns, as a ratio to PDFium alone measured in the same run; and memory by length.

The PDF is typeset here: 190 pages of some 5,500 characters, narratives one after the other. The floor opens each page
and takes its text; tierbook puts columns in order, takes furniture off, cuts the text by countries and makes Documents.

Usage: python bench/pdf.py [PDF] [--repeat N]
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tierbook.errors import Problem
from tierbook.pages import ReadOptions, read_bytes
from tierbook.pages.pdf import read_pdf
from tierbook.places import all_countries

PAGES, TARGET = 190, 4.0
FLAT = 1.3
FONT, SIZE, LEADING = "Times-Roman", 9.5, 11.4
WORDS = (
    "the government officials police courts traffickers victims shelter labor report period office village worker "
    "judge lawyer city border school money agent contract passport factory farm boat road letter hearing fine prison "
    "release return home"
).split()


def main() -> None:
    """Measure PDFium alone and tierbook in turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pdf", nargs="?", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--peak", type=int, metavar="PAGES", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print(peak_of(options.peak))
        return

    data = options.pdf.read_bytes() if options.pdf else typeset(PAGES)
    floors: list[float] = []
    ours: list[float] = []
    for _ in range(options.repeat):
        start = time.process_time()
        pages, characters = take_text(data)
        floors.append(time.process_time() - start)
        start = time.process_time()
        result = read_bytes(data, name="bench.pdf")
        ours.append(time.process_time() - start)
    floor, own = statistics.median(floors), statistics.median(ours)
    print(
        f"{pages} pages, {characters / pages:.0f} characters each, {len(result.documents)} documents, "
        f"median of {options.repeat} turns"
    )
    print(f"  {'PDFium alone, text of the page':34}{pages / floor:8.0f} pages/s")
    print(f"  {'tierbook, page to Documents':34}{pages / own:8.0f} pages/s")
    verdict = "within" if own / floor <= TARGET else "BEYOND"
    print(f"ratio: {own / floor:.2f} x PDFium's time (target {TARGET:g}): {verdict}")
    if options.pdf is None:
        peaks = [(count, _peak_in_process(count)) for count in (PAGES, 3 * PAGES)]
        growth = peaks[1][1] / peaks[0][1]
        verdict = "flat" if growth <= FLAT else "GROWING"
        told = ", ".join(f"{peak:.0f} MB at {count} pages" for count, peak in peaks)
        print(f"memory while Documents are taken one by one: {told}: {growth:.2f} x ({verdict})")


def take_text(data: bytes) -> tuple[int, int]:
    """Take the text of each page and nothing else; return the numbers of pages and characters."""
    characters = 0
    with pypdfium2.PdfDocument(data) as pdf:
        count = len(pdf)
        for i in range(count):
            page = pdf[i]
            textpage = page.get_textpage()
            characters += len(textpage.get_text_range())
            textpage.close()
            page.close()
    return count, characters


def peak_of(pages: int) -> float:
    """Read a PDF without keeping its Documents; return the most memory that the process took, in MB."""
    data = typeset(pages)
    for one in read_pdf(data, name="bench.pdf", options=ReadOptions()):
        assert isinstance(one, Problem) or one.blocks
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _peak_in_process(pages: int) -> float:
    command = [sys.executable, __file__, "--peak", str(pages)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def typeset(pages: int) -> bytes:
    """Return a PDF of narratives in two columns, with running heads and numbers."""
    rng = random.Random(1)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    names = [country.name for country in all_countries()]
    width, place = 242.0, 0
    left_to_head = 0
    for page in range(pages):
        name = names[place % len(names)]
        canvas.setFont("Times-Bold", 9)
        canvas.drawString(54, 756, name.upper())
        canvas.setFont(FONT, 8)
        canvas.drawCentredString(306, 30, str(page + 60))
        for column in range(2):
            text = canvas.beginText(54 + column * (width + 20), 724)
            text.setFont(FONT, SIZE)
            text.setLeading(LEADING)
            for row in range(59):
                if not left_to_head:
                    place += 1
                    name = names[place % len(names)]
                    left_to_head = 110
                    text.setFont("Times-Bold", SIZE)
                    text.textLine(f"{name.upper()} (Tier 2)")
                    text.setFont(FONT, SIZE)
                    continue
                left_to_head -= 1
                text.textLine(_line(rng, width, ends=row % 9 == 8))
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _line(rng: random.Random, width: float, *, ends: bool) -> str:
    line = rng.choice(WORDS).capitalize()
    while True:
        trial = f"{line} {rng.choice(WORDS)}"
        if stringWidth(trial, FONT, SIZE) > width * (0.6 if ends else 1):
            return f"{line}." if ends else line
        line = trial


if __name__ == "__main__":
    main()
