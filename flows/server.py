"""A Prefect server for a schedule. The temporary one that Prefect starts for a single run schedules nothing, so a
program that serves starts a whole one of its own, on the loopback interface, and ends it with itself."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.child import running

# Seconds until a server must answer; making its database took up to 30 on a busy machine with two cores.
PATIENCE = 120


class ServerError(Exception):
    """A server that did not come up, with what to do, in one line."""


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a server that schedules: the one in PREFECT_API_URL, else one started here.

    To be entered before Prefect is imported, since Prefect reads its settings then.
    """
    named = os.environ.get("PREFECT_API_URL")
    if named:
        yield named
        return
    port = _free_port()
    address = f"http://127.0.0.1:{port}/api"
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-ui", "--analytics-off"]
    with running("prefect", ["server", "start", *options], quiet=True) as process:
        _await(address, process)
        os.environ["PREFECT_API_URL"] = address
        try:
            yield address
        finally:
            del os.environ["PREFECT_API_URL"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if _answers(address):
            return
        time.sleep(0.2)
    raise ServerError(
        f"the Prefect server did not come up within {PATIENCE} s; try “prefect server start”, "
        "or name a server that runs in PREFECT_API_URL"
    )


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
