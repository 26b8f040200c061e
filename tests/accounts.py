"""An account that may only read what the tests wrote, as a process that does what it is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

__all__ = ["OtherAccount", "may_only_be_read", "readable_directory"]

# It loads what it will need, by using it once, before it gives up its rights: the libraries may lie where only the
# account that runs the tests can read.
_PROCESS = """
import contextlib, io, json, os, sys, tempfile, traceback
from pathlib import Path
from fakes import FakeEmbedder, Folder
from rag import Assistant, Config, ask, cli
import rag.models
rag.models._load_embedder = lambda config: FakeEmbedder()
def shell(*arguments):
    "Exit code, standard output and standard error of a command."
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main([str(argument) for argument in arguments])
        except SystemExit as ended:
            return ended.code or 0, out.getvalue(), err.getvalue()
with tempfile.TemporaryDirectory() as where:
    Folder(Path(where)).write("a.txt", "Cầu treo bắc qua suối.")
    with Assistant.open(where, embedder=FakeEmbedder()) as warm:
        warm.sync()
        warm.ask("cầu treo bắc qua đâu?", [])
        warm.status()
    shell("ask", "cầu treo bắc qua đâu?", where)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
names = dict(globals())
for line in iter(sys.stdin.readline, ""):
    names["result"] = None
    try:
        exec(json.loads(line), names)
        told = {"result": names["result"]}
    except Exception as error:
        told = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
    print(json.dumps(told), flush=True)
"""


class OtherAccount:
    """A process that may only read what root wrote. Where the tests are not run by root, it has their account, and
    may do what that may: take the rights from the files themselves (`may_only_be_read`).
    """

    def __init__(self) -> None:
        here = Path(__file__).parent
        path = os.pathsep.join([str(here), str(here.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROCESS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path, "HOME": tempfile.gettempdir()},
            cwd="/",
        )

    def __enter__(self) -> OtherAccount:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def run(self, code: str, **values: object) -> Any:
        """What `code` leaves in `result`; `values` are strings, numbers or paths that it finds under their names.

        Raises:
            AssertionError: it failed.
        """
        told = self._told(code, values)
        assert "error" not in told, told["trace"]
        return told["result"]

    def fails(self, code: str, **values: object) -> str:
        """The name and the message of the error that `code` ends in."""
        told = self._told(code, values)
        assert "error" in told, told["result"]
        return str(told["error"])

    def begin(self, code: str, **values: object) -> None:
        """Have it begin to run `code`; `answer` waits for it."""
        assert self._process.stdin is not None
        given = [
            f"{name} = {str(value)!r}" if isinstance(value, Path) else f"{name} = {value!r}"
            for name, value in values.items()
        ]
        self._process.stdin.write(json.dumps("\n".join([*given, code])) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """What came of the code that was begun: its `result`, or an `error` with its `trace`."""
        assert self._process.stdout is not None
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told

    def _told(self, code: str, values: dict[str, object]) -> dict[str, Any]:
        self.begin(code, **values)
        return self.answer()


@contextmanager
def may_only_be_read(where: Path) -> Iterator[None]:
    """Where the tests are not run by root, takes the right to write away from all that is in a directory."""
    paths = [] if os.geteuid() == 0 else [where, *where.rglob("*")]
    before = {path: path.stat().st_mode for path in paths}
    for path, mode in before.items():
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in before.items():
            path.chmod(mode)


@contextmanager
def readable_directory() -> Iterator[Path]:
    """A new directory that every account can read; those of pytest only its own can."""
    where = Path(tempfile.mkdtemp(prefix="hoibao-"))
    where.chmod(0o755)
    mask = os.umask(0o022)
    try:
        yield where
    finally:
        os.umask(mask)
        shutil.rmtree(where)
