"""Hosts on one machine: network namespaces on a bridge of their own. Root and iproute2 needed.

Their addresses exist inside of them only, and all of it goes when the block ends.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import uuid4

NETWORK = "10.77.0"
WIRE = "wire0"
_CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


def why_not() -> str:
    """What is missing here to make hosts; empty if nothing is."""
    if os.geteuid() != 0:
        return "hosts are network namespaces: root is needed"
    if shutil.which("ip") is None:
        return "hosts are network namespaces: apt install iproute2"
    probe = f"escale-{uuid4().hex[:6]}"
    if subprocess.run(["ip", "netns", "add", probe], capture_output=True).returncode != 0:
        return "this machine lets nobody make network namespaces"
    _ip("netns", "del", probe)
    return ""


@dataclass(frozen=True)
class Host:
    name: str
    address: str
    _switch: str

    def command(self, *words: str) -> list[str]:
        """The same, run on this host."""
        return ["ip", "netns", "exec", self.name, *words]

    def cut_off(self) -> None:
        """Its wire is pulled out: nobody is told."""
        self._plug("down")

    def bring_back(self) -> None:
        self._plug("up")

    def _plug(self, state: str) -> None:
        _ip("-n", self._switch, "link", "set", self.name.rpartition("-")[2], state)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """This thread, and those that it starts, are on this host."""
        with open("/proc/thread-self/ns/net") as usual, open(f"/run/netns/{self.name}") as there:
            _enter(there.fileno())
            try:
                yield
            finally:
                _enter(usual.fileno())


@contextmanager
def hosts(*names: str) -> Iterator[dict[str, Host]]:
    """By name, wired together."""
    mark = f"escale{uuid4().hex[:4]}"
    switch = f"{mark}-switch"
    made = [switch]
    try:
        _ip("netns", "add", switch)
        _ip("-n", switch, "link", "add", "bridge0", "type", "bridge")
        _ip("-n", switch, "link", "set", "bridge0", "up")
        found = {}
        for number, name in enumerate(names, start=1):
            made.append(f"{mark}-{name}")
            found[name] = _wired(switch, f"{mark}-{name}", f"{NETWORK}.{number}")
        yield found
    finally:
        for name in reversed(made):
            # Its wires go with it.
            with suppress(subprocess.CalledProcessError):
                _ip("netns", "del", name)


def _wired(switch: str, name: str, address: str) -> Host:
    plug = name.rpartition("-")[2]
    _ip("netns", "add", name)
    _ip("-n", switch, "link", "add", plug, "type", "veth", "peer", "name", WIRE, "netns", name)
    _ip("-n", switch, "link", "set", plug, "master", "bridge0", "up")
    _ip("-n", name, "address", "add", f"{address}/24", "dev", WIRE)
    for link in ("lo", WIRE):
        _ip("-n", name, "link", "set", link, "up")
    return Host(name, address, switch)


def _enter(namespace: int) -> None:
    if _libc.setns(namespace, _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
