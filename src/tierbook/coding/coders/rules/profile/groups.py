"""Lists of countries in a sentence, and the part each list plays: from, in, to, through, or none.

A list is read as one: in `women from Ghana, Togo, and Benin` one word, *from*, governs three countries. The part is
settled by that word, by the noun after a demonym (*Thai women* are people, *Thai police* act, *Thai brothels* are places)
and by what stands before it (*refugees in Kenya* says where they live).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tierbook.coding.coders.rules.profile.grammar import pattern, words
from tierbook.coding.coders.rules.profile.sentence import Parsed
from tierbook.places import Mention
from tierbook.text import late

__all__ = ["Group", "place_groups"]

_GAP = late(
    r"(?: (?:countries|nations|states|islands))?\)?[\s,/–—(-]*"
    r"(?:(?:and|or|also|less (?:frequently|commonly|often)|more rarely|rarely|occasionally|in smaller numbers|in fewer cases|in lesser numbers|&|as well as|both|and to a lesser (?:extent|degree)|to a lesser (?:extent|degree)|and in some cases"
    r"|and possibly|possibly|increasingly|especially|particularly|primarily|mainly|mostly|including|such as|namely|notably"
    r"|other|another|the|some|more recently|neighboring|parts of|mainland|the rest of|ethnic|recently|likely|potentially"
    r"|most notably|usually|and sometimes|sometimes|along with|to a much lesser extent|like|allegedly|reportedly"
    r"|predominantly|chiefly|principally|but also|northern|southern|eastern|western|northeastern|e\.g\.?|i\.e\.?)[\s,–—(-]*)*\)?[\s,]*"
)
_ADJECTIVAL = late(r"(?:an|ern|arab|ean|i)s?$")
_FLEXIBLE = late(
    r"(?:caribbean|north|south|east|west|central|latin|northern|southern|eastern|western|southeast(?:ern)?|northeast|southwest|sub-saharan|southeastern|baltic|pacific|mediterranean|horn)$"
)


@dataclass(slots=True)
class Group:
    """A list of countries or regions with one part to play; offsets count from the start of the sentence.

    `role` is from, in, to, through, route (a place hoped for), or other; `why` says why it is other. `persons` is True
    where the names are of people (*Malians*, *Thai women*). `also_through`: *to and through* them.
    """

    mentions: tuple[Mention, ...]
    start: int
    end: int
    persons: bool
    role: str = "other"
    why: str | None = None
    head_end: int = 0
    also_through: bool = False

    def codes(self) -> list[str]:
        """Return the codes of the countries in it."""
        return [m.codes[0] for m in self.mentions if m.codes]


def place_groups(parsed: Parsed, mentions: tuple[Mention, ...], home: str | None) -> list[Group]:
    """Return the lists of countries in a sentence, each with the part it plays."""
    groups: list[Group] = []
    for members, kind in _lists(parsed, mentions):
        start = members[0].start - parsed.unit.start
        end = members[-1].end - parsed.unit.start
        group = Group(tuple(members), start, end, persons=False, head_end=end)
        _settle(parsed, group, kind, groups, home)
        groups.append(group)
    return groups


def _kind(mention: Mention, after: str) -> str:
    surface = mention.surface.lower()
    if mention.kind == "demonym":
        return "adjective"
    if mention.kind == "country":
        follower = re.match(r"[-\s]*([\w]+)", after)
        if follower and follower[1] in (
            "nationals",
            "national",
            "citizens",
            "citizen",
            "workers",
            "women",
            "laborers",
            "men",
        ):
            return "adjective"
        return "name"
    if surface.endswith("caribbean") or (" " not in surface and _FLEXIBLE.fullmatch(surface)):
        return "flexible"
    return "adjective" if _ADJECTIVAL.search(surface) else "name"


def _lists(parsed: Parsed, mentions: tuple[Mention, ...]) -> list[tuple[list[Mention], str]]:
    lower, base = parsed.unit.lower, parsed.unit.start
    lists: list[tuple[list[Mention], str]] = []
    for n, mention in enumerate(mentions):
        kind = _kind(mention, lower[mention.end - base : mention.end - base + 20])
        if kind == "adjective" and lists and lists[-1][1] == "name":
            following = mentions[n + 1] if n + 1 < len(mentions) else None
            kind = _kind_among_names(mention, following, lower, base)
        if lists:
            members, held = lists[-1]
            gap = lower[members[-1].end - base : mention.start - base]
            countries = gap.startswith((" countries", " nations", " states", " islands"))
            alike = kind == held or "flexible" in (kind, held) or (countries and kind == "name")
            if (
                alike
                and len(gap) < 60
                and _GAP.fullmatch(gap)
                and not _plural_break(members[-1], gap, kind)
            ):
                members.append(mention)
                settled = "name" if countries else (kind if held == "flexible" else held)
                lists[-1] = (members, settled)
                continue
        lists.append(([mention], kind))
    return lists


_OF_PLACES = late(r" (?:countries|nations|states)\b")


def _kind_among_names(mention: Mention, following: Mention | None, lower: str, base: int) -> str:
    """Read an adjective in a list of names as one of them: `Poland, Russian, and Turkey`, `Iran and other Gulf states`."""
    end = mention.end - base
    if mention.kind == "region" and _OF_PLACES.match(lower, end):
        return "name"
    if following is None or following.kind != "country":
        return "adjective"
    gap = lower[end : following.start - base]
    return "name" if gap.startswith(",") and len(gap) < 9 and _GAP.fullmatch(gap) else "adjective"


def _plural_break(before: Mention, gap: str, kind: str) -> bool:
    """Tell a demonym in the plural from an adjective after it: `Malians and Nigerian girls` stay apart."""
    return before.kind == "demonym" and not gap.strip() and kind == "adjective"


def _settle(parsed: Parsed, group: Group, kind: str, before: list[Group], home: str | None) -> None:
    lower = parsed.unit.lower
    after = lower[group.end : group.end + 2]
    last = group.mentions[-1]
    if kind != "name":
        what, head_end = _head(parsed, group, last)
        group.head_end = head_end
        if what == "person":
            _settle_people(parsed, group, home)
            return
        if what != "place" and kind == "adjective":
            group.why = (
                "the name says whose these are, not where victims come from or are exploited"
            )
            return
    elif after in ("’s", "'s") and not pattern("own_place").match(lower, group.end):
        group.why = "a possessive"
        if last.codes and last.codes[0] == home:
            group.role = _preposition(parsed, group, before, home)
        return
    group.role = _preposition(parsed, group, before, home)


def _settle_people(parsed: Parsed, group: Group, home: str | None) -> None:
    """Settle people named by country: victims, unless words make them those who act."""
    lower = parsed.unit.lower
    group.persons = True
    left = lower[max(0, group.start - 70) : group.start]
    if pattern("by").search(left):
        group.why = "the people named act, they are no victims"
        return
    acting = pattern("acts").match(lower, group.head_end)
    if acting and home not in group.codes():
        group.why = "the people named act, they are no victims"
        return
    group.role = "from"


def _head(parsed: Parsed, group: Group, last: Mention) -> tuple[str, int]:
    """Return what the noun after a demonym is (person, actor, place, none) and where it ends."""
    surface = last.surface.lower()
    tokens = parsed.tokens
    person, actor, place = words("person"), words("actor"), words("place")
    plural = surface.endswith("s") and not surface.endswith("ss") and last.kind != "country"
    if plural:
        return "person", group.end
    at = parsed.token_index(group.end - 1) + 1
    for token in tokens[at : at + 7]:
        text = token.text
        if text == "-":
            continue
        if text in actor:
            return "actor", token.end
        if text in person:
            return "person", _people_end(parsed, token.end)
        if text in place:
            return "place", token.end
        if text in words("be") or text in (
            ",",
            ";",
            ".",
            "(",
            ")",
            "who",
            "in",
            "from",
            "to",
            "by",
        ):
            break
    return _collective(parsed, group, last)


_PEOPLE = late(
    r"(?:,? (?:and|or)? ?(?:women|men|children|girls|boys|nationals|citizens|adults|workers|refugees))*"
)


def _people_end(parsed: Parsed, at: int) -> int:
    found = _PEOPLE.match(parsed.unit.lower, at)
    return found.end() if found else at


_MOSTLY = late(
    r"(?:women|men|children|girls|boys|victims|migrants|workers),? (?:mostly|mainly|primarily|predominantly|largely|especially) $"
)


def _collective(parsed: Parsed, group: Group, last: Mention) -> tuple[str, int]:
    if last.kind != "demonym":
        return "none", group.end
    if any(m.surface.endswith("s") and m.kind == "demonym" for m in group.mentions[:-1]):
        return "person", group.end
    if _MOSTLY.search(parsed.unit.lower[max(0, group.start - 40) : group.start]):
        return "person", group.end
    follower = parsed.unit.lower[group.end : group.end + 12].split(" ")
    nouns = last.surface.lower().endswith(("ese", "i", "ish", "ch"))
    if (
        nouns
        and len(follower) > 1
        and (follower[1] in words("be") or follower[1] in ("who", "in", "from"))
    ):
        return "person", group.end
    return "none", group.end


def _continues(parsed: Parsed, group: Group, before: list[Group]) -> bool:
    """Tell whether a list goes on from the one before: `Poland, and other European countries`."""
    if not before or before[-1].persons:
        return False
    gap = parsed.unit.lower[before[-1].end : group.start]
    return len(gap) < 60 and bool(_GAP.fullmatch(gap))


def _preposition(parsed: Parsed, group: Group, before: list[Group], home: str | None) -> str:  # noqa: C901 - one table of cases
    """Walk back from a name to the word that governs it, and return the part the name plays."""
    lower, tokens = parsed.unit.lower, parsed.tokens
    left = lower[max(0, group.start - 90) : group.start]
    if pattern("sources_before").search(left):
        return "from"
    if pattern("destinations_before").search(left):
        return "to"
    if home not in group.codes() and pattern("sources_after").match(lower, group.end):
        return "from"
    if home not in group.codes() and pattern("destinations_after").match(lower, group.end):
        return "to"
    if group.mentions[0].surface.lower().startswith("elsewhere"):
        return "in"
    if _continues(parsed, group, before):
        group.why = before[-1].why
        return before[-1].role
    i, listed = _governor(parsed, group)
    if i < 0:
        return _inherit(parsed, group, before) if listed else "other"
    text = tokens[i].text
    if text in words("from") or (text == "of" and i > 0 and tokens[i - 1].text in words("person")):
        return _from(parsed, group, i)
    if text in words("through"):
        if (
            i > 1
            and tokens[i - 1].text in ("and", "or")
            and tokens[i - 2].text in words("to") | words("in")
        ):
            group.also_through = True
            return "to"
        return "through"
    if text == "of" and i > 0 and tokens[i - 1].text in words("sector"):
        return "in"
    if pattern("route").search(lower, max(0, tokens[i].start - 40), tokens[i].end) or pattern(
        "route"
    ).search(lower, max(0, tokens[i].start - 40), tokens[i].start):
        found = pattern("where").match(lower, group.end)
        return "to" if found else "route"
    if text in words("to") or text in words("in"):
        if home not in group.codes() and _for_buyers(lower, group, tokens[i].start):
            group.why = "where buyers and sex tourists go, not where victims are taken"
            return "other"
        return _in_or_to(parsed, group, i, "to" if text in words("to") else "in")
    if (
        listed
        or text in words("list_word")
        or (text == "as" and i > 0 and tokens[i - 1].text == "such")
    ):
        return _inherit(parsed, group, before)
    group.why = "no word says that victims come from there or are exploited there"
    return "other"


def _for_buyers(lower: str, group: Group, at: int) -> bool:
    return (
        pattern("buyers_before").search(lower, max(0, at - 80), at) is not None
        or pattern("buyers_after").match(lower, group.end) is not None
    )


def _governor(parsed: Parsed, group: Group) -> tuple[int, bool]:
    """Return the index of the governing word, and whether words like *including* were passed."""
    tokens = parsed.tokens
    fill, part = words("fill"), words("part")
    i = parsed.token_index(group.start) - 1
    held = -1
    listed = False
    while i >= 0:
        text = tokens[i].text
        if (
            text in ("extent", "degree")
            and i >= 3
            and tokens[i - 1].text in ("lesser", "limited", "small", "significant")
        ):
            i -= 4 if tokens[i - 2].text == "a" else 5
            continue
        if text in ("them", "these") and i > 0 and tokens[i - 1].text == "among":
            listed = True
            i -= 2
            continue
        if text == "by" and i > 0 and tokens[i - 1].text == "followed":
            listed = True
            i -= 2
            continue
        if text in words("list_word") or (text == "as" and i > 0 and tokens[i - 1].text == "such"):
            listed = True
            i -= 2 if text == "as" else 1
            continue
        if text in ("in", "of", "within", "like") and i > 0 and tokens[i - 1].text in part:
            held = i if held < 0 and text != "of" else held
            i -= 2
            continue
        if text in fill or (
            text in (",", "(", "–", "—", "-")
            and (listed or held >= 0 or tokens[i + 1].text in fill)
        ):
            i -= 1
            continue
        if listed and text in part:
            i -= 1
            continue
        if _in_list(parsed, i):
            i -= 1
            continue
        if text in words("place") and i > 0 and parsed.unit.text[tokens[i - 1].start].isupper():
            i -= 2  # `to Yemeni cities or Oman`
            continue
        break
    if i >= 0 and (tokens[i].text in _prepositions() or held < 0):
        return i, listed
    return held, listed


def _in_list(parsed: Parsed, i: int) -> bool:
    """Tell whether a word belongs to an item of the list that is no country: `in the Sinai Peninsula and Libya`."""
    token = parsed.tokens[i]
    if i + 1 >= len(parsed.tokens):
        return False
    if token.text == "," and parsed.unit.text[parsed.tokens[i - 1].start].isupper():
        return True
    following = parsed.tokens[i + 1]
    name = parsed.unit.text[token.start].isupper() and token.start > 0
    return name and (
        following.text in (",", "and", "or", "(") or parsed.unit.text[following.start].isupper()
    )


def _prepositions() -> frozenset[str]:
    return words("in") | words("to") | words("from") | words("through") | frozenset({"of"})


def _inherit(parsed: Parsed, group: Group, before: list[Group]) -> str:
    """Return the part of the list that this one explains: `in other countries, including Aruba`."""
    clause = parsed.clauses[parsed.clause_index(group.start)]
    if before and before[-1].start >= clause.start and group.start - before[-1].end < 70:
        group.why = before[-1].why
        return before[-1].role
    i = parsed.token_index(group.start) - 1
    while i >= 0 and parsed.tokens[i].start >= clause.start:
        text = parsed.tokens[i].text
        if text in words("from"):
            return _from(parsed, group, i)
        if text in words("through"):
            return "through"
        if text in ("abroad", "overseas") or text in words("in"):
            return _in_or_to(parsed, group, i, "in")
        if text in words("to") and text != "to":
            return "to"
        if (
            text == "to"
            and i + 1 < len(parsed.tokens)
            and parsed.tokens[i + 1].text in words("fill") | words("part")
        ):
            return "to"
        i -= 1
    return "other"


_ADVERBS = late(r"\w+ly$|come|comes|came|usually|often|also|typically|are|is|mostly")


def _before(parsed: Parsed, i: int) -> str:
    """Return the word before index `i`, passing over adverbs."""
    j = i - 1
    while j >= 0 and (_ADVERBS.fullmatch(parsed.tokens[j].text) or parsed.tokens[j].text == ","):
        j -= 1
    return parsed.tokens[j].text if j >= 0 else ""


def _from(parsed: Parsed, group: Group, i: int) -> str:
    lower = parsed.unit.lower
    governor = _before(parsed, i)
    if governor in words("not_from"):
        group.why = f"“{governor} from” does not tell where victims come from"
        return "other"
    at = parsed.tokens[i].start
    if governor in words("returns") or pattern("brought_back").search(lower, max(0, at - 90), at):
        return "in"
    if pattern("tourists").search(lower, max(0, at - 100), at):
        group.why = "home countries of tourists, buyers or offenders are no origins"
        return "other"
    if pattern("acts").match(lower, group.end):
        group.why = "the people named act, they are no victims"
        return "other"
    return "from"


def _in_or_to(parsed: Parsed, group: Group, i: int, role: str) -> str:
    """Return `in` or `to`, unless the words before it tell of residence, a promise or a route."""
    tokens = parsed.tokens
    governor = _before(parsed, i)
    if governor.startswith("originat"):
        return "from"
    if governor in words("stays") and not (governor.startswith("recruit") and role == "to"):
        group.why = f"“{governor} {tokens[i].text}” does not tell where victims are exploited"
        return "other"
    if (
        governor in words("jobs")
        and not pattern("upon_arrival").match(parsed.unit.lower, group.end)
        and (
            any(t.text in words("promise") for t in tokens[max(0, i - 8) : i])
            or pattern("but_elsewhere").match(parsed.unit.lower, group.end)
        )
    ):
        group.why = "a place that was only promised"
        return "other"
    if (tokens[i].text == "on" and governor in ("border", "borders")) or (
        tokens[i].text in ("into", "to", "with")
        and governor in ("crossing", "crossings", "point", "points")
        and pattern("crossing").search(
            parsed.unit.lower, max(0, tokens[i].start - 40), tokens[i].start
        )
    ):
        group.why = "a border"
        return "other"
    return role
