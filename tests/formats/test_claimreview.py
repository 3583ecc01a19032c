"""ClaimReview: a review a claim, true to what is known, safe inside a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.errors import WrongUse
from diptych.store import Library


def reviews(path: Path) -> list[dict[str, Any]]:
    """The reviews of an export."""
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = found["@graph"]
    return graph


def test_every_claim_has_a_review(library: Library, tmp_path: Path) -> None:
    """Claims go out with quote, speaker, report, note, person and dates; nobody has rated them."""
    report = formats.export(library, "claimreview", tmp_path / "out.json", allow_loss=True)
    found = {one["claimReviewed"]: one for one in reviews(tmp_path / "out.json")}
    assert set(found) == {
        "Talks free 33 hostages, she said.", "Other outlet says 34 hostages go free.", "=1+1 is a sentence too.",
        "33 hostages", "33",
    }  # fmt: skip
    said = found["Talks free 33 hostages, she said."]
    assert said["@type"] == "ClaimReview" and said["reviewRating"]["alternateName"] == "not rated"
    assert said["reviewBody"] == "=HYPERLINK(1)\n“two” lines" and said["author"]["name"] == "ann"
    assert said["itemReviewed"]["author"] == {"@type": "Person", "name": "she"}
    assert said["itemReviewed"]["datePublished"] == "2025-01-13"
    assert said["itemReviewed"]["appearance"][0]["publisher"]["name"] == "JI"
    other = found["=1+1 is a sentence too."]["itemReviewed"]["appearance"][0]
    assert other["url"] == "https://example.org/2" and "author" not in other
    assert found["33"]["keywords"] == ["number"]
    lost = {loss.kind: loss.count for loss in report.loss.grave}
    assert lost == {
        "not_a_claim": 2, "discontinuous": 1, "certainty": 1, "attribution_span": 1, "cross_link": 1, "relation": 1,
        "link_note": 1,
    }  # fmt: skip


def test_the_same_claim_elsewhere_is_an_appearance(library: Library, tmp_path: Path) -> None:
    """A link "same" names the other claim and adds its report to where the claim appeared; it is not lost."""
    claims = [one for one in library.annotations.each() if one.label == "claim" and one.annotator == "ann"]
    first, second = sorted(claims, key=lambda one: one.article)
    library.links.add(first.id, second.id, "same")
    report = formats.export(library, "claimreview", tmp_path / "out.json", allow_loss=True)
    assert report.loss.count("cross_link") == 1
    said = next(one for one in reviews(tmp_path / "out.json") if one["claimReviewed"] == first.quote)
    other = next(one for one in reviews(tmp_path / "out.json") if one["claimReviewed"] == second.quote)
    assert said["itemReviewed"]["sameAs"] == [other["itemReviewed"]["@id"]]
    assert [one["publisher"]["name"] for one in said["itemReviewed"]["appearance"]] == ["JI", "CNN"]


def test_it_can_stand_inside_a_page(library: Library, tmp_path: Path) -> None:
    """What a note says cannot end the script element that the review is put into."""
    claim = next(one for one in library.annotations.each() if one.label == "claim")
    library.annotations.edit(claim.id, note="</script><script>alert(1)//\u2028 &amp;")
    formats.export(library, "claimreview", tmp_path / "out.json", allow_loss=True)
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert not set("<>&\u2028") & set(text)
    assert any(
        one.get("reviewBody") == "</script><script>alert(1)//\u2028 &amp;"
        for one in reviews(tmp_path / "out.json")
    )


def test_it_is_not_read(library: Library, tmp_path: Path) -> None:
    """Asking to read it says that diptych only writes it."""
    with pytest.raises(WrongUse, match="does not read"):
        formats.read(library, "claimreview", tmp_path)
