"""What the screen is started with, and without."""

import hashlib
import subprocess
import sys

import pytest

from diptych.articles.article import sha256_of, sha256_of_bytes

START = (
    "import sys\n"
    "from diptych.articles.article import sha256_of\n"
    "sha256_of('a report of usual length')\n"
    "from diptych.commands.opening import load_event_loop\n"
    "load_event_loop()\n"
    "import diptych.tui.app\n"
)


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", START + code], check=True, capture_output=True, text=True
    ).stdout


def test_the_screen_is_loaded_without_openssl():
    """It takes 5 MB and 7 ms of a start, and nothing on the screen needs it."""
    assert run("print(sorted({'_ssl', '_hashlib'} & sys.modules.keys()))") == "[]\n"


def test_whoever_needs_openssl_later_gets_it():
    """The screen must not take TLS away from what is loaded after it."""
    code = "import ssl, hashlib; ssl.create_default_context(); print(hashlib.sha256.__name__)"
    assert run(code) == "openssl_sha256\n"


@pytest.mark.parametrize("length", [0, 1, 256 * 1024, 256 * 1024 + 1])
def test_both_ways_to_hash_agree(length):
    """A text is found again by its hash, whichever way took it."""
    assert sha256_of_bytes(b"a" * length) == hashlib.sha256(b"a" * length).hexdigest()
    assert sha256_of("ü" * length) == hashlib.sha256(("ü" * length).encode()).hexdigest()
