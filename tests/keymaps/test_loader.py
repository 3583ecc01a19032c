"""Loading key maps: what a user's file does, and what is said of its mistakes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.errors import KeymapError
from diptych.keymaps import BUILTIN, COMMANDS, CONTEXTS, Keymap, dump, load
from diptych.keymaps.commands import NEEDED
from diptych.keymaps.keynames import RESERVED


@pytest.fixture
def own(tmp_path: Path):
    """Writes a user's file and loads it."""

    def write(text: str, name: str | None = None) -> Keymap:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return load(path) if name is None else load(name, path)

    return write


def problems(own, text: str) -> list[tuple[int, str]]:
    """(line, message) of each problem of a user's file."""
    with pytest.raises(KeymapError) as caught:
        own(text)
    assert all(problem.where.endswith("mine.toml") for problem in caught.value.problems)
    return [(problem.line, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("name", BUILTIN)
def test_built_in_maps_load_without_a_loss(name: str) -> None:
    """No built-in map silently takes a key of its base, gives a reserved key or leaves a command unbound."""
    keymap = load(name)
    assert keymap.notes == ()
    for context in CONTEXTS:
        for sequence in keymap.bindings(context):
            assert not RESERVED.keys() & set(sequence.split(" "))
    on_purpose = {"unjudged.next", "unjudged.previous"}
    for command in COMMANDS:
        for context in command.contexts:
            if not (context == "link" and command.name in on_purpose):
                assert keymap.keys_for(command.name, context), (context, command.name)


@pytest.mark.parametrize("name", BUILTIN)
def test_a_dumped_map_loads_back_equal(name: str, own) -> None:
    """What `diptych keys --dump` prints is a valid map with the same keys."""
    keymap = load(name)
    assert own(dump(keymap))[1:4] == keymap[1:4]  # all but its name and notes


def test_the_defaults_are_those_of_the_design() -> None:
    """The key map table of the design, key for key."""
    bindings = load().bindings("reading")
    table = {
        "j": "sentence.next", "down": "sentence.next", "k": "sentence.previous", "space": "claim.toggle",
        "right_curly_bracket": "paragraph.next", "1": "label.1", "9": "label.9", "tab": "pane.next",
        "l": "pane.next", "shift+tab": "pane.previous", "h": "pane.previous", "x": "claim.reject",
        "ctrl+d": "page.down", "ctrl+u": "page.up", "backspace": "annotation.clear", "g g": "article.top",
        "G": "article.bottom", "full_stop": "annotation.repeat", "e": "entity.next", "t": "annotation.note",
        "F": "figure.previous", "a": "annotation.attribute", "m": "match.go", "c": "annotation.certainty",
        "slash": "search.start", "equals_sign": "link.start", "w": "unjudged.next", "v": "span.select",
        "f2": "panel.entities", "f4": "panel.claims", "u": "history.undo", "ctrl+r": "history.redo",
        "s": "scroll.link", "question_mark": "help", "f1": "help", "colon": "palette", "ctrl+p": "palette",
        "q": "quit", "y": "copy.citation", "ctrl+o": "jump.back", "ctrl+y": "jump.forward",
    }  # fmt: skip
    assert {key: bindings.get(key) for key in table} == table


def test_a_users_key_is_taken_from_the_default_that_had_it(own) -> None:
    """The user's key wins, the default command keeps its other keys, and a note says what was lost."""
    keymap = own('[reading]\n"panel.claims" = ["j"]\n')
    assert keymap.bindings("reading")["j"] == "panel.claims"
    assert keymap.keys_for("sentence.next", "reading") == ("↓",)
    assert keymap.notes == ('[reading] "j" is now "panel.claims", no longer "sentence.next".',)


def test_a_users_key_wins_over_a_default_sequence_that_begins_with_it(own) -> None:
    """`g` alone takes `g g` and the other sequences on g away, and the other way round `j j` takes `j`."""
    keymap = own('[reading]\n"match.go" = ["g"]\n"quit" = ["j j"]\n')
    assert keymap.keys_for("article.top", "reading") == ("home",)
    assert "j" not in keymap.bindings("reading")
    assert keymap.bindings("reading")["j j"] == "quit"


def test_an_empty_list_leaves_a_command_without_a_key(own) -> None:
    """[] unbinds, in that context alone."""
    keymap = own('[reading]\n"annotation.certainty" = []\n')
    assert keymap.keys_for("annotation.certainty", "reading") == ()
    assert keymap.keys_for("annotation.certainty", "list") == ("c",)


def test_a_file_names_its_base_and_a_map_asked_for_wins_over_it(own) -> None:
    """`base` counts for a file alone; a key map named on the command line goes first."""
    assert own('base = "vim"\n').counts
    assert own('base = "vim"\n', "default").counts
    assert not own('base = "vim"\n', "emacs").counts
    assert own('[reading]\n"quit" = ["q"]\n', "emacs").keys_for("palette", "reading")[0] == "alt+x"


def test_every_mistake_is_told_at_once_with_its_line(own) -> None:
    """One run names all problems of a file: tables, commands, keys, clashes, starts of sequences, types."""
    text = """# mine
base = "vmi"
colour = 3

[reading]
"sentence.nxt" = ["j"]
'quit' = [ # how to go
  "ctrl+banana",
  # "x",
  "ctrl+c",
]
"match.go" = "J"
"figure.next" = ["J"]
"article.top" = ["g g"]
"panel.claims" = ["g"]
"help" = [3]
"list.next" = ["j"]
match.next = ["M"]

[raeding]
"quit" = ["q"]

[dialogue]
"dialogue.accept" = ["s"]
"""
    found = problems(own, text)
    expected = [
        (2, 'no key map "vmi"; did you mean "vim"?'),
        (3, 'unknown option "colour"'),
        (6, 'unknown command "sentence.nxt"; did you mean "sentence.next"?'),
        (7, '"quit" is left without a key in [reading]'),
        (8, '"banana" is no key'),
        (10, '"ctrl+c" cannot be given away'),
        (13, '"J" has two commands in [reading]: "match.go" (line 12) and "figure.next"'),
        (15, '"g" is how "g g" begins'),
        (16, '"help": 3 is no key'),
        (16, '"help" is left without a key'),
        (17, '"list.next" is no command of [reading]; it belongs to [list]'),
        (18, 'put the command\'s name in quotes, as in "match.next"'),
        (20, 'unknown table [raeding]; did you mean "reading"?'),
        (24, '"s" is text where text is typed'),
    ]
    assert [line for line, _ in found] == [line for line, _ in expected]
    for (_, message), (_, part) in zip(found, expected, strict=True):
        assert part in message


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ('[reading]\n"quit" = ["q"\n', 2, "no valid TOML"),
        ("\n\nreading = 3\n", 3, "write [reading]"),
        ('"quit" = ["q"]\n', 1, "put it under [reading]"),
        ("counts = 1\n", 1, "true or false"),
        ('label_prefix = "semi"\n', 1, "label_prefix"),
        ('label_prefix = "ctrl+s"\n', 1, "cannot be given away"),
        ("[reading]\nquit = 3\n", 2, "takes a list of keys"),
        ('[reading]\n"quit" = [""]\n', 2, "write [] to leave"),
        ('[reading]\n"quit" = ["x escape"]\n', 2, "escape clears"),
        ('base = "vim"\n[reading]\n"label.1" = ["1"]\n', 3, '"1" is a count'),
        ('counts = true\n[list]\n"list.open" = ["2 j"]\n', 3, '"2 j" is a count'),
        ('base = "vim"\n[reading]\n"quit" = [";"]\n', 3, "label prefix"),
        ('[reading]\n"quit" = []\n', 2, '"quit" is left without a key'),
        ('[reading]\n\n"match.go" = ["?", "f1"]\n', 3, '"help" is left without a key'),
        ('[list]\n"screen.back" = []\n', 2, '"screen.back" is left without a key in [list]'),
    ],
)
def test_a_single_mistake_is_placed_on_its_line(own, text: str, line: int, part: str) -> None:
    """Each sort of mistake names the line that made it."""
    found = problems(own, text)
    assert (line, True) in [(at, part in message) for at, message in found], found


def test_a_mistake_in_grammar_still_names_file_and_line(own) -> None:
    """Broken TOML is one problem with file, line and column."""
    assert problems(own, '[reading]\n"quit" = [q]\n') == [(2, "no valid TOML: Invalid value (column 11).")]


def test_a_missing_map_or_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    """An unknown name, a missing file, a folder and a file that is no text each give one clear problem."""
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"# fine\n\xff\xfe")
    for what, part in (
        ("vmi", 'did you mean "vim"?'),
        (tmp_path / "none.toml", "no such file"),
        (tmp_path, "a folder"),
        (binary, "no UTF-8"),
    ):
        with pytest.raises(KeymapError) as caught:
            load(what)
        assert part in str(caught.value) and len(caught.value.problems) == 1
    assert caught.value.problems[0].line == 2


def test_a_byte_order_mark_and_crlf_change_nothing(tmp_path: Path) -> None:
    """A file from Windows loads, and its lines are counted right."""
    path = tmp_path / "windows.toml"
    path.write_bytes(b'\xef\xbb\xbf[reading]\r\n"panel.claims" = [\r\n "j",\r\n "ctrl+c"]\r\n')
    with pytest.raises(KeymapError) as caught:
        load(path)
    assert [problem.line for problem in caught.value.problems] == [4]


def test_labels_get_their_letters_where_digits_are_counts() -> None:
    """With a prefix, letters of the scheme give labels; a map without one stays as it is."""
    letters = {"q": "label.1", "e": "label.2"}
    vim = load("vim").with_letters(letters)
    assert vim.bindings("reading")["semicolon q"] == "label.1"
    assert vim.keys_for("label.2", "span") == ("; e", "; 2")
    default = load()
    assert default.with_letters(letters) is default


NAMES = st.sampled_from([*(command.name for command in COMMANDS[::6]), "no.such"])
KEYS = st.sampled_from(
    ["j", "g", "g g", "g x", "?", "F1", "ctrl+c", "q", "escape", "1", "; q", "banana", "", "\x1b"]
)


@given(
    st.dictionaries(
        st.sampled_from([*CONTEXTS, "nowhere"]),
        st.dictionaries(NAMES, st.lists(KEYS, max_size=3), max_size=5),
    ),
    st.sampled_from([*BUILTIN, "vmi", None]),
    st.sampled_from(["", "counts = true\n", 'label_prefix = "g"\n']),
)
@settings(max_examples=60, deadline=None)
def test_any_file_gives_a_sound_map_or_its_mistakes(tables, base: str | None, options: str) -> None:
    """A map that loads has one command for each key, no key that begins another, ways out, and dumps to itself."""
    text = (f"base = {json.dumps(base)}\n" if base else "") + options
    for context, table in tables.items():
        text += f"[{context}]\n"
        text += "".join(f"{json.dumps(name)} = {json.dumps(keys)}\n" for name, keys in table.items())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.toml"
        path.write_text(text, encoding="utf-8")
        try:
            keymap = load(path)
        except KeymapError as error:
            assert all(problem.where == str(path) and problem.line >= 0 for problem in error.problems)
            return
        for context in CONTEXTS:
            sequences = [s for command in keymap.keys[context].values() for s in command]
            assert len(sequences) == len(set(sequences))
            assert not any(a != b and b.startswith(a + " ") for a in sequences for b in sequences)
        assert all(keymap.keys_for(command, context) for context, command in NEEDED)
        path.write_text(dump(keymap), encoding="utf-8")
        assert load(path)[1:4] == keymap[1:4]


def test_checking_a_map_loads_no_screen() -> None:
    """Neither keymaps nor schemes nor seeds bring in Textual, Rich or click."""
    code = (
        "import sys, diptych.keymaps, diptych.schemes, diptych.seeds as s\n"
        "diptych.keymaps.load('vim'); diptych.schemes.load(); s.stories()\n"
        "print([n for n in ('textual', 'rich', 'click', 'spacy', 'sqlite_utils') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_question_ends_in_one_mark(tmp_path: Path) -> None:
    """A mistake with a proposal ends in “?”, one without in “.”; never in both."""
    path = tmp_path / "mine.toml"
    path.write_text('[reading]\n"sentence.nxt" = ["j"]\n"zzzz" = ["j"]\n[lisst]\nx = 1\n', encoding="utf-8")
    with pytest.raises(KeymapError) as caught:
        load(str(path))
    said = str(caught.value)
    assert '"sentence.next"?' in said
    assert "?." not in said
    assert 'unknown command "zzzz".' in said
