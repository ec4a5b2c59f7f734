"""The village's network between a phone and the server: it can be cut, and lose what comes back."""

import socket
import threading
from contextlib import suppress


class Network:
    """A TCP relay on an address of its own; the phone knows no other."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.is_up = True
        self.is_silent = False  # connected, and nothing comes back
        self.loses_answers_to: bytes | None = None  # requests that begin so, each once
        self.lost: set[bytes] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._losing: set[socket.socket] = set()
        self._relays: list[threading.Thread] = []
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """No way through any more, what is under way included."""
        self.is_up = False
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_up = True

    def close(self) -> None:
        """When it returns, no thread runs any more and no socket is open."""
        self.cut()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # which wakes the thread that accepts
        self._listening.join()
        self._listener.close()
        self.cut()  # what was accepted last
        for relay in self._relays:
            relay.join()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self._listener.accept()
                relay = threading.Thread(target=self._relay, args=(phone,), daemon=True)
                self._relays = [one for one in self._relays if one.is_alive()] + [relay]
                relay.start()

    def _relay(self, phone: socket.socket) -> None:
        host, _, port = self.server.removeprefix("http://").partition(":")
        with phone, suppress(OSError):
            if not self.is_up:
                return
            with socket.create_connection((host, int(port)), timeout=30) as server:
                server.settimeout(None)  # a connection that is kept says nothing for long
                self._between(phone, server)

    def _between(self, phone: socket.socket, server: socket.socket) -> None:
        self._open |= {phone, server}
        back = threading.Thread(target=self._back, args=(server, phone), daemon=True)
        back.start()
        try:
            while self.is_up and (data := phone.recv(65536)):
                self._watch(data, phone)
                if not self.is_silent:
                    server.sendall(data)
            server.shutdown(socket.SHUT_WR)
        except OSError:  # one of the two has gone: the other has nobody to speak to
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
        back.join()
        self._open -= {phone, server}

    def _watch(self, data: bytes, phone: socket.socket) -> None:
        """Note a request whose answer is to be lost; each is lost once."""
        line = data.partition(b"\r\n")[0]
        wanted = self.loses_answers_to
        if wanted and line.startswith(wanted) and line not in self.lost:
            self.lost.add(line)
            self._losing.add(phone)

    def _back(self, server: socket.socket, phone: socket.socket) -> None:
        with suppress(OSError):
            while self.is_up and (data := server.recv(65536)):
                if phone in self._losing:
                    self._losing.discard(phone)
                    server.shutdown(socket.SHUT_RDWR)
                    phone.shutdown(socket.SHUT_RDWR)
                    return
                phone.sendall(data)
            phone.shutdown(socket.SHUT_WR)
