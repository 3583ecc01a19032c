"""Which report is which: the rules one by one, and what holds whatever the reports are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.store.pairing import Outline, paired


def outline(location: str, id: int = 1, uuid: str = "", source: str = "", sha256: str = "s") -> Outline:
    """A report of which only this matters."""
    return Outline(id, uuid or f"uuid of {location} {id}", sha256, "Title", source, "", None, location)


def same(one: Outline, two: Outline) -> bool:
    """Whether the two are one report, asked both ways."""
    there, back = paired([one], [two]).ids, paired([two], [one]).ids
    assert bool(there) == bool(back)
    return bool(there)


def test_the_uuid_says_it_wherever_it_lies() -> None:
    """Also under another title; never with another text."""
    one = outline("/a/1.txt", uuid="u")
    assert same(one, replace(one, location="https://x.example", title="Other"))
    other = replace(one, sha256="t")
    assert paired([one], [other]).ids == {}
    assert paired([one], [other]).other_texts == [(one, other)]


def test_a_page_is_itself_only_at_its_address() -> None:
    """Whatever else is the same; a file is no page."""
    page = outline("https://a.example/talks/1.html")
    assert same(page, replace(page, uuid="v", title="Corrected title"))
    assert not same(page, outline("https://b.example/talks/1.html", 2))
    assert not same(page, outline("/talks/1.html", 2))


def test_a_file_is_itself_in_another_home() -> None:
    """By name and folder, also of Windows; by the name alone where the source is named; never with another source."""
    one = outline("/home/ann/talks/1.txt")
    assert same(one, outline("/Users/bob/talks/1.txt"))
    assert same(one, outline(r"C:\Users\bob\talks\1.txt"))
    assert not same(one, outline("/home/bob/Downloads/1.txt"))
    assert not same(one, outline("/home/bob/talks/2.txt"))
    named = outline("/home/ann/talks/1.txt", source="Courier")
    assert same(named, outline("/home/bob/Downloads/1.txt", source="Courier"))
    assert not same(named, outline("/home/bob/talks/1.txt", source="Ledger"))


def test_a_stream_is_itself_only_if_there_is_one() -> None:
    """Two streams of one text on either side may be any of each other."""
    one, two = outline("", 1, "a"), outline("", 2, "b")
    assert same(one, two)
    assert paired([one], [two, outline("", 3, "c")]).ids == {}


def test_what_could_be_either_stays_apart_unless_a_folder_tells() -> None:
    """The longest common end of the paths decides between files of one name and folder."""
    ours = [outline("/ann/courier/x/1.txt", 1), outline("/ann/ledger/x/1.txt", 2)]
    theirs = [outline("/bob/ledger/x/1.txt", 7), outline("/bob/courier/x/1.txt", 8)]
    assert paired(ours, theirs).ids == {7: 2, 8: 1}
    undecided = paired(ours, [outline("/bob/herald/x/1.txt", 9)])
    assert undecided.ids == {} and [there.id for _, there in undecided.apart] == [9]


PLACES = ["", "/a/x/1.txt", "/b/x/1.txt", "/a/y/1.txt", "/c/a/x/1.txt", "/d/2.txt", "https://a.example/1"]
drawn = st.builds(
    Outline,
    st.just(0),
    st.sampled_from("pqrstuvw"),
    st.sampled_from("st"),
    st.sampled_from(["Title", "Other"]),
    st.sampled_from(["", "Courier", "Ledger"]),
    st.just(""),
    st.none(),
    st.sampled_from(PLACES),
)
libraries = st.lists(drawn, max_size=7, unique_by=lambda one: one.uuid).map(
    lambda reports: [replace(one, id=number) for number, one in enumerate(reports)]
)


@given(libraries, libraries, st.booleans())
@settings(max_examples=400, deadline=None)
def test_pairs_are_one_to_one_of_equal_text_and_the_same_either_way(
    ours: list[Outline], theirs: list[Outline], same_text: bool
) -> None:
    """And after all that has no pair was taken over, the next merge pairs everything, the old pairs as before."""
    found = paired(ours, theirs, same_text=same_text)
    assert len(set(found.ids.values())) == len(found.ids)
    assert all(theirs[there].sha256 == ours[here].sha256 for there, here in found.ids.items())
    back = paired(theirs, ours, same_text=same_text)
    assert back.ids == {here: there for there, here in found.ids.items()}
    conflicting = {there.id for _, there in found.other_texts}
    after, number = list(ours), len(ours)
    wanted = dict(found.ids)
    for one in theirs:
        if one.id not in found.ids and one.id not in conflicting:
            after.append(replace(one, id=number))
            wanted[one.id] = number
            number += 1
    assert paired(after, theirs, same_text=same_text).ids == wanted
