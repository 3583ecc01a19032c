"""Writing whole or not at all: a temporary neighbour, fsync, then one rename.

Every byte that is written is hashed on its way, so that the manifest beside an export names what is in it. Large files
are hashed and written by a thread of their own, while the rest is still read from the library.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import secrets
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from diptych.errors import FormatError

MANIFEST = ".manifest.json"
"""``claims.jsonl`` has ``claims.jsonl.manifest.json`` beside it."""

_BLOCK = 1 << 20
_UNDER_WAY = 16
"""Blocks that may wait for the disk; whoever writes more waits with them, so that memory stays constant."""
_FLUSHED = 32 << 20
"""Bytes after which a file is flushed to the disk, so that the last flush has little left to do."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of an export: its name inside the target (the file's own name for a single file)."""

    name: str
    bytes: int
    sha256: str


class Sink(io.RawIOBase):
    """A binary file that hashes and counts what passes through it; hand it to any library that writes."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__()
        self.name = name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb", _BLOCK)
        self._hash = hashlib.sha256()
        self._count = 0
        self._taken = 0
        self._flushed = 0
        self._pending = bytearray()
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: deque[Future[None]] = deque()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes; hashed in blocks, because hashing line by line costs more than writing."""
        self._pending += data
        self._count += len(data)
        if len(self._pending) >= _BLOCK:
            self._hand_over()
        return len(data)

    def text(self, text: str) -> None:
        """Write text as UTF-8."""
        self.write(text.encode("utf-8"))

    def later(self, make: Callable[[], bytes]) -> None:
        """Write what ``make`` gives; the writing thread calls it. What it raises comes out of a later call."""
        self._hand_over()
        self._beside(lambda: self._take(make()))

    def tell(self) -> int:
        """Bytes so far, without those that come ``later``."""
        return self._count

    def _hand_over(self) -> None:
        if self._pending:
            self._beside(partial(self._take, self._pending))
            self._pending = bytearray()

    def _beside(self, work: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "diptych-writing")
        while len(self._under_way) >= _UNDER_WAY:
            self._under_way.popleft().result()
        self._under_way.append(self._thread.submit(work))

    def _take(self, block: bytes | bytearray) -> None:
        self._hash.update(block)
        self._file.write(block)
        self._taken += len(block)
        if self._taken - self._flushed >= _FLUSHED:
            self._flush()

    def _flush(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._flushed = self._taken

    def finish(self) -> WrittenFile:
        """Everything on the disk itself; the file is closed."""
        while self._under_way:
            self._under_way.popleft().result()
        self._take(self._pending)
        self._flush()
        self.abandon()
        return WrittenFile(self.name, self._taken, self._hash.hexdigest())

    def abandon(self) -> None:
        """Close without caring for what was not written yet."""
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)
        if not self._file.closed:
            self._file.close()


class Output:
    """One export on its way: files appear under a temporary name and are moved together at the end.

    Use as a context manager; without :meth:`place` nothing is left behind. ``folder`` says that the target is
    a folder of files. ``force`` replaces a file that no export wrote. Raises FormatError where the target cannot
    be written, or holds what is not diptych's to replace.
    """

    def __init__(self, target: Path, *, folder: bool, force: bool = False) -> None:
        self.target = Path(os.path.realpath(target))
        self.folder = folder
        self._force = force
        self.files: list[WrittenFile] = []
        self._sinks: list[Sink] = []
        self._device = self.target.exists() and not self.target.is_file() and not self.target.is_dir()
        self._refuse_bad_target()
        near = Path(os.environ.get("TMPDIR", "/tmp")) if self._device else self.target.parent
        self._temporary = near / f".{self.target.name}.{secrets.token_hex(4)}.part"

    def _refuse_bad_target(self) -> None:
        if not self.target.parent.is_dir():
            raise FormatError(f"There is no folder {self.target.parent}; make it first.")
        if not self.folder and self.target.is_dir():
            raise FormatError(f"{self.target} is a folder, and this format writes one file; name a file.")
        if not self.folder:
            self._refuse_what_is_not_ours()
            return
        if self.target.exists() and not self.target.is_dir():
            raise FormatError(
                f"{self.target} is a file, and this export is a folder of files; name a folder."
            )
        if self.target.is_dir() and any(self.target.iterdir()):
            stray = sorted(_names(self.target) - _manifest_names(manifest_path(self.target)))
            if stray:
                raise FormatError(
                    f"{self.target} holds files that no export of diptych wrote (such as {stray[0]}); "
                    "name an empty or a new folder."
                )

    def _refuse_what_is_not_ours(self) -> None:
        """An earlier export may be replaced every night, an empty file holds nothing; all else is somebody's own."""
        if self._force or not self.target.is_file() or not self.target.stat().st_size:
            return
        what = "is there already, and no export of diptych's"
        if self.target.name in _manifest_names(manifest_path(self.target)):
            if not changed_since(self.target):
                return
            what = "has been changed since diptych wrote it"
        raise FormatError(f"{self.target} {what}; name another file, or replace it with --force.")

    def open(self, name: str = "") -> Sink:
        """A new file of the export; ``name`` is its path inside the folder, empty for a single file."""
        path = self._temporary / name if self.folder else self._temporary
        sink = Sink(path, name if self.folder else self.target.name)
        self._sinks.append(sink)
        return sink

    def scratch(self) -> IO[bytes]:
        """A file without a name on the disk of the target, gone when it is closed."""
        return tempfile.TemporaryFile(dir=self._temporary.parent)

    def finish(self, sink: Sink) -> None:
        """Close one file early; :meth:`close_all` closes the rest."""
        self._sinks.remove(sink)
        self.files.append(sink.finish())

    def close_all(self) -> None:
        """Every file on the disk, in the order of their names."""
        for sink in list(self._sinks):
            self.finish(sink)
        self.files.sort(key=lambda written: written.name)

    def place(self, manifest: Mapping[str, Any] | None) -> None:
        """Move the export to its target and write the manifest (None: no manifest) beside it.

        The old manifest goes first, so that at no moment does a manifest describe another file than the one
        it stands beside.
        """
        self.close_all()
        if self.folder:
            self._temporary.mkdir(exist_ok=True)
        if self._device:
            with self._temporary.open("rb") as source, self.target.open("wb") as device:
                shutil.copyfileobj(source, device, _BLOCK)
            self._temporary.unlink()
            return
        beside = manifest_path(self.target)
        beside.unlink(missing_ok=True)
        if self.folder:
            self._replace_folder()
        else:
            if self.target.exists():
                shutil.copymode(self.target, self._temporary)
            self._temporary.replace(self.target)
        if manifest is not None:
            part = beside.with_name(f".{beside.name}.{secrets.token_hex(4)}.part")
            sink = Sink(part, beside.name)
            sink.text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
            sink.finish()
            part.replace(beside)
        _sync_folder(self.target.parent)

    def _replace_folder(self) -> None:
        if not self.target.exists():
            self._temporary.rename(self.target)
            return
        aside = self._temporary.with_suffix(".old")
        self.target.rename(aside)
        try:
            self._temporary.rename(self.target)
        except OSError:
            aside.rename(self.target)
            raise
        shutil.rmtree(aside, ignore_errors=True)

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for sink in self._sinks:
            sink.abandon()
        if self.folder:
            shutil.rmtree(self._temporary, ignore_errors=True)
        else:
            self._temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FormatError(_os_message(self.target, error)) from error


def manifest_path(target: Path) -> Path:
    """Where the manifest of an export stands."""
    return target.with_name(target.name + MANIFEST)


def changed_since(path: Path) -> bool:
    """Whether a manifest beside the file says that it was written with other bytes; False where there is none."""
    try:
        manifest = json.loads(manifest_path(path).read_text(encoding="utf-8"))
        written = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    if path.name not in written:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() != str(written[path.name])


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _manifest_names(path: Path) -> set[str]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return {str(entry["name"]) for entry in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # some systems do not open folders; the rename is safe there all the same
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _os_message(target: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no room to write {target}; nothing of it was kept."
    return f"{target} cannot be written: {error.strerror or error}. Nothing of it was kept."
