"""Label schemes: the built-in ones, the mistakes of a user's file, and growing without a change of meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych import schemes
from diptych.errors import SchemeError
from diptych.keymaps import load as load_keymap
from diptych.schemes import Label, Scheme

SMALL = """name = "mine"
title = "Mine"

[[label]]
name = "yes"
title = "Yes"
key = "1"
letter = "y"
colour = "green"

[[label]]
name = "no"
title = "No"
key = "2"
kind = "not_claim"
"""


@pytest.mark.parametrize("name", schemes.builtin())
def test_built_in_schemes_are_complete(name: str) -> None:
    """Each label has a sign of its own, a colour, a description and a guideline with a case against it."""
    scheme = schemes.load(name)
    assert scheme.name == name and scheme.guideline and scheme.relations and scheme.certainties
    assert scheme.default in scheme.labels
    assert len({label.sign for label in scheme.labels}) == len(scheme.labels)
    for label in scheme.labels:
        assert re.fullmatch("#[0-9a-f]{6}", label.colour) and label.description.endswith(".")
        words = " ".join(label.guideline.split())
        assert words.count('"') >= 2 and re.search(r"\b[Nn]o(t|r)? |all the same", words), label.name
    assert scheme.reject is not None
    assert len({label.colour for label in scheme.labels}) == len(scheme.labels)


def test_the_default_scheme_is_the_one_of_the_design() -> None:
    """`claims`: one label a sentence, a plain claim by default, nine types of claim on digits, and a rejection."""
    scheme = schemes.load()
    assert scheme.name == "claims" and not scheme.multiple
    assert scheme.default.name == "claim" and scheme.default.key == ""
    types = [scheme.label_at(number) for number in range(1, 10)]
    assert all(label and label.kind == "claim" for label in types)
    assert scheme.reject is scheme.label("not_a_claim")
    assert [relation.name for relation in scheme.relations] == [
        "same", "contradicts", "differs_in_figure", "updates", "supports"
    ]  # fmt: skip


@pytest.mark.parametrize("name", schemes.builtin())
def test_letters_of_a_scheme_fit_the_vim_map(name: str) -> None:
    """Each label on a digit has a letter, and that letter gives it where digits are counts."""
    scheme = schemes.load(name)
    assert len(scheme.letters) == sum(bool(label.key) for label in scheme.labels)
    bindings = load_keymap("vim").with_letters(scheme.letters).bindings("reading")
    for letter, command in scheme.letters.items():
        assert bindings[f"semicolon {letter}"] == command


def test_the_text_of_a_scheme_is_kept_and_reads_back_equal() -> None:
    """What the library stores is enough to have the scheme again."""
    scheme = schemes.load("attribution")
    assert schemes.parse(scheme.toml, "library") == scheme


def test_a_users_file_may_leave_out_almost_everything(tmp_path: Path) -> None:
    """Name, title and labels are enough; the first label is the default; colour names are resolved."""
    path = tmp_path / "mine.toml"
    path.write_text(SMALL, encoding="utf-8")
    scheme = schemes.load(path)
    assert scheme.default.name == "yes" and scheme.default.colour == "#009e73"
    assert scheme.reject and scheme.reject.sign == "✗"
    assert scheme.letters == {"y": "label.1"} and not scheme.relations
    assert schemes.check(path) == []


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    """One check names all mistakes of a file, in its order."""
    path = tmp_path / "wrong.toml"
    path.write_text(
        '''name = "Wrong Name"
titel = "Wrong"
version = true
default = "yess"
guideline = """
[[label]]
name = "not a label"
"""

[[label]]
name = "yes"
title = "Yes"
key = "y"
colour = "grene"

[[label]]
name = "yes"
title = "Yes again"
key = "1"
letter = "Q"
kind = "clam"

[[label]]
title = "Nameless"
key = "1"
guideline = "a\\u202eb"

[[label]]
name = "not_a_claim"
title = "A title that is far too long for any footer"
colour = "#12345"
letter = "n"

[[relation]]
name = "same"
title = "Same"
symmetric = "yes"

[certainty]
name = "sure"
''',
        encoding="utf-8",
    )
    found = [(problem.line, problem.message) for problem in schemes.check(path)]
    expected = [
        (0, 'the scheme has no "title"'),
        (1, '"Wrong Name" cannot be a name'),
        (2, 'unknown field "titel"; did you mean "title"?'),
        (3, '"version" takes a whole number'),
        (4, 'there is no label "yess"; did you mean "yes"?'),
        (13, '"key" is a digit from 1 to 9, not "y". Letters go into "letter".'),
        (14, 'no colour "grene"; did you mean "green"?'),
        (17, 'name "yes" is taken by another label (line 11)'),
        (20, '"letter" is one lower-case letter, not "Q"'),
        (21, '"kind" is one of claim, not_claim, other, not "clam"; did you mean "claim"?'),
        (23, 'this label has no "name"'),
        (25, 'key "1" is taken by another label (line 19)'),
        (26, "invisible or control character"),
        (28, 'the label "not_a_claim" is of kind = "not_claim"'),
        (30, "a title is one line of at most 40"),
        (31, 'no colour "#12345"'),
        (32, 'a label with a letter needs a "key"'),
        (37, '"symmetric" takes true or false'),
        (39, '"certainty" takes tables: [[certainty]]'),
    ]
    assert [line for line, _ in found] == [line for line, _ in expected], found
    for (_, message), (_, part) in zip(found, expected, strict=True):
        assert part in message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", 'no "name"'),
        ('name = "a"\ntitle = "A"\n', "there is no label"),
        ('name = "a"\ntitle = "A"\nlabel = [3]\n', "[[label]]"),
        ('name = "a"\ntitle = "A"\nlabel = 3\n', "[[label]]"),
        (SMALL + '[[label]]\nname = "n"\ntitle = "N"\nkind = "not_claim"\n', "only one label"),
        ("name = [", "no valid TOML"),
        ("a = " + "[" * 5000, "no valid TOML"),
        (SMALL.replace("title", "version = 0\ntitle", 1), "version counts from 1"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused_in_words(text: str, part: str) -> None:
    """Empty, shapeless and broken files raise SchemeError, never anything else."""
    with pytest.raises(SchemeError) as caught:
        schemes.parse(text, "file")
    assert part in str(caught.value)


@given(st.text(max_size=80), st.sampled_from(["name", "title", "key", "colour", "kind", "letter", "on"]))
def test_any_value_gives_a_scheme_or_a_scheme_error(value: str, field: str) -> None:
    """Whatever stands in a field, reading ends in a scheme or a list of mistakes."""
    quoted = "".join(f"\\U{ord(c):08x}" for c in value if not "\ud800" <= c <= "\udfff")
    text = f'name = "a"\ntitle = "A"\n[[label]]\nname = "b"\ntitle = "B"\n{field} = "{quoted}"\n'
    if field in ("name", "title"):
        text = text.replace(f'{field} = "{field[0] and ("b" if field == "name" else "B")}"\n', "", 1)
    try:
        scheme = schemes.parse(text, "file")
    except SchemeError as error:
        assert error.problems
    else:
        assert scheme.default.sign and len(scheme.default.sign) == 1


def test_an_unknown_scheme_is_told_with_the_nearest() -> None:
    """A mistyped name suggests the right one; a missing file is told as such."""
    with pytest.raises(SchemeError, match='did you mean "claims"'):
        schemes.load("claim")
    with pytest.raises(SchemeError, match="no such file"):
        schemes.load("nowhere/mine.toml")


@pytest.fixture
def old() -> Scheme:
    """The default scheme, as some annotations were made under it."""
    return schemes.load()


def test_a_scheme_that_only_grew_changes_no_meaning(old: Scheme) -> None:
    """A new label, several labels a sentence and other colours are growth."""
    extra = Label("definition", "Definition")
    recoloured = tuple(label._replace(colour="#000000") for label in old.labels)
    new = old._replace(version=2, labels=(*recoloured, extra), multiple=True)
    assert schemes.changes(old, new) == []
    assert schemes.growth(old, new) == [
        'label "definition" is new.',
        "A sentence may now have several labels.",
    ]


def test_every_change_of_meaning_is_told(old: Scheme) -> None:
    """A label gone, renamed, of another kind or place, on another key; guidelines; relations; degrees."""
    labels = list(old.labels[:-1])
    labels[1] = labels[1]._replace(title="Number", key="2", on="words")
    labels[2] = labels[2]._replace(key="1", kind="other")
    labels[3] = labels[3]._replace(guideline="Something else.")
    new = old._replace(
        labels=tuple(labels),
        relations=(old.relations[0]._replace(title="Alike"), *old.relations[2:]),
        certainties=(old.certainties[2], old.certainties[0]),
    )
    told = schemes.changes(old, new)
    assert told == [
        'label "quantity": its title was "Quantity" and is now "Number".',
        'label "quantity": its key was "1" and is now "2".',
        'label "quantity" was for both and is now for words.',
        'label "event": its kind was "claim" and is now "other".',
        'label "event": its key was "2" and is now "1".',
        'label "quotation": its guideline reads differently.',
        'label "not_a_claim" is gone.',
        'relation "same" means something else: "Alike", was "Says the same".',
        'relation "contradicts" is gone.',
        'certainty "likely" is gone.',
        "The degrees of certainty stand in another order.",
    ]
    assert schemes.changes(old._replace(multiple=True), old) != []


def test_another_layout_of_a_guideline_is_no_change(old: Scheme) -> None:
    """Line breaks and spaces do not count."""
    assert schemes.changes(old, old._replace(guideline=" ".join(old.guideline.split()))) == []
