"""A website's leftovers, each rule beside a sentence of news that starts alike."""

from __future__ import annotations

import time

import pytest

from diptych.articles.leftovers import heads_links, is_leftover


@pytest.mark.parametrize(
    ("leftover", "news"),
    [
        ("Read the full article here", "Read the full article and you will see no such claim, he said."),
        ("Read more: Five things to know", "Read more books, the minister urged students."),
        ("See also: Markets fall", "See also how the two sides differ on the border."),
        ("This is a breaking story and will be updated.", "This is a breaking point for the coalition."),
        ("This is a developing story.", "This is a developing country."),
        (
            "This article was originally published in The Post.",
            "This article of the treaty was never ratified.",
        ),
        ("This story has been updated with a comment.", "This story has two sides."),
        ("Sign up for our daily newsletter", "Sign language was used at the trial."),
        ("Subscribe", "Subscribers fell by a third."),
        ("Share this article", "Share prices fell by 3 percent."),
        ("Advertisement", "Advertisements worth $2 million were pulled."),
        ("ADVERTISEMENT - CONTINUE READING BELOW", "Advertising spend rose."),
        ("Story continues below advertisement", "Story after story contradicted him."),
        ("Follow us on Twitter and Facebook", "Follow the money, he said."),
        ("Follow Ann Lee on Twitter at www.twitter.com/annlee.", "Follow-up talks begin on Monday."),
        ("© 2023 The Harbour Post. All rights reserved.", "© marks were missing " + "and missing " * 30),
        ("Copyright 2023 The Associated Press. All rights reserved.", "Copyright law is a century old."),
        ("Related: More on the talks", "Related charges were dropped in May."),
        (
            "Reporting by Ann Lee in Cairo; Editing by Bo Ek",
            "Reporting from the strip has become impossible.",
        ),
        ("(Reporting by Ann Lee; editing by Bo Ek)", "(Reporting restrictions were lifted.)"),
        ("The Associated Press contributed to this report.", "The Qataris contributed to this success."),
        ("Ann Lee and Bo Ek contributed reporting.", "Ann Lee contributed $500."),
        ("Get the latest news delivered to your inbox", "Get the hostages out first, she said."),
        ("Download our app", "Download speeds doubled."),
        ("Comments", "Comments by the minister angered both sides."),
        ("Most read", "Most voters said no."),
        ("Tags: Gaza, talks", "Tags on the boxes named a firm in Malta."),
        ("Lusa/Fim", "Lusa reported the talks first."),
        ("RJP // JH", "The path /tmp//x was named."),
        ("Leia também", "Leia was the first to leave."),
        ("* * *", "* The first point of the plan"),
        ("___", "-5 degrees were measured."),
        ("More stories", "More people died on Friday."),
        ("Click here to donate", "Click fraud costs millions."),
        ("Log in", "Log books were seized."),
        ("Skip to main content", "Skip Bayless said so."),
        ("We use cookies to improve your visit.", "We use what we have."),
        ("Print", "Print sales fell."),
        ("This story is developing and will be updated.", "This story is old."),
        ("Subscribe to The Dispatch for $1 a month.", "Subscribe to that view and you lose, he said."),
        ("Ann Lee covers ports. Follow her on social media.", "Ann Lee said: Follow the money."),
        ("Watch: the envoy speaks", "Watch: he will say more people came."),
        ("Listen", "Listen, he said."),
    ],
)
def test_each_leftover_and_its_lookalike(leftover: str, news: str) -> None:
    """The leftover is known, the sentence of news that starts with the same word is not taken for one."""
    assert is_leftover(leftover)
    assert not is_leftover(news)


def test_headings_of_link_lists() -> None:
    """ "Related:" heads a list of links, "Related charges" does not."""
    assert heads_links("Related:")
    assert heads_links("More from The Post")
    assert not heads_links("Related charges were dropped")


@pytest.mark.parametrize(
    "piece",
    [
        "sign up a ",
        "get the a ",
        "read more: ",
        "a b contributed ",
        "- ",
        "_",
        "( ",
        "follow us a ",
        "copyright 2 ",
        "//A ",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Lines built to make an expression try everything are settled at once, at any length."""
    started = time.perf_counter()
    for length in (200, 319, 1_000_000):
        line = (piece * (length // len(piece) + 1))[:length].strip() + "!?"
        is_leftover(line)
    assert time.perf_counter() - started < 0.5
