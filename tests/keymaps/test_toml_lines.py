"""Lines of TOML files."""

from __future__ import annotations

import time
import tomllib

from diptych.keymaps.toml_lines import lines_of

SOURCE = '''# [not.a.table]
top = 1 # "quoted" = 2

[one]
"a.b" = ["x", # "y"
  'z',

  "y",
]
text = """
[not.a.table]
top = 3
"""
inline = { deep = 1 }
[[many]]
name = "first ]"
[[many]]
  name = 'second'
[many.sub]
last = [ [1],
 [2] ]
'''


def test_places_have_the_lines_they_stand_on() -> None:
    """Comments, long strings and arrays over several lines confuse nothing."""
    lines = lines_of(SOURCE)
    expected = {
        ("top",): 2, ("one",): 4, ("one", "a.b"): 5, ("one", "a.b", 0): 5, ("one", "a.b", 1): 6,
        ("one", "a.b", 2): 8, ("one", "text"): 10, ("one", "inline", "deep"): 14, ("many", 0): 15,
        ("many", 0, "name"): 16, ("many", 1): 17, ("many", 1, "name"): 18, ("many", 1, "sub", "last"): 20,
    }  # fmt: skip
    assert {place: lines.get(place) for place in expected} == expected


def test_every_key_of_a_file_has_a_line() -> None:
    """No place that tomllib reads is left out."""

    def places(value: object, place: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        return [place, *(p for key, item in inner for p in places(item, (*place, key)))]

    lines = lines_of(SOURCE)
    assert [p for p in places(tomllib.loads(SOURCE), ())[1:] if p not in lines] == []


def test_a_long_array_takes_no_long_time() -> None:
    """Five thousand lines in one array are read in moments."""
    source = "keys = [\n" + '"j",\n' * 5000 + "]\n"
    assert lines_of(source)[("keys", 4999)] == 5001


def test_a_file_made_to_be_slow_loses_its_lines_instead_of_time() -> None:
    """Where every line looks like the end of a long value, lines before it are still right."""
    source = "a = 1\nkeys = [\n" + '"]",\n' * 20_000 + "]\n"
    start = time.perf_counter()
    lines = lines_of(source)
    assert time.perf_counter() - start < 20
    assert lines[("a",)] == 1
