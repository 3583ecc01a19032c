"""Words that say whether a full stop ends a sentence. Common knowledge about written English, chosen by hand.

nupunkt's own list was learnt from scanned papers: among its 5,900 "abbreviations" are *week*, *story*,
*call* and the names of senators, so a full stop after them is lost before a name. This list holds only real
ones.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """
    mr mrs ms mx dr drs prof profs hon rev fr sr sra st ste gen gens lt col cols maj capt cmdr cdr
    cpt sgt sgts cpl pvt pfc adm vadm radm brig gov govs sen sens rep reps pres supt insp det atty
    asst assoc dep messrs mme mlle mgr msgr amb sec treas chmn cong del vs v
    """
)
"""Stand before a name: never the last word of a sentence where a capital follows."""

CAPITALISED = _words(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala
    ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb
    nebr nev okla ore oreg pa penn penna tenn tex va vt wash wis wisc wyo alta man ont que sask dak
    mex ed al fed art ave cal dan ben
    """
)
"""Abbreviations only with a capital: "sat.", "ill." and "miss." are words."""

BEFORE_NUMBERS = _words(
    """
    no nos vol vols pp pg p ch chap sec sect art arts para paras fig figs eq ext min max est pop ca
    c circa approx
    """
)
"""Abbreviations only where a number follows."""

ABBREVIATIONS = TITLES | _words(
    """
    inc corp co cos ltd llc bros plc assn assoc dept div govt gov't gov’t natl int'l int’l intl univ
    acad inst mfg mgmt blvd rd hwy pkwy sq bldg apt ft mt mts pt jct rte twp jr sr esq phd md dds
    ret eds trans cf viz ibid op cit et etc tel fax dist ref refs avg misc temp incl excl esp orig
    oz lb lbs yd mi km kg cm mm hr hrs secs mph qt bn mn
    """
)
"""May stand inside a sentence with a capital or a number after them."""

STARTERS = _words(
    """
    A After All Also Although Among An And Another Any As At Because Before Both But By Despite
    During Each Earlier Even Every For From Further He Her Here His How However I If In Instead Is
    It Its Just Last Later Many Meanwhile More Most Much My Nearly Neither Nevertheless Next No None
    Nor Not Now Of On Once One Only Or Other Others Our Over Perhaps Several She Similarly Since So
    Some Soon Still Such Than That The Their Them Then There Therefore These They This Those Though
    Three Through Thus To Today Tomorrow Two Under Unless Until We What When Where Are Can Could Did
    Does Had Has Have Is Should Was Were Would Whether Which While Who Whose Why With Within Without
    Yes Yesterday Yet You Your He’s He'd He’d He'll He’ll He's I’m I'm I’ve I've I’d I'd I’ll I'll
    It’s It's She’s She's That’s That's There’s There's They’re They're They’ve They've We’re We're
    We’ve We've What’s What's You’re You're Don’t Don't Let’s Let's
    """
)
"""Function words that open a sentence and are hardly ever part of a name."""

SPEECH = _words(
    """
    said says asked asks added told tells wrote writes replied replies continued explained argued
    insisted warned recalled noted declared answered shouted joked wondered tweeted remarked
    responded exclaimed demanded mused quipped cried yelled concluded observed commented
    """
)
"""Verbs that join a quotation to who spoke it."""

EXCLAIMING_BRANDS = frozenset({"yahoo", "jeopardy", "joomla", "yum", "wham"})
"""Names written with an exclamation mark."""


def is_abbreviation(token: str, following: str) -> bool:
    """Whether ``token`` with a full stop may go on with the word ``following``."""
    low = token.lower()
    if low in ABBREVIATIONS:
        return True
    if low in CAPITALISED and token[:1].isupper():
        return True
    return low in BEFORE_NUMBERS and (token[:1].isupper() or following[:1].isdigit())
