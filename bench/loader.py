"""Asks one page again and again, from a process of its own; prints the milliseconds it took
in all, then those of each answer.

`python -m bench.loader PORT PATH SESSION SECONDS`: eight connections kept open, one request at a
time on each.
"""

import re
import socket
import sys
import threading
import time

CONNECTIONS = 8
CHUNK = 1 << 18
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def main(port: str, path: str, session: str, seconds: str) -> None:
    asked = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={session}\r\n\r\n"
    ).encode()
    begun = time.monotonic()
    times: list[float] = []
    threads = [
        threading.Thread(target=keep_asking, args=(int(port), asked, begun + float(seconds), times))
        for _connection in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.monotonic() - begun
    print(*(f"{taken * 1000:.3f}" for taken in (whole, *times)))


def keep_asking(port: int, asked: bytes, until: float, times: list[float]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        while (begun := time.monotonic()) < until:
            line.sendall(asked)
            read_answer(line)
            times.append(time.monotonic() - begun)


def read_answer(line: socket.socket) -> None:
    head = b""
    while (end := head.find(b"\r\n\r\n")) < 0:
        head += received(line)
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head[:end].decode(errors="replace"))
    length = LENGTH.search(head[:end])
    assert length is not None
    left = int(length[1]) - (len(head) - end - 4)
    while left > 0:
        left -= len(received(line))


def received(line: socket.socket) -> bytes:
    chunk = line.recv(CHUNK)
    if not chunk:
        raise SystemExit("the server hung up")
    return chunk


if __name__ == "__main__":
    main(*sys.argv[1:])
