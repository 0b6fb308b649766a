"""A small server on loopback for the viewer and the planner's desk.

It listens on 127.0.0.1 only. Each request must name this address as its host, which keeps out pages of
other sites that point their own name at it, and must bring the token of the address that was printed.
"""

from __future__ import annotations

import errno
import hmac
import json
import os
import secrets
import sys
import threading
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dimai.view.page import ViewError

LOOPBACK = "127.0.0.1"
GREATEST_BODY = 4_000_000
"""Most bytes of a request that are read."""


@dataclass(frozen=True)
class Request:
    """What was asked for, after host and token have been checked."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes = b""

    def json(self) -> Any:
        """Return the body as JSON; ValueError if it is none."""
        return json.loads(self.body.decode("utf-8") or "null")


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    body: bytes
    kind: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def json_answer(value: Any, status: int = 200) -> Answer:
    """Answer with JSON."""
    return Answer(json.dumps(value, ensure_ascii=False).encode("utf-8"), status=status)


def text_answer(text: str, status: int) -> Answer:
    """Answer with one sentence."""
    return Answer(text.encode("utf-8"), "text/plain; charset=utf-8", status)


Service = Callable[[Request], Answer]
"""Answers a request; paths that it does not know get an answer with status 404."""


class Handler(BaseHTTPRequestHandler):
    """Checks host and token, and passes on what is left."""

    server: LoopbackServer
    protocol_version = "HTTP/1.1"
    server_version = "dimai"
    sys_version = ""

    def do_GET(self) -> None:
        self._handle(b"")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > GREATEST_BODY:
            self.close_connection = True
            self._send(text_answer("the request is too long", 413))
            return
        self._handle(self.rfile.read(int(length)))

    def _handle(self, body: bytes) -> None:
        url = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(url.query).items()}
        refusal = self._refusal(url.path, query)
        if refusal is not None:
            self._send(refusal)
            return
        try:
            answer = self.server.service(Request(self.command, url.path, query, body))
        except (ValueError, RuntimeError, OSError) as error:
            answer = text_answer(str(error), 400 if isinstance(error, ValueError) else 500)
        self._send(answer)

    def _refusal(self, path: str, query: Mapping[str, str]) -> Answer | None:
        """Why a request is not answered, or None."""
        hosts = {f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")}
        if self.headers.get("Host", "") not in hosts:
            return text_answer("only this machine's own address is answered", 403)
        origin = self.headers.get("Origin")
        if origin is not None and origin.removeprefix("http://") not in hosts:
            return text_answer("requests of other sites are not answered", 403)
        given = self.headers.get("X-Dimai-Token") or (query.get("token", "") if path == "/" else "")
        if not hmac.compare_digest(given.encode(), self.server.token.encode()):
            return text_answer("the token is missing or wrong; use the whole address that dimai printed",
                               403)
        return None

    def _send(self, answer: Answer) -> None:
        try:
            self.send_response(answer.status)
            for name, value in {
                    "Content-Type": answer.kind, "Content-Length": str(len(answer.body)),
                    "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                    "X-Frame-Options": "DENY", **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the browser went away

    def log_message(self, format: str, *arguments: Any) -> None:
        """Print nothing: requests are not news."""


class LoopbackServer(ThreadingHTTPServer):
    """Serves one service on 127.0.0.1."""

    daemon_threads = True

    def __init__(self, port: int, service: Service, token: str = "") -> None:
        self.service = service
        self.token = token or secrets.token_urlsafe(16)
        try:
            super().__init__((LOOPBACK, port), Handler)
        except OSError as error:
            raise ViewError(why_not(port, error)) from error

    @property
    def address(self) -> str:
        """What is typed into a browser."""
        return f"http://{LOOPBACK}:{self.server_port}/?token={self.token}"


def why_not(port: int, error: OSError) -> str:
    """Say why a port cannot be listened on, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return (f"port {port} is in use by another program; choose another one with --port, or leave "
                "--port out to get any that is free")
    if error.errno == errno.EACCES:
        return f"port {port} may be used by root only; choose one from 1024 to 65535 with --port"
    return f"port {port} cannot be listened on: {error.strerror}"


def serve(server: LoopbackServer, browser: bool) -> None:
    """Print the address, open a browser where there is a screen, and serve until Ctrl-C."""
    print(server.address, flush=True)
    print("dimai: Ctrl-C ends it", file=sys.stderr)
    if browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        threading.Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
