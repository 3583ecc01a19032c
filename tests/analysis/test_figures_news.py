"""Figures in whole sentences as news writes them, labelled before the grammar had seen them."""

from __future__ import annotations

import pytest

from diptych.analysis.figures import figures

Wanted = tuple[object, ...]

# sentence, then for each figure: text, kind, value, and where they matter unit, noun counted, upper value
SENTENCES: tuple[tuple[str, tuple[Wanted, ...]], ...] = (
    (
        "At least 14 people, including three children, were killed when a bus plunged into a ravine on Tuesday night.",
        (
            ("14", "cardinal", 14, None, "people"),
            ("three", "cardinal", 3, None, "children"),
            ("Tuesday night", "date", None),
        ),
    ),
    (
        "The bank reported a second-quarter profit of $2.45 billion, up 12.5 percent from a year earlier.",
        (
            ("second", "ordinal", 2, None, "quarter"),
            ("$2.45 billion", "money", 2450000000, "USD"),
            ("12.5 percent", "percent", 12.5, "%"),
            ("a year", "duration", "P1Y"),
        ),
    ),
    (
        "Between 40 and 50 firefighters tackled the blaze, which broke out at 3:15 a.m. on the 12th floor.",
        (
            ("Between 40 and 50", "range", 40, None, "firefighters", 50),
            ("3:15 a.m.", "time", "03:15"),
            ("12th", "ordinal", 12, None, "floor"),
        ),
    ),
    (
        "Police said a 23-year-old man and two women, aged 19 and 31, had been arrested.",
        (
            ("23-year-old", "duration", "P23Y"),
            ("two", "cardinal", 2, None, "women"),
            ("19", "cardinal", 19),
            ("31", "cardinal", 31),
        ),
    ),
    (
        "The magnitude 7.2 earthquake struck at 0612 GMT, 33 km (20 miles) north of the capital.",
        (
            ("7.2", "cardinal", 7.2),
            ("0612", "time", "06:12"),
            ("33 km", "quantity", 33, "km"),
            ("20 miles", "quantity", 20, "mi"),
        ),
    ),
    (
        "Lawmakers voted 217-213 to pass the bill, which would cut spending by nearly $900 billion over 10 years.",
        (("$900 billion", "money", 900000000000, "USD"), ("10 years", "duration", "P10Y")),
    ),
    (
        "One in four adults, or 52 million people, has no savings, a survey of 1,003 households found.",
        (
            ("One in four", "ratio", 0.25, None, "adults"),
            ("52 million", "cardinal", 52000000, None, "people"),
            ("1,003", "cardinal", 1003, None, "households"),
        ),
    ),
    (
        "Two of the five Israeli soldiers wounded in the attack were in serious condition.",
        (("Two", "cardinal", 2, None, "soldiers"), ("five", "cardinal", 5, None, "soldiers")),
    ),
    (
        "The company will close 120 of its 1,450 stores and cut more than 6,000 jobs by the end of 2026.",
        (
            ("120", "cardinal", 120, None, "stores"),
            ("1,450", "cardinal", 1450, None, "stores"),
            ("6,000", "cardinal", 6000, None, "jobs"),
            ("2026", "date", "2026"),
        ),
    ),
    (
        "Dozens of protesters gathered outside No. 10 Downing Street, where a six-hour meeting was under way.",
        (("Dozens", "cardinal", None, None, "protesters"), ("six-hour", "duration", "PT6H")),
    ),
    (
        "Oil fell 1.8% to $71.20 a barrel, its lowest since March 2021.",
        (("1.8%", "percent", 1.8, "%"), ("$71.20", "money", 71.2, "USD"), ("March 2021", "date", "2021-03")),
    ),
    (
        "The F-16 crashed near Route 12 about 9 p.m. local time; both pilots of the 388th Fighter Wing survived.",
        (("9 p.m.", "time", "21:00"), ("388th", "ordinal", 388, None)),
    ),
    (
        "A third of the country's 2.4 million refugees arrived in the late 1990s.",
        (
            ("A third", "ratio", 1 / 3),
            ("2.4 million", "cardinal", 2400000, None, "refugees"),
            ("the late 1990s", "date", "199X"),
        ),
    ),
    (
        "He was sentenced to two and a half years in prison and fined €15,000.",
        (("two and a half years", "duration", "P2.5Y"), ("€15,000", "money", 15000, "EUR")),
    ),
    (
        "Temperatures reached 41.5 degrees Celsius (106.7 F) on Sunday, the hottest day in half a century.",
        (
            ("41.5 degrees Celsius", "quantity", 41.5, "°C"),
            ("106.7 F", "quantity", 106.7, "°F"),
            ("Sunday", "date", None),
            ("half a century", "duration", "P50Y"),
        ),
    ),
    (
        "About 20,000 to 30,000 tonnes of wheat is stuck in three ports.",
        (
            ("20,000 to 30,000 tonnes", "range", 20000, "t", "wheat", 30000),
            ("three", "cardinal", 3, None, "ports"),
        ),
    ),
    (
        "The ceasefire's 42-day first phase would see 33 hostages freed in return for hundreds of prisoners.",
        (
            ("42-day", "duration", "P42D"),
            ("first", "ordinal", 1, None, "phase"),
            ("33", "cardinal", 33, None, "hostages"),
            ("hundreds", "cardinal", None, None, "prisoners"),
        ),
    ),
    (
        "Sixty-two per cent of voters backed the plan, compared with fifty-eight per cent last month.",
        (
            ("Sixty-two per cent", "percent", 62, "%", "voters"),
            ("fifty-eight per cent", "percent", 58, "%"),
            ("last month", "date", None),
        ),
    ),
    (
        "The 6-foot-4 forward scored 31 points in a 104-98 win over the Knicks.",
        (("6-foot-4", "quantity", 76 / 12, "ft"), ("31", "cardinal", 31, None, "points")),
    ),
    (
        "Some 3.5 million barrels a day pass through the strait, which is 21 nautical miles wide.",
        (("3.5 million barrels", "quantity", 3500000, "bbl"), ("21 nautical miles", "quantity", 21, "nmi")),
    ),
    (
        "The 2008 crisis wiped out tens of billions of dollars; this one could cost ten times more.",
        (
            ("2008", "date", "2008"),
            ("tens of billions of dollars", "money", None, "USD"),
            ("ten", "cardinal", 10),
        ),
    ),
    (
        "Twelve jurors and six alternates were picked on the first day of the trial of the 53-year-old senator.",
        (
            ("Twelve", "cardinal", 12, None, "jurors"),
            ("six", "cardinal", 6, None, "alternates"),
            ("first", "ordinal", 1, None, "day"),
            ("53-year-old", "duration", "P53Y"),
        ),
    ),
    (
        "The minister, one of the sources said, resigned on Sept. 30, 2022, a day after COVID-19 rules were lifted.",
        (("Sept. 30, 2022", "date", "2022-09-30"), ("a day", "duration", "P1D")),
    ),
    (
        "Profit was 1.2bn pounds, or 14.3 pence a share, against £980m in 2022-23.",
        (
            ("1.2bn pounds", "money", 1200000000, "GBP"),
            ("14.3 pence", "money", 0.143, "GBP"),
            ("£980m", "money", 980000000, "GBP"),
            ("2022-23", "range", "2022", None, None, "2023"),
        ),
    ),
    (
        "Rebels freed 11 of 13 captured police officers after 48 hours of talks.",
        (
            ("11", "cardinal", 11, None, "officers"),
            ("13", "cardinal", 13, None, "officers"),
            ("48 hours", "duration", "PT48H"),
        ),
    ),
    (
        "She won 53.4% of the vote, a margin of 6.8 percentage points, in the Nov. 5 election.",
        (
            ("53.4%", "percent", 53.4, "%"),
            ("6.8 percentage points", "percent", 6.8, "pp"),
            ("Nov. 5", "date", "--11-05"),
        ),
    ),
    (
        "Flooding has displaced an estimated 250,000 residents in eight of the country's 14 provinces since June 3.",
        (
            ("250,000", "cardinal", 250000, None, "residents"),
            ("eight", "cardinal", 8, None, "provinces"),
            ("14", "cardinal", 14, None, "provinces"),
            ("June 3", "date", "--06-03"),
        ),
    ),
    (
        "The court's 6-3 ruling on Thursday overturned a 50-year-old precedent.",
        (("Thursday", "date", None), ("50-year-old", "duration", "P50Y")),
    ),
    (
        "Smith, 34, scored twice in the first 20 minutes and was substituted in the 70th.",
        (
            ("34", "cardinal", 34),
            ("first", "ordinal", 1),
            ("20 minutes", "duration", "PT20M"),
            ("70th", "ordinal", 70),
        ),
    ),
    (
        "Inflation eased to 2.9 per cent in the 12 months to January, the statistics office said yesterday.",
        (
            ("2.9 per cent", "percent", 2.9, "%"),
            ("12 months", "duration", "P12M"),
            ("January", "date", "--01"),
            ("yesterday", "date", None),
        ),
    ),
    (
        "Firefighters rescued 17 more people from the 11-story building, Mayor Ruiz told Channel 4.",
        (("17", "cardinal", 17, None, "people"), ("11", "cardinal", 11, None, "story")),
    ),
    (
        "The $40 million-a-year contract runs through 2029 and includes a $10 million signing bonus.",
        (
            ("$40 million", "money", 40000000, "USD"),
            ("2029", "date", "2029"),
            ("$10 million", "money", 10000000, "USD"),
        ),
    ),
    (
        "Hundreds of thousands of people marched on Saturday, the third such protest in as many weeks.",
        (
            ("Hundreds of thousands", "cardinal", None, None, "people"),
            ("Saturday", "date", None),
            ("third", "ordinal", 3),
        ),
    ),
    (
        "The spacecraft, launched on 14 July 2023, is 384,000 kilometres away and weighs 1.75 tonnes.",
        (
            ("14 July 2023", "date", "2023-07-14"),
            ("384,000 kilometres", "quantity", 384000, "km"),
            ("1.75 tonnes", "quantity", 1.75, "t"),
        ),
    ),
    (
        "Four men in their 30s were charged with stealing 200 kilograms of gold worth more than $12 million.",
        (
            ("Four", "cardinal", 4, None, "men"),
            ("200 kilograms", "quantity", 200, "kg", "gold"),
            ("$12 million", "money", 12000000, "USD"),
        ),
    ),
    (
        "Only one hospital is still working, and doctors there said they had treated 90 wounded civilians in 24 hours.",
        (
            ("one", "cardinal", 1, None, "hospital"),
            ("90", "cardinal", 90, None, "civilians"),
            ("24 hours", "duration", "PT24H"),
        ),
    ),
    (
        "Turnout was between 45 and 50 percent, down from 61 percent in 2019, with 98 percent of ballots counted.",
        (
            ("between 45 and 50 percent", "range", 45, "%", None, 50),
            ("61 percent", "percent", 61, "%"),
            ("2019", "date", "2019"),
            ("98 percent", "percent", 98, "%", "ballots"),
        ),
    ),
    (
        "The storm, with winds of up to 130 mph, is expected to dump 10 to 15 inches of rain by late Wednesday.",
        (
            ("130 mph", "quantity", 130, "mph"),
            ("10 to 15 inches", "range", 10, "in", "rain", 15),
            ("Wednesday", "date", None),
        ),
    ),
    (
        "Three in five respondents said they would pay 5p more for a pint; two-thirds said prices were too high.",
        (
            ("Three in five", "ratio", 0.6, None, "respondents"),
            ("5p", "money", 0.05, "GBP"),
            ("two-thirds", "ratio", 2 / 3),
        ),
    ),
    (
        "The 27-nation bloc will meet on Oct. 17-18 to discuss a 35-billion-euro loan.",
        (
            ("27", "cardinal", 27, None, "nation"),
            ("Oct. 17-18", "range", "--10-17", None, None, "--10-18"),
            ("35-billion-euro", "money", 35000000000, "EUR"),
        ),
    ),
    (
        "More than two dozen senators, half of them Republicans, signed the letter within 48 hours.",
        (
            ("two dozen", "cardinal", 24, None, "senators"),
            ("half", "ratio", 0.5),
            ("48 hours", "duration", "PT48H"),
        ),
    ),
    (
        "He has spent nearly five months in a 2-by-3-metre cell and lost 18 kg, he wrote in a seven-page letter.",
        (
            ("five months", "duration", "P5M"),
            ("2", "cardinal", 2),
            ("3-metre", "quantity", 3, "m"),
            ("18 kg", "quantity", 18, "kg"),
            ("seven", "cardinal", 7, None, "page"),
        ),
    ),
    (
        "Call 0800 555 111 or visit www.example.org/help2 before 5pm; quote case number 4417.",
        (("5pm", "time", "17:00"),),
    ),
    (
        "The 1,500-metre final drew 60,000 fans, four times as many as a decade ago.",
        (
            ("1,500-metre", "quantity", 1500, "m"),
            ("60,000", "cardinal", 60000, None, "fans"),
            ("four", "cardinal", 4),
            ("a decade ago", "duration", "P10Y"),
        ),
    ),
)


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES, ids=[sentence[:30] for sentence, _ in SENTENCES])
def test_sentence_gives_these_figures_and_no_others(sentence: str, wanted: tuple[Wanted, ...]) -> None:
    """Every figure of the sentence is read with its span, kind, value, unit and noun, and nothing else is."""
    found = figures(sentence)
    assert [figure.text for figure in found] == [item[0] for item in wanted]
    for figure, item in zip(found, wanted, strict=True):
        _, kind, value, *rest = item
        assert figure.kind == kind
        assert figure.value == (pytest.approx(value) if isinstance(value, float) else value)
        if rest:
            assert figure.unit == rest[0]
        if len(rest) > 1 and rest[1]:
            assert figure.of == rest[1]
        if len(rest) > 2:
            assert figure.upper == rest[2]
