# ruff: noqa: E501 - an expression is easier to read on one line than cut in two
"""Lines that a website left in the text: invitations, notices, links to other reports, rules of dashes.

A table of small rules. A rule is the words a line may start with, and what the rest of the line must then be, as a
regular expression for the whole rest. Rules are meant to miss rather than to take a sentence away from the
reader. To extend: add a rule, and beside its test a sentence of news that starts alike.
"""

from __future__ import annotations

import re
from functools import cache

LONGEST = 320
"""A line of more code points than this is never a leftover."""

_STORY = r"(?:story|article|report|post|piece|interview|text|version|analysis|page)"
_PLACE = r"(?:twitter|facebook|instagram|x|youtube|linkedin|whatsapp|telegram|tiktok|threads|bluesky|mastodon|spotify)"
_END = r"[.:!…»>→ ]*"
_AFTER_COLON = r" ?[:|»>→–—] ?.*[^.]"

_RULES: tuple[tuple[str, str], ...] = (
    # Onward reading
    (
        "read view see",
        rf"(?: the)? (?:full|original|whole|entire|complete|rest of (?:the|this))(?: [\w’'-]+)? {_STORY}(?: (?:here|at|on|in|from)\b.*)?{_END}",
    ),
    (
        "read view see",
        rf" (?:more|next|also)(?:{_AFTER_COLON}|(?: (?:here|on this (?:story|topic)|about (?:this|it)|from [\w ’']+|at \S+))?{_END})",
    ),
    ("continue keep", rf" reading(?: .{{0,60}})?{_END}"),
    ("click tap", r" here (?:to|for)\b.{0,120}"),
    (
        "related recommended trending",
        rf"(?:(?: (?:stories|articles|topics|coverage|news|content|reading|links|posts))?(?: now)?{_END}|{_AFTER_COLON})",
    ),
    (
        "more",
        rf"(?: (?:stories|news|coverage|like this|from [\w ’']{{2,40}}|on this (?:story|topic))(?: now)?{_END}|{_AFTER_COLON})",
    ),
    ("most", rf" (?:read|popular|viewed|shared){_END}"),
    ("you", rf" (?:may|might) (?:also )?(?:like|be interested in){_END}"),
    ("what", rf" to read next{_END}"),
    ("up", rf" next{_END}"),
    ("tags topics filed", r"(?: under)? ?:.{0,200}"),
    ("also watch listen explainer don", rf"(?: (?:read|see|on .{{2,40}})|['’]t miss)?{_AFTER_COLON}"),
    (
        "leia ler veja lea lire à lesen leggi",
        rf"(?: lire| sie)? (?:também|mais|más|también|aussi|auch|anche)(?:{_AFTER_COLON}|{_END})",
    ),
    ("continuar weiterlesen mehr", r"(?: a ler| leyendo| zum thema)?[.:…»]*"),
    # The state of the report
    (
        "this",
        r" (?:is|remains) an? (?:breaking|developing)(?: news)? (?:story|article|report|event)\b.{0,120}",
    ),
    ("this", rf" {_STORY} is (?:still )?developing\b.{{0,60}}"),
    ("breaking developing", r"(?: news)? story\b.{0,60}(?:updat|refresh|more to come|check back).{0,60}"),
    (
        "this",
        rf" (?:breaking |developing )?{_STORY} (?:has been|is being|will be|may be|is) (?:\w+ )?updated\b.{{0,160}}",
    ),
    (
        "this",
        rf" (?:\w+ )?{_STORY} (?:was|is|has been|first) (?:(?:originally|first) )?(?:published|posted|appeared|republished|produced|translated)\b.{{0,200}}",
    ),
    ("more", r" (?:details )?(?:to (?:come|follow)|soon)[.…]*"),
    ("check", r" back (?:for|soon|later)\b.{0,60}"),
    ("please", r" (?:refresh|reload)\b.{0,60}"),
    # Newsletters, apps, networks
    (
        "sign subscribe register",
        r"\b(?: ?up)?\b.{0,120}\b(?:newsletters?|alerts?|e-?mails?|updates|briefing|inbox|channel|podcasts?|digest|account)\b.{0,60}",
    ),
    ("sign subscribe register", rf"(?: ?up)?(?: (?:now|today|here|for free))?{_END}"),
    (
        "subscribe",
        r" (?:to|now|today)\b.{0,80}(?:\bfor (?:just |only |as little as )?[$£€]\d|\bfor free|\ba month|\ba year|\bsupport\b).{0,60}",
    ),
    ("sign log", rf" in{_END}"),
    ("get", r" (?:the|our|all the) .{2,100}\b(?:inbox|newsletters?|e-?mail|alerts|app|delivered)\b.{0,60}"),
    ("download get", r" (?:the|our) (?:[\w’' ]{1,30} )?app\b.{0,60}"),
    (
        "follow like find join",
        rf" (?:us|@?[^\W\d][\w.’'@ -]{{1,60}}) (?:on|via) (?:our )?(?:{_PLACE}\b|social media|@|https?://|www\.).{{0,100}}",
    ),
    ("follow", rf" (?:us|@\w+){_END}"),
    (
        "share tweet print email",
        rf"(?: (?:this|on|via|with)(?: (?:{_STORY}|{_PLACE}|email|friends|link|us)){{0,3}})?{_END}",
    ),
    ("facebook twitter whatsapp linkedin pinterest reddit telegram email save", rf"{_END}"),
    ("copy", rf" (?:this )?link{_END}"),
    (
        "comments comment leave view join",
        rf"(?: (?:a|all|the))?(?: comments?| conversation| reply)?(?: ?\(\d+\))?{_END}",
    ),
    ("listen", r"(?!.)"),
    ("listen", r" to this (?:article|story|report)\b.{0,40}"),
    ("skip", r" to (?:main )?(?:content|navigation)\.?"),
    ("we this", r" (?:use|value|website uses|site uses) cookies\b.{0,160}"),
    ("accept manage", r"(?: all)? cookies?\b.{0,30}"),
    # Advertising
    (
        "advertisement advertisements advertising publicidade publicidad publicité anzeige werbung pubblicità sponsored promoted",
        r"(?: content| by [\w ]{2,40})?(?: ?[-–—] ?(?:continue reading|scroll)\b.{0,40})?[.: ]*",
    ),
    ("story article report", r" continues (?:below|after)\b.{0,50}"),
    ("scroll", r" (?:down )?(?:to|for) (?:continue|more|read)\b.{0,40}"),
    # Who helped, who owns
    (
        "reporting writing editing additional compiled edited translation photography",
        r"(?: (?:reporting|writing|editing|research|and \w+))? by [^\W\d].{1,260}",
    ),
    ("with", r" (?:additional )?(?:reporting|files|material|inputs) (?:by|from) [^\W\d].{1,120}"),
    ("our", r" standards: .{0,80}"),
    ("copyright", r" ?(?:©|\(c\)|\d{4}|by [^\W\d]|the [^\W\d]).{0,260}"),
    (
        "all todos tous alle tutti",
        r" (?:rights reserved|os direitos reservados|los derechos reservados|droits réservés|rechte vorbehalten|i diritti riservati)\b.{0,200}",
    ),
    ("this", r" material may not be (?:published|reproduced)\b.{0,160}"),
    ("lusa afp dpa efe ansa", r" ?/ ?(?:fim|fin|ende?|ends)\.?"),
    ("end ends", r" ?-{0,3}"),
)

_CONTRIBUTED = re.compile(
    r"[^\W\d][^.!?]{2,200}(?:\.[^.!?]{1,60}){0,3} contributed (?:reporting|to (?:this|the) (?:report|story|article))(?: (?:from|in) [^.!?]{2,60})?\.?",
    re.I,
)
_AUTHOR = re.compile(
    rf"[^.!?]{{2,200}}\. (?:Follow|Find|Contact|Reach) (?:him|her|them) (?:on|at|via) (?:social media|{_PLACE}\b|@).{{0,60}}",
    re.I,
)
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)) ?\S.{0,260}")
_INITIALS = re.compile(r"[A-Z]{2,5}(?: \([A-Z/, ]{2,20}\))?\.? {1,3}// {1,3}[A-Z]{2,5}\.?")
_ENDS = re.compile(r"-{1,3} ?(?:30|ends?|END|ENDS|###) ?-{0,3}|#{3}")
_RULE_OF_DASHES = re.compile(r"(?:[_=*#~·•—–.-] ?){2,}[_=*#~·•—–.-]|[*~#_=]{1,2}")
_LINKS_FOLLOW = re.compile(
    r"(?:related(?: \w+)?|read (?:more|also|next)|more (?:on this story|stories|from [\w ’']{2,40}|news|coverage|like this)|"
    r"see also|recommended(?: \w+)?|also read|most (?:read|popular|viewed)|trending(?: now)?|you (?:may|might) (?:also )?like|"
    r"what to read next|topics|tags|leia também|lire aussi|lea también|mehr zum thema) ?:?",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"\w+")


@cache
def _rules() -> dict[str, tuple[str, ...]]:
    """First word → what the rest of the line may be."""
    rules: dict[str, list[str]] = {}
    for words, rest in _RULES:
        for word in words.split():
            rules.setdefault(word, []).append(rest)
    return {word: tuple(rests) for word, rests in rules.items()}


@cache
def _rest(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most readings meet two or three of the rules."""
    return re.compile(pattern, re.IGNORECASE)


# Nearly every line of a report is settled by its first three signs.
_STARTS = frozenset(f"{word} "[:3] for words, _ in _RULES for word in words.split())
_SIGNS = frozenset("_=*#~·•—–.-©(")


def is_leftover(line: str) -> bool:
    """Whether the trimmed, non-empty line is something a website left behind."""
    if len(line) > LONGEST:
        return False
    if line[0] in _SIGNS:
        if line[0] == "(" and line[-1] == ")" and len(line) > 4 and line[1].isalpha():
            return is_leftover(line[1:-1])  # "(Reporting by …)"
        return any(shape.fullmatch(line) for shape in (_RULE_OF_DASHES, _COPYRIGHT, _ENDS))
    if line[:3].lower() in _STARTS:
        word = _FIRST_WORD.match(line)
        rests = _rules().get(word[0].lower()) if word else None
        if word and rests and any(_rest(rest).fullmatch(line, word.end()) for rest in rests):
            return True
    if " contributed " in line:
        return _CONTRIBUTED.fullmatch(line) is not None
    if "Follow " in line or " Find " in line:
        return _AUTHOR.fullmatch(line) is not None
    return "//" in line and _INITIALS.fullmatch(line) is not None


def heads_links(line: str) -> bool:
    """Whether what follows is the website's list of other reports ("Related:")."""
    return len(line) <= 60 and _LINKS_FOLLOW.fullmatch(line) is not None
