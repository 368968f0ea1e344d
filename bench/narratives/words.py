"""Words of one made country: its towns, laws, offices, trades and routes; and how a template is filled with them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tierbook.editions import load_placements
from tierbook.files import short_hash
from tierbook.places import country_name

__all__ = ["FIRST", "LAST", "Figures", "Words", "fill", "seeded"]

FIRST, LAST = 2001, 2025

_HEADS = "ab ad al am an ar ba bel ber bo bra cal can cor da del dor el fa fen ga gor ha hol il ja jor ka kel kor la"
_HEADS += " lam len lo ma mar mel mo na nor o pa pel por qua ra ren ro sa sel sol ta tam tor u val ver wa wen ya za zel"
_MIDDLES = " a e i o u an ar en er in on or al el ul am em im ola ira eno ume adi oke ane ile ura ossa enti arra ello"
_ENDS = "ba bo da dor fa gan go ka kil la lim ma mar mo na nak no pa pur ra ri ro sa sk so ta ten ti to va vi ya za zo"
_TRADES = """construction|agriculture|domestic work|fishing|brick kilns|gold mining|textiles|garment factories|quarrying
logging|cattle herding|street vending|restaurants|hotels|car washes|nail salons|shrimp processing|tea estates
cocoa farms|cotton fields|coffee harvests|sugar plantations|charcoal making|waste picking|shipbreaking|carpet weaving
salt works|rubber tapping|dairy farms|rice mills|flower farms|tobacco fields|tanneries|bakeries|warehouses
coltan mining|diamond digging|seaweed farming|poultry plants|forestry|recycling yards|call centers|cleaning firms"""
_GOODS = """cocoa|cotton|coffee|cane|tea|tobacco|vanilla|cloves|cashews|dates|saffron|melons|tomatoes|berries|olives
oranges|peppers|cassava|sesame|millet|sorghum|palm oil|rubber|timber|charcoal|bricks|tiles|carpets|shirts|sandals
bangles|fireworks|matches|footballs|incense|gems|granite|mica|cobalt|gold|tin|salt|prawns|lobsters|tuna
sponges|pearls|hides|wool|silk|cut flowers|ferns|honey|gum arabic|argan|rattan|bamboo|thatch|gravel|sand|lime"""
_TOOLS = """boots|knives|helmets|lamps|sieves|buckets|ropes|nets|hooks|hoes|machetes|sickles|shears|looms|kettles
stoves|mattresses|blankets|raincoats|masks|drills|picks|shovels|barrows|carts|saddles|oars|sails|engines|radios|phones
scales|sacks|crates|barrels|jars|axes|saws|planes|chisels|anvils|bellows|tongs|pumps|hoses|ladders|scaffolds"""
_ADJECTIVES = """dusty|narrow|hidden|crowded|remote|seasonal|unlit|shared|borrowed|yellow|faded|folded|plastic|tiled
muddy|frozen|scorched|windy|humid|brackish|rusted|patched|hollow|brittle|sturdy|quiet|noisy|guarded|fenced|rented
abandoned|makeshift|windowless|whitewashed|illustrated|bilingual|handwritten|laminated|pocket-sized|anonymous|brisk
uneven|late|early|long|short|dry|wet|lean|rich|steep|shallow|sandy|stony|thorny|green|grey|bitter|salty|smoky"""
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_BODIES = (
    "the National Commission on {0}",
    "the Council of Ministers for {0}",
    "the Office of the {0} Commissioner",
    "the Directorate of {0}",
    "the Secretariat for {0}",
)
_MATTERS = (
    "Trafficking|Social Affairs|Labor|Migration|the Family|Borders|Youth|Women|Justice".split("|")
)
_ORGS = (
    "the {0} Foundation",
    "the NGO {0}",
    "the {0} Sisters",
    "Caritas {0}",
    "the {0} Lawyers",
    "the {0} Center",
)
_SLOT = re.compile(r"\{([a-z]+|C)(?::([a-z_]+)|([+-]\d+))?\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def seeded(*parts: object) -> random.Random:
    """Return a source of chance that hangs on nothing but its parts."""
    return random.Random(short_hash([str(part) for part in parts]))


@dataclass(frozen=True, slots=True)
class Words:
    """What one country's narratives speak of, in all editions."""

    code: str
    lists: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, seed: int, code: str) -> Words:
        """Return the words of a country."""
        chance = seeded(seed, code, "words")
        names = [country_name(c) for c in chance.sample(_placed(code), 14)]
        makers: dict[str, tuple[int, Callable[[], str]]] = {
            "town": (24, lambda: _name(chance)),
            "region": (6, lambda: f"{_name(chance)} {chance.choice(['Province', 'Valley', 'District', 'Hills'])}"),
            "harbor": (3, lambda: f"Port {_name(chance)}"),
            "border": (4, lambda: f"the {_name(chance)} crossing"),
            "camp": (3, lambda: f"the {_name(chance)} camp"),
            "language": (4, lambda: f"{_name(chance)}i"),
            "name": (10, lambda: _name(chance)),
            "org": (9, lambda: chance.choice(_ORGS).format(_name(chance))),
            "body": (4, lambda: chance.choice(_BODIES).format(chance.choice(_MATTERS))),
            "law": (3, lambda: f"the {_name(chance)} Act {chance.randint(23, 98)} of {chance.randint(1989, 2000)}"),
        }  # fmt: skip
        lists = {
            name: tuple(make() for _ in range(count)) for name, (count, make) in makers.items()
        }
        lists |= {"origin": tuple(names[:7]), "dest": tuple(names[7:])}
        for name, table, count in (
            ("trade", _TRADES, 8),
            ("good", _GOODS, 9),
            ("tools", _TOOLS, 12),
            ("adj", _ADJECTIVES, 16),
        ):
            lists[name] = tuple(chance.sample(re.split(r"[|\n]", table), count))
        return cls(code, lists)


def _placed(code: str) -> list[str]:
    """Return the other countries that the official history places, so that no route begins on an empty island."""
    return sorted({p.country for p in load_placements().placements} - {code})


def _name(chance: random.Random) -> str:
    head, end = chance.choice(_HEADS.split()), chance.choice(_ENDS.split())
    return (head + chance.choice(_MIDDLES.split(" ")) + end).capitalize()


class Figures:
    """Numbers of one country that move a little from each edition to the next."""

    def __init__(self, seed: int, code: str) -> None:
        self._seed, self._code = seed, code
        self._series: dict[str, list[int]] = {}

    def at(self, what: str, edition: int) -> int:
        """Return a figure of an edition; the same whenever it is asked for."""
        if what not in self._series:
            self._series[what] = list(self._walk(what))
        return self._series[what][edition - FIRST + 1]

    def _walk(self, what: str) -> Iterator[int]:
        chance = seeded(self._seed, self._code, what)
        number = chance.randint(12, 480)
        for _ in range(FIRST - 1, LAST + 1):
            number = max(3, round(number * chance.uniform(0.8, 1.27)) + chance.randint(-2, 2))
            yield min(number, 990)


def fill(template: str, words: Words, figures: Figures, edition: int, chance: random.Random) -> str:
    """Return the sentence of a template; the same chance gives the same choices in every edition."""
    while True:
        chosen = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), template)
        if chosen == template:
            break
        template = chosen

    def put(found: re.Match[str]) -> str:
        slot, figure, shift = found[1], found[2], found[3]
        if slot == "C":
            return country_name(words.code, edition)
        if slot == "fig":
            return str(figures.at(figure, edition))
        if slot == "was":
            return str(figures.at(figure, edition - 1))
        if slot in {"year", "last"}:
            return str(edition + int(shift or 0) - (slot == "last"))
        if slot == "month":
            return chance.choice(_MONTHS)
        if slot in {"origins", "dests"}:
            return _series(chance.sample(words.lists[slot[:-1]], 3))
        return chance.choice(words.lists[slot])

    filled = " ".join(_SLOT.sub(put, template).split())
    return filled[:1].upper() + filled[1:]


def _series(names: list[str]) -> str:
    return f"{', '.join(names[:-1])}, and {names[-1]}"
