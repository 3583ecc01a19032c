"""Numbers: what stands for a value, in digits, in words, or in both ("2.3 million", "two and a half").

Only ASCII digits are read; a run of digits longer than ``LONGEST`` characters is no figure of news and is
left alone, so that no amount of digits ever costs more than looking at them once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache


def words(text: str) -> list[str]:
    """The words of a list written as one string, divided by blanks."""
    return text.split()


LONGEST = 40
"""Characters of the longest numeral that is read."""

MOST_WORDS = 16
"""Words of the longest number in words that is read."""

SPACES = " \t\u00a0\u2007\u2009\u202f"
SPACE = f"[{SPACES}]{{1,2}}"
HYPHEN = "[-\u2010\u2011]"
GAP = f"(?:{SPACE}(?:-{SPACE})?|{HYPHEN})"

UNITS = {
    word: value
    for value, word in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
SHORT_SCALES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mm": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}
VULGAR = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5),
    "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "eighth": 8, "tenth": 10}

NUMBER_STARTS = frozenset(
    [
        *UNITS,
        *TENS,
        "a",
        "an",
        "half",
        "quarter",
        "three-quarters",
        "minus",
        "negative",
        "dozen",
        "-",
        "−",
        "–",
        ".",
        *VULGAR,
    ]
)
"""First tokens, in lower case, at which a number may begin (besides digits)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text: ``[start, end)`` in code points; ``scale`` is what "million" multiplied by."""

    start: int
    end: int
    value: Fraction
    digits: bool
    scale: int = 1


def plain(value: Fraction | int | None) -> float | int | None:
    """An int where the value is whole and fits 63 bits, else a finite float, else None."""
    if value is None:
        return None
    if value.denominator == 1 and abs(value.numerator) < 2**63:
        return int(value)
    try:
        return float(value)
    except OverflowError:
        return None


@cache
def _numeral(european: bool) -> re.Pattern[str]:
    point, comma = (",", r"\.") if european else (r"\.", ",")
    thin = "[\u00a0\u2007\u2009\u202f’']"
    return re.compile(
        rf"(?:(?P<whole>[0-9]{{1,3}}(?:{comma}[0-9]{{3}})+|"
        rf"[0-9]{{1,2}}(?:{comma}[0-9]{{2}})+{comma}[0-9]{{3}}"
        rf"|[0-9]{{1,3}}(?:{thin}[0-9]{{3}})+(?![0-9])|[1-9][0-9]{{0,2}}(?:,? 000)+(?![0-9])|"
        rf"[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){{2,4}}(?![0-9])|[0-9]+)"
        rf"(?:{point}(?P<part>[0-9]+))?|{point}(?P<only>[0-9]+))"
        rf"(?![0-9]|[.,][0-9])(?:(?:e|E|[x×]10\^?)(?P<power>[-−+]?[0-9]{{1,2}})(?![0-9A-Za-z]))?"
        rf"(?:{SPACE}(?P<over>[1-9][0-9]?)/(?P<under>[1-9][0-9]?)(?![/0-9])|"
        rf"[ -]?(?P<vulgar>[{''.join(VULGAR)}])"
        rf"(?![{''.join(VULGAR)}]))?"
    )


_WORD = re.compile(r"[A-Za-z]{1,12}(?![A-Za-z])")
_NEXT = re.compile(rf"(?P<and>{SPACE}(?:and|&){SPACE}|-and-)|{GAP}")
_AND_PART = re.compile(
    rf"(?:{SPACE}and{SPACE}|-and-)(?:(?P<one>a|one){GAP}(?P<part>half|third|quarter|fourth|fifth|"
    rf"eighth|tenth)"
    rf"|(?P<some>two|three|four){GAP}(?P<parts>third|quarter|fifth|eighth|tenth)s)(?!\w)",
    re.IGNORECASE,
)
_POINT = re.compile(rf"{SPACE}point((?:{SPACE}(?:{'|'.join(list(UNITS)[:10])})\b){{1,8}})", re.IGNORECASE)
_SCALE = re.compile(
    rf"{GAP}({'|'.join(SCALES)})(?:s(?!{SPACE}of{SPACE}(?:thou|mill|bill)))?\b", re.IGNORECASE
)
_TIGHT_SCALE = re.compile(rf"({'|'.join(SCALES)})\b", re.IGNORECASE)
_PART_OF_SCALE = re.compile(
    rf"(?:(?P<half>half)(?:{SPACE}an?)?|(?:an?{SPACE}|"
    rf"one{GAP})?(?P<quarter>quarter)(?:{SPACE}of)?{SPACE}an?"
    rf"|(?P<three>three){GAP}quarters{SPACE}of{SPACE}an?){GAP}(?P<scale>dozen|hundred|thousand|million|"
    rf"billion|trillion)\b",
    re.IGNORECASE,
)
_MINUS = re.compile(r"[-−–](?=[0-9.½¼¾])|(?:minus|negative)[ -]", re.IGNORECASE)


def read_number(text: str, start: int, stop: int, *, european: bool = False) -> Number | None:
    """The number that begins at ``start``, as long as it goes; None where none begins there."""
    sign, begin = 1, start
    minus = _MINUS.match(text, start, stop) if text[start : start + 1] in tuple("-−–mMnN") else None
    if minus:
        if start and (text[start - 1].isalnum() or text[start - 1] in ".,%)-–"):
            return None
        sign, begin = -1, minus.end()
    first = text[begin : begin + 1]
    if first in VULGAR:
        after = text[begin + 1 : begin + 2]
        before = text[begin - 1 : begin] if begin else ""
        if (after in VULGAR and after) or (before in VULGAR and before):
            return None
        return _scaled(text, stop, Number(start, begin + 1, sign * VULGAR[first], digits=True))
    if first.isdigit() or first in (".", ","):
        return _read_digits(text, start, begin, stop, sign, european)
    return _read_words(text, start, begin, stop, sign)


def _read_digits(text: str, start: int, begin: int, stop: int, sign: int, european: bool) -> Number | None:
    if text[begin] == "." and begin and (text[begin - 1].isalnum() or text[begin - 1] in ".)"):
        return None
    found = _numeral(european).match(text, begin, stop)
    if found is None or found.end() - begin > LONGEST:
        return None
    if found["only"]:
        value = Fraction(int(found["only"]), 10 ** len(found["only"]))
    else:
        whole = found["whole"]
        whole = whole if whole.isdigit() else re.sub("[^0-9]", "", whole)
        part = found["part"] or ""
        value = Fraction(int(whole + part), 10 ** len(part)) if part else Fraction(int(whole))
    if found["power"]:
        value *= Fraction(10) ** int(found["power"].replace("−", "-"))
    if found["over"]:
        value += Fraction(int(found["over"]), int(found["under"]))
    elif found["vulgar"]:
        value += VULGAR[found["vulgar"]]
    end = found.end()
    half = _AND_PART.match(text, end, stop)
    if half:
        value, end = value + _part(half), half.end()
    return _scaled(text, stop, Number(start, end, value if sign > 0 else -value, digits=True))


def _scaled(text: str, stop: int, number: Number) -> Number:
    """The number with the scale words behind it: 2 → "2 hundred thousand"."""
    factor, end = 1, number.end
    for times in range(3):
        scale = _SCALE.match(text, end, stop) or (times == 0 and _TIGHT_SCALE.match(text, end, stop)) or None
        if scale is None:
            break
        factor, end = factor * SCALES[scale[1].lower()], scale.end()
    if end == number.end:
        return number
    return Number(number.start, end, number.value * factor, number.digits, factor)


def _part(found: re.Match[str]) -> Fraction:
    count = 1 if found["one"] else UNITS[found["some"].lower()]
    return Fraction(count, PARTS[(found["part"] or found["parts"]).lower()])


def _read_words(text: str, start: int, begin: int, stop: int, sign: int) -> Number | None:
    part_of = _PART_OF_SCALE.match(text, begin, stop)
    if part_of:
        part = Fraction(1, 2) if part_of["half"] else Fraction(1, 4) if part_of["quarter"] else Fraction(3, 4)
        scale = SCALES[part_of["scale"].lower()]
        return Number(start, part_of.end(), sign * part * scale, False, scale)
    run = _run_of_words(text, begin, stop)
    if run is None:
        return None
    value, end = run
    point = _POINT.match(text, end, stop)
    part_found = None if point else _AND_PART.match(text, end, stop)
    scale = _last_scale(text, begin, end)
    if point:
        digits = "".join(str(UNITS[word]) for word in point[1].lower().split())
        value, end = value + Fraction(f"0.{digits}"), point.end()
    elif part_found:
        # "a million and a half" is a million and half of one; "two and a half" is two and a half
        value, end = value + _part(part_found) * scale, part_found.end()
    number = Number(start, end, sign * value, False, scale)
    return _scaled(text, stop, number) if point or part_found else number


def _last_scale(text: str, begin: int, end: int) -> int:
    last = re.split("[^a-z]+", text[begin:end].lower())[-1]
    scale = SCALES.get(last, 1)
    return scale if scale >= 1000 else 1


def _run_of_words(text: str, begin: int, stop: int) -> tuple[Fraction, int] | None:
    """The longest run from ``begin`` that is one number, and where it ends."""
    total = group = 0
    last = ""  # what stood last: "one", "ten", "teen", "scale"
    closed = 10**18  # the scale closed last; the next must be smaller
    joined = False
    best: tuple[Fraction, int] | None = None
    at = begin
    for _ in range(MOST_WORDS):
        found = _WORD.match(text, at, stop)
        if found is None:
            break
        word = found[0].lower()
        if word in ("a", "an") and not last:
            group, last = 1, "a"
        elif (word in UNITS and last in ("", "scale")) or (
            word in UNITS and last == "ten" and 0 < UNITS[word] < 10
        ):
            group, last = group + UNITS[word], "one"
        elif word in TENS and last in ("", "scale"):
            group, last = group + TENS[word], "ten"
        elif word in SCALES and (last or word == "dozen"):
            scale = SCALES[word]
            if joined and (scale <= group or scale < 1000):  # "one hundred and two hundred" is two numbers
                break
            if scale < 1000:
                if group >= 100 or (last == "scale" and not group):
                    break
                group = (group or 1) * scale
            elif last == "scale" and not group:
                total, closed = total * scale, 10**18  # "two thousand million"
            elif scale >= closed:
                break
            else:
                total, group, closed = total + group * scale, 0, scale
            last = "scale"
        else:
            break
        if last != "a":
            best = (Fraction(total + group), found.end())
        step = _NEXT.match(text, found.end(), stop)
        if step is None or (step["and"] and last != "scale") or (last == "a" and step[0] == "-"):
            break
        joined = joined or bool(step["and"])
        at = step.end()
    return best
