"""PDFs in the layouts of the Report, with what must be read from each. Every one has at most eight pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.pages.pdf.texts import narrative, paragraph
from tests.pages.pdf.typesetting import LETTER, SOFT, Matter, Press, Style

HEIGHT = LETTER[1]
KENYA = ("KEN", "Kenya")
LATVIA = ("LVA", "Latvia")
OMAN = ("OMN", "Oman")


@dataclass(frozen=True)
class Sheet:
    """A typeset PDF: its bytes, and by country the matter that must be read from it, in order."""

    data: bytes
    expected: tuple[tuple[str, tuple[Matter, ...]], ...]


def numbers(canvas: Canvas, number: int) -> None:
    """A number in the middle of the foot."""
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(LETTER[0] / 2, 36, str(number))


def running_heads(names: str) -> Callable[[Canvas, int], None]:
    """Names at the outer edge of the head, a number at the foot."""

    def decorate(canvas: Canvas, number: int) -> None:
        numbers(canvas, number)
        canvas.setFont("Times-Bold", 9.5)
        if number % 2:
            canvas.drawRightString(LETTER[0] - 54, HEIGHT - 48, names)
        else:
            canvas.drawString(54, HEIGHT - 48, names)

    return decorate


def side_heads(names: str, date: str) -> Callable[[Canvas, int], None]:
    """Names turned in the margin, the Report's name and date with the number at the foot."""

    def decorate(canvas: Canvas, number: int) -> None:
        canvas.saveState()
        canvas.translate(24 if number % 2 else LETTER[0] - 24, 420)
        canvas.rotate(90 if number % 2 else -90)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(0, 0, names)
        canvas.restoreState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 36, f"{number}  TRAFFICKING IN PERSONS REPORT  |  {date}")

    return decorate


def two_columns() -> Sheet:
    """As in 2008: a title page, an introduction, a list of tiers, narratives that run on, a glossary."""
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=7)
    latvia = narrative("Latvia", "LATVIA (Tier 2 Watch List)", start=50, sentences=6)
    oman = narrative("Oman", "OMAN (Tier 3)", start=100, sentences=8)
    press = Press(Style(), _except_first(running_heads("KENYA")), first=3)
    press.draw(
        lambda c: _lines(c, 200, 400, 24, ["TRAFFICKING IN PERSONS", "REPORT", "JUNE 2008"], 30)
    )
    press.new_page()
    press.set([Matter("section", "Introduction")])
    press.set([Matter("para", paragraph("common", 300 + 9 * i, 9)) for i in range(4)])
    press.new_page()
    press.draw(_tier_list)
    press.new_page()
    press.set([*kenya, *latvia, *oman])
    press.new_page()
    press.set([Matter("section", "GLOSSARY OF ACRONYMS")])
    press.set([Matter("para", f"AB{i} stands for the name of office {i}.") for i in range(8)])
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia), (OMAN, oman))


def three_columns() -> Sheet:
    """Narrow columns, small type, words broken at the ends of lines."""
    style = Style(columns=3, gutter=14, size=8, leading=9.6, gap=4.8)
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=5)
    latvia = narrative("Latvia", "LATVIA (Tier 1)", start=60, sentences=6)
    press = Press(style, running_heads("KENYA – LATVIA"), first=88)
    press.set([*kenya, *latvia])
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia))


def charts() -> Sheet:
    """As in 2013: names turned in the margin, a chart of earlier tiers in the column, items in a list."""
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=5, items=4)
    latvia = narrative("Latvia", "LATVIA (Tier 2)", start=60, sentences=6, items=3)
    press = Press(Style(), side_heads("KENYA", "JUNE 2013"), first=214)
    press.block(1, 80, 190)
    press.draw(lambda c: _chart(c, press.left(1), 84, press.width, "KENYA"))
    press.set([*kenya, *latvia])
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia))


def capitals() -> Sheet:
    """As in 2015: the tier after a colon, headings in capitals, justified lines."""
    style = Style(justified=True, font="Helvetica", bold="Helvetica-Bold", size=8.5, leading=10.6)
    kenya = narrative("Kenya", "KENYA: Tier 2", sentences=5, capitals=True, items=2)
    latvia = narrative("Latvia", "LATVIA: Tier 2 Watch List", start=60, sentences=7, capitals=True)
    press = Press(style, side_heads("KENYA", "JULY 2015"), first=301)
    press.set([*kenya, *latvia])
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia))


def wide_heads() -> Sheet:
    """The head of each country over all columns; the columns above it end at one height."""
    kenya = narrative("Kenya", sentences=4)[1:]
    latvia = narrative("Latvia", start=60, sentences=5)[1:]
    press = Press(Style(), numbers, first=12)
    kenya_head, latvia_head = Matter("wide", "KENYA (Tier 2)"), Matter("wide", "LATVIA (Tier 3)")
    press.set([kenya_head, *kenya, latvia_head, *latvia])
    return _sheet(press, (KENYA, [kenya_head, *kenya]), (LATVIA, [latvia_head, *latvia]))


def story_box() -> Sheet:
    """A victim's story from another country in a box over both columns, and one within a column."""
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=9)
    press = Press(Style(), numbers, first=140)
    for column in (0, 1):
        press.block(column, 300, 400)
    story = [
        "Laos",
        "Noi was fifteen when a neighbour offered her a job as a cook in the city, far from her parents.",
        "She slept on the floor of a shop and was locked in; a customer told the police, and she went home in May.",
    ]
    press.draw(lambda c: draw_box(c, 54, 300, LETTER[0] - 108, 96, story, "Helvetica", 9))
    press.block(1, 600, 690)
    aside = [
        "What is debt bondage?",
        "A debt that no work can pay off,",
        "and that passes to children.",
    ]
    press.draw(lambda c: draw_box(c, press.left(1), 604, press.width, 80, aside, "Helvetica", 8))
    press.set(kenya)
    return _sheet(press, (KENYA, kenya))


def picture() -> Sheet:
    """A picture in a column with its caption below."""
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=8)
    press = Press(Style(), numbers, first=77)
    press.block(0, 260, 420)
    press.draw(lambda c: draw_picture(c, press.left(0), 264, press.width, 120))
    press.draw(
        lambda c: _lines(
            c,
            press.left(0),
            396,
            7.5,
            ["A child sorts stones beside a road in Peru", "while her mother keeps the accounts."],
            9,
            font="Helvetica-Oblique",
        )
    )
    press.set(kenya)
    return _sheet(press, (KENYA, kenya))


def by_rows() -> Sheet:
    """Two columns drawn row by row, so that the file itself holds them interleaved."""
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=7)
    latvia = narrative("Latvia", "LATVIA (Tier 1)", start=60, sentences=6)
    press = Press(Style(by_rows=True), numbers, first=30)
    press.set([*kenya, *latvia])
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia))


def indented() -> Sheet:
    """Paragraphs told apart by an indented first line alone, lines justified."""
    style = Style(gap=0, indent=12, justified=True)
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=8)
    latvia = narrative("Latvia", "LATVIA (Tier 3)", start=60, sentences=9)
    press = Press(style, running_heads("KENYA"), first=55)
    press.set([*kenya, *latvia])
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia))


def turned() -> Sheet:
    """Pages set sideways and turned by the file, as tables and scans are."""
    kenya = narrative("Kenya", "KENYA (Tier 2)", sentences=7)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1)
    press = Press(Style(size_of_page=(LETTER[1], LETTER[0])))
    press.canvas = canvas

    def turn(_: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(LETTER[0], 0)
        canvas.rotate(90)

    press.extras = [turn]
    press.set(kenya)
    press.finish()
    return Sheet(out.getvalue(), (("KEN", tuple(kenya)),))


def names_alone() -> Sheet:
    """As in 2001: the head of a country is its name, and no tier stands with it."""
    kenya = narrative("Kenya", "KENYA", sentences=5)[:3]
    latvia = narrative("Latvia", "LATVIA", start=60, sentences=6)[:3]
    oman = narrative("Oman", "OMAN", start=90, sentences=6)[:3]
    style = Style(columns=1, size=11, leading=13.5, gap=8, head_size=11)

    def decorate(canvas: Canvas, number: int) -> None:
        numbers(canvas, number)
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(54, HEIGHT - 48, "Trafficking in Persons Report, July 2001")

    press = Press(style, decorate, first=21)
    press.set([*kenya, *latvia])
    press.new_page()
    press.set(oman)
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia), (OMAN, oman))


def tiers_above() -> Sheet:
    """As in 2001: a tier stands once, above its countries; the second country begins on the next page."""
    kenya = narrative("Kenya", "KENYA", sentences=5)[:3]
    latvia = narrative("Latvia", "LATVIA", start=60, sentences=6)[:3]
    oman = narrative("Oman", "OMAN", start=90, sentences=6)[:3]
    press = Press(Style(columns=1, size=11, leading=13.5, gap=8, head_size=11), numbers, first=21)
    second = "II. Country Narratives: Tier 2"
    press.set([Matter("head", second), *kenya])
    press.new_page()
    press.set([*latvia, Matter("head", "TIER 3"), *oman])
    for matter, tier in ((kenya, second), (latvia, second), (oman, "TIER 3")):
        matter[0] = Matter("head", f"{tier} {matter[0].text}")
    return _sheet(press, (KENYA, kenya), (LATVIA, latvia), (OMAN, oman))


def split_heads() -> Sheet:
    """Heads on two lines: name and tier, and a long name; a special case without a tier."""
    drc = ("COD", "Democratic Republic of the Congo")
    somalia = ("SOM", "Somalia")
    kenya = narrative("Kenya", "KENYA", sentences=6)
    congo = narrative(
        drc[1], "DEMOCRATIC REPUBLIC OF THE CONGO (Tier 2 Watch List)", start=60, sentences=5
    )
    yemen = narrative("Somalia", "SOMALIA", start=120, sentences=5)
    press = Press(Style(head_size=13), numbers, first=99)
    press.set([kenya[0], Matter("head", "Tier 2"), *kenya[1:], *congo])
    press.set([Matter("head", "SPECIAL CASES"), *yemen])
    kenya[0] = Matter("head", "KENYA Tier 2")
    return _sheet(press, (KENYA, kenya), (drc, congo), (somalia, yemen))


def broken_words() -> Sheet:
    """Words broken at the ends of lines: plain ones, compounds, one over a column, one over a page."""
    style = Style(columns=3, gutter=16, size=10, leading=12)
    words = "in{s}for{s}ma{s}tion anti-traf{s}fick{s}ing of{s}fi{s}cials non-gov{s}ern{s}men{s}tal pro{s}tec{s}tion "
    text = words.format(s=SOFT) * 60
    spoken = "The information of officials on anti-trafficking and protection is kept by nongovernmental groups."
    kenya = [
        Matter("head", "KENYA (Tier 2)"),
        Matter("para", f"Kenya keeps records. {spoken}"),
        Matter("para", "The Government of Kenya meets no minimum standards. " + text.strip() + "."),
    ]
    press = Press(style, numbers, first=64)
    press.set(kenya)
    plain = [Matter(m.kind, m.text.replace(SOFT, "")) for m in kenya]
    return _sheet(press, (KENYA, plain))


def single() -> Sheet:
    """One narrative as the Department's site gives it: a title, no tier line."""
    kenya = narrative("Kenya", sentences=6)[1:]
    style = Style(columns=1, size=11, leading=14, gap=7)
    press = Press(style)
    press.draw(lambda c: _lines(c, 54, 60, 14, ["2012 Trafficking in Persons Report - Kenya"], 20))
    press.ceiling = press.y = 110
    press.set(kenya)
    return _sheet(press, (KENYA, kenya))


LOST = {
    "fi": ("¤", b"\\244", b"\\037"),
    "ff": ("¥", b"\\245", b"\\035"),
    "fl": ("§", b"\\247", b"\\034"),
}
"""Ligatures, the sign set in their place, and how the file writes that sign and a code that stands for no letter."""


def lost_glyphs() -> Sheet:
    """A font that gives no letters for its ligatures, as in PDFs of which scrapers make `Traf?cking`."""
    plain = [
        Matter("head", "KENYA (Tier 2)"),
        Matter(
            "para",
            "Kenya made efforts against trafficking. The first five officials filed a report; staff offered benefits "
            "to those who fled the conflict. Mr. Fidelio of Dafina kept the final list of floating fish farms.",
        ),
        Matter(
            "para",
            "The Government of Kenya meets no minimum standards. " + paragraph("Kenya", 3, 4),
        ),
    ]
    damaged = []
    for matter in plain:
        text = matter.text
        for ligature, (sign, _, _) in LOST.items():
            text = text.replace(ligature, sign)
        damaged.append(Matter(matter.kind, text))
    press = Press(Style(columns=1, size=11, leading=14), numbers, first=8, compress=False)
    press.set(damaged)
    data = press.finish()
    for _, written, code in LOST.values():
        assert written in data
        data = data.replace(written, code)
    return Sheet(data, (("KEN", tuple(plain)),))


LAYOUTS: dict[str, Callable[[], Sheet]] = {
    make.__name__: make
    for make in (
        two_columns, three_columns, charts, capitals, wide_heads, story_box, picture, by_rows, indented, turned,
        names_alone, tiers_above, split_heads, broken_words, single, lost_glyphs,
    )
}  # fmt: skip


def image_only(pages: int = 2) -> bytes:
    """Pages that are pictures, without a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1)
    for _ in range(pages):
        draw_picture(canvas, 0, 0, *LETTER)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(password: str) -> bytes:
    """A narrative behind a password; an empty one locks nothing but printing."""
    press = Press(encrypt=StandardEncryption(password, ownerPassword="owner", canPrint=0))
    press.set(narrative("Kenya", "KENYA (Tier 2)"))
    return press.finish()


def other_report() -> bytes:
    """A page of another report of the same Department."""
    press = Press(Style(columns=1, size=11, leading=14))
    press.set([Matter("head", "Country Reports on Human Rights Practices for 2011: Kenya")])
    press.set([Matter("para", paragraph("Kenya", 10 * i, 8)) for i in range(5)])
    return press.finish()


def _sheet(press: Press, *expected: tuple[tuple[str, str], list[Matter]]) -> Sheet:
    return Sheet(press.finish(), tuple((who[0], tuple(matter)) for who, matter in expected))


def _except_first(decorate: Callable[[Canvas, int], None]) -> Callable[[Canvas, int], None]:
    def rest(canvas: Canvas, number: int) -> None:
        if number > 3:
            decorate(canvas, number)

    return rest


def _lines(
    canvas: Canvas, x: float, y: float, size: float, lines: list[str], leading: float,
    *, font: str = "Times-Bold",
) -> None:  # fmt: skip
    canvas.setFont(font, size)
    for i, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - y - i * leading, line)


def _tier_list(canvas: Canvas) -> None:
    """The list of placements: tiers as headings, names below, in three columns."""
    x = 60
    for tier, names in (
        ("TIER 1", ("LATVIA", "NORWAY", "SPAIN")),
        ("TIER 2", ("KENYA", "LAOS", "PERU", "BRAZIL")),
        ("TIER 2 WATCH LIST", ("OMAN", "CHAD")),
    ):
        _lines(canvas, x, 120, 12, [tier], 16)
        _lines(canvas, x, 140, 10, list(names), 14, font="Times-Roman")
        x += 170


def _chart(canvas: Canvas, x: float, y: float, width: float, name: str) -> None:
    """Tiers of earlier years: a title, an axis of tiers, a row of years, a line between."""
    canvas.rect(x, HEIGHT - y - 100, width, 100)
    _lines(canvas, x + 20, y + 12, 8, [f"{name} TIER RANKING BY YEAR"], 10, font="Helvetica-Bold")
    _lines(canvas, x + 6, y + 30, 7, ["1", "2", "2WL", "3"], 14, font="Helvetica")
    for i in range(8):
        _lines(canvas, x + 28 + i * 24, y + 92, 6, [str(2006 + i)], 10, font="Helvetica")
    canvas.line(x + 30, HEIGHT - y - 44, x + 200, HEIGHT - y - 58)


def draw_box(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    lines: list[str],
    font: str,
    size: float,
) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(x, HEIGHT - y - height, width, height, fill=1)
    canvas.setFillGray(0)
    _lines(canvas, x + 10, y + 20, size, lines, size * 1.3, font=font)


def draw_picture(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    from PIL import Image

    ground = Image.new("RGB", (8, 8), (90, 120, 150))
    canvas.drawInlineImage(ground, x, HEIGHT - y - height, width, height)
