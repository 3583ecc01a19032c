"""Money: an amount and its ISO 4217 code."""

from __future__ import annotations

import re
from fractions import Fraction

from diptych.analysis.figures.currencies import CODES, NAMES, SIGNS
from diptych.analysis.figures.grammar import EDGE, NUMBER, Example, Found, Meaning, one_of, rule
from diptych.analysis.figures.numbers import GAP, SHORT_SCALES, SPACE

_SIGN = one_of(SIGNS)
_CODE = one_of(CODES)
_NAME = one_of(NAMES)
_SHORT = rf"(?P<short>{one_of(SHORT_SCALES)})(?![A-Za-z0-9])"
_MONEY_WORDS = re.compile(
    r"£|\b(?:pay(?:s|ing|ments?)?|paid|costs?|costing|price[sd]?|worth|spen[dt]|spending|fine[ds]?|"
    r"fees?|earn(?:s|ed|ing)?|salar\w+|"
    r"wages?|tax(?:es)?|budgets?|debts?|loans?|cash|money|bought|sold|sell|raised?|donat\w+|deposit|"
    r"rent|bills?|invest\w*|pension)\b",
    re.IGNORECASE,
)
_WEIGHT_WORDS = re.compile(
    r"\b(?:weigh\w*|heav\w+|lift\w*|bench|lost|gain\w*|body|tall)\b|^ of \b", re.IGNORECASE
)


def _amount(found: Found, unit: str | None, divide: int = 1) -> Meaning | None:
    if unit is None:
        return None
    number = found.number
    scale = SHORT_SCALES[found["short"].lower()] if found["short"] else 1
    if found["short"] and number.scale != 1:
        return None
    return Meaning("money", number.value * scale / divide, unit, scale=number.scale * scale)


def _by_sign(found: Found) -> Meaning | None:
    before = found.text[found.start - 1 : found.start] if found.start else ""
    if before.isalnum():
        return None
    sign = re.sub(r"[\s.]", "", found["sign"].lower())
    meaning = _amount(found, SIGNS.get(sign) or CODES.get(sign))
    if meaning and found["minus"] and isinstance(meaning.value, Fraction):
        meaning.value = -meaning.value
    return meaning


def _by_name(found: Found) -> Meaning | None:
    name = re.sub(r"[\s\u00a0-]+", " ", found["name"].lower())
    if name == "won" and found.number.value < 100:
        return None
    return _amount(found, NAMES.get(name) or NAMES.get(name.removesuffix("s")))


def _by_pound(found: Found) -> Meaning | None:
    """Pounds are money after a million or where money is spoken of, else a weight (measures.py)."""
    around = found.before() + found.after(30)
    if _WEIGHT_WORDS.search(found.before()) or re.match(" of ", found.after(4)):
        return None
    if found.number.scale < 10**6 and not found["short"] and not _MONEY_WORDS.search(around):
        return None
    return _amount(found, "GBP")


def _by_code(found: Found) -> Meaning | None:
    sign = found["sign"].lower()
    return _amount(found, SIGNS.get(sign) or CODES.get(sign))


def _by_cents(found: Found) -> Meaning | None:
    name = found["cents"].lower() or found["p"]
    if found["p"] and not (found.number.digits and _MONEY_WORDS.search(found.before() + found.after(30))):
        return None  # "1080p"
    return _amount(found, "GBP" if name.startswith(("pen", "p")) else "EUR" if "euro" in name else "USD", 100)


RULES = (
    rule(
        "money: sign before the amount",
        [
            "$",
            "€",
            "£",
            "¥",
            "₹",
            "₪",
            "₩",
            "₽",
            "₺",
            "₦",
            "₴",
            "₫",
            "฿",
            "₱",
            "₿",
            "-",
            "−",
            "–",
            "us",
            "u",
            "usd",
            "a",
            "au",
            "aud",
            "c",
            "ca",
            "can",
            "cad",
            "nz",
            "hk",
            "s",
            "r",
            "nt",
            "mx",
            "j",
        ],
        rf"(?P<minus>[-−–](?=[^\w\s]))?(?P<sign>{_SIGN}|U\.?S\.? ?\$)[ \u00a0]?<n>(?:[ \u00a0-]?{_SHORT})?"
        rf"(?:{SPACE}(?:U\.?S\.? |American |Canadian |Australian )?(?:dollars|euros|pounds)(?!\w))?{EDGE}",
        _by_sign,
        examples=[
            Example("It paid $1.2 billion for the firm.", "$1.2 billion", 1200000000, "USD"),
            Example("The fund holds €3m in bonds.", "€3m", 3000000, "EUR"),
            Example("A US$5 million grant was lost.", "US$5 million", 5000000, "USD"),
            Example("The loss was -$99.99 in all.", "-$99.99", -99.99, "USD"),
        ],
        counter_examples=["The $ sign fell off.", "Type US$x to go on."],
    ),
    rule(
        "money: code before the amount",
        CODES,
        rf"(?-i:(?P<sign>{_CODE.upper()}|Rs))\.?[ \u00a0]?<n>(?:[ \u00a0-]?{_SHORT})?{EDGE}",
        _by_code,
        examples=[
            Example("The fine was EUR 20 million.", "EUR 20 million", 20000000, "EUR"),
            Example("Tickets cost Rs 500 there.", "Rs 500", 500, "INR"),
        ],
        counter_examples=["All 20 came."],
    ),
    rule(
        "money: name behind the amount",
        [NUMBER],
        rf"<n>(?:{_SHORT})?(?:{GAP}(?P<name>{_NAME}s?))(?!\w)",
        _by_name,
        examples=[
            Example("They asked for two million dollars.", "two million dollars", 2000000, "USD"),
            Example("He owes 300 Canadian dollars.", "300 Canadian dollars", 300, "CAD"),
            Example("A half-million-dollar house burned.", "half-million-dollar", 500000, "USD"),
        ],
        counter_examples=["The dollar fell.", "The team won 3 won games."],
    ),
    rule(
        "money: pounds",
        [NUMBER],
        rf"<n>(?:{_SHORT})?{GAP}pounds?(?!\w)",
        _by_pound,
        examples=[
            Example("The repairs took 20 million pounds.", "20 million pounds", 20000000, "GBP"),
            Example("She was fined 500 pounds.", "500 pounds", 500, "GBP"),
        ],
        counter_examples=["The dog weighs 50 pounds."],
    ),
    rule(
        "money: sign or code behind the amount",
        [NUMBER],
        rf"<n>(?:[ \u00a0]?{_SHORT})?[ \u00a0]?(?P<sign>[€£₹₪₽₺]|\$(?![ \u00a0]?[0-9])|"
        rf"(?-i:{_CODE.upper()}))(?!\w)",
        _by_code,
        examples=[
            Example("A ticket costs 15 € there.", "15 €", 15, "EUR"),
            Example("The bill was 200 USD.", "200 USD", 200, "USD"),
        ],
        counter_examples=["He sold 3 try squares."],
    ),
    rule(
        "money: cents and pence",
        [NUMBER],
        rf"<n>(?:{GAP}(?P<cents>(?:euro )?cents?|pence|pennies)(?!\w)|[ \u00a0]?(?P<sign>¢)|"
        rf"(?P<p>p)(?!\w))",
        _by_cents,
        examples=[
            Example("Shares fell 45 cents.", "45 cents", 0.45, "USD"),
            Example("A stamp costs 60 pence.", "60 pence", 0.6, "GBP"),
        ],
        counter_examples=["It makes no cents."],
    ),
)
