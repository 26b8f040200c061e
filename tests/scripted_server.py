"""A language model's server that does what a test tells it: a real HTTP server that streams chat completions."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

__all__ = ["Script", "ScriptedServer", "said", "scripted_server", "streamed"]


Pieces: TypeAlias = Sequence[str | float | threading.Event]


@dataclass
class Script:
    """What the server does with one request.

    Attributes:
        pieces: what it streams; a float among them is a pause in seconds, an event is waited for. Or a function that
            makes them of the request's body.
        status: HTTP status; any but 200 comes with `body` in place of a stream.
        body: of an error.
        retry_after: seconds that an error tells the client to wait, in its header.
        ends: how it ends: `stop`, `length` and `content_filter` as a server does that works, `silent` without a word,
            `dies` by cutting the connection, `stalls` by sending no more, `pings` by sending signs of life and nothing
            else.
        forever: repeat the pieces until the client goes away.
        raw: bytes sent as they are in place of the stream.
    """

    pieces: Pieces | Callable[[dict[str, Any]], Pieces] = ()
    status: int = 200
    body: str = '{"error": {"message": "no"}}'
    retry_after: str | None = None
    ends: str = "stop"
    forever: bool = False
    raw: bytes | None = None


def said(text: str, size: int = 7) -> Script:
    """A server that says this, in pieces of so many characters."""
    return Script([text[i : i + size] for i in range(0, len(text), size)])


def streamed(*chunks: dict[str, Any]) -> Script:
    """A server that streams these chunks as they are, each with what all have in common."""
    every = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    lines = "".join(f"data: {json.dumps(every | chunk)}\n\n" for chunk in chunks)
    return Script(raw=f"{lines}data: [DONE]\n\n".encode())


@dataclass
class ScriptedServer:
    """The server, as a test sees it.

    Attributes:
        url: to be `Config.llm_url`.
        scripts: what comes next, request after request; the last one is for all that follow.
        requests: the bodies that were sent to it.
        keys: the Authorization headers.
        headers: all headers, by lower-case name.
        gone: set when a client went away while the server was still talking.
    """

    url: str
    scripts: list[Script]
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def prompt(self) -> str:
        """All that the last request said."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])

    def next(self) -> Script:
        """The script of the request that just came."""
        return self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]


@contextmanager
def scripted_server(*scripts: Script) -> Iterator[ScriptedServer]:
    """Serve the scripts until the end of the block."""
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with turn:  # requests and scripts go together, also of twenty at once
                server.requests.append(body)
                server.keys.append(self.headers["Authorization"])
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
                script = server.next()
            try:
                self._play(script, script.pieces(body) if callable(script.pieces) else script.pieces)
            except OSError:  # the client has had enough
                server.gone.set()
            self.close_connection = True

        def _play(self, script: Script, pieces: Pieces) -> None:
            if script.status != 200:
                self.send_response(script.status)
                self.send_header("Content-Type", "application/json")
                if script.retry_after is not None:
                    self.send_header("Retry-After", script.retry_after)
                self.end_headers()
                self.wfile.write(script.body.encode())
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            if script.raw is not None:
                self.wfile.write(script.raw)
                return
            while True:
                for piece in pieces:
                    if isinstance(piece, float):
                        server.closing.wait(piece)
                    elif isinstance(piece, threading.Event):
                        while not piece.wait(0.05) and not server.closing.is_set():
                            pass
                    else:
                        self._send(piece)
                if not script.forever or server.closing.is_set():
                    break
            if script.ends == "dies":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                self.connection.close()
                return
            while script.ends in ("stalls", "pings") and not server.closing.wait(0.05):
                if script.ends == "pings":
                    self.wfile.write(b": still there\n\n")
                    self.wfile.flush()
            if script.ends in ("stop", "length", "content_filter"):
                self._send("", script.ends)
                self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, piece: str, reason: str | None = None) -> None:
            choice = {"index": 0, "delta": {"content": piece}, "finish_reason": reason}
            chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is expected."""

    http = Server(("127.0.0.1", 0), Handler)
    server = ScriptedServer(f"http://127.0.0.1:{http.server_address[1]}/v1", list(scripts))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()
        thread.join(5)
        time.sleep(0)
