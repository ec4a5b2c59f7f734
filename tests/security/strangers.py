"""What somebody sends to a server as it is started, and what that costs it."""

import http.client
import socket
import subprocess
from contextlib import closing, suppress
from urllib.parse import urlencode

from bench.server import Server


def sent_raw(server: Server, data: bytes) -> bytes:
    """Send bytes as they are; return all that is answered."""
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=60)) as line:
        line.sendall(data)
        answer = b""
        with suppress(ConnectionResetError):
            while more := line.recv(65536):
                answer += more
        return answer


def ask(server: Server, method: str, path: str, data: bytes | dict = b"", **headers: str):
    body = urlencode(data) if isinstance(data, dict) else data
    given = {"Origin": "http://localhost", **headers}
    if isinstance(data, dict):
        given["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as line:
        line.request(method, path, body, given)
        answer = line.getresponse()
        return answer.status, answer.read().decode(errors="replace"), answer.headers


def memory(server: Server) -> int:
    """Return the resident memory of its largest process in MiB: perhaps not all are there yet."""
    asked = ["ps", "-o", "rss=", "--ppid", str(server.process.pid)]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    return max(int(line) for line in lines) // 1024
