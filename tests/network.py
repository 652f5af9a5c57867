"""Keeps the tests off the network: whatever leaves this machine is refused, and fails the test.

Refused the way a network would do it, with an OSError, so that the code under test goes its ordinary way;
it may well swallow that, so the attempt is also written down, and the test fails at its end.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

import pytest


class NetworkRefused(ConnectionRefusedError):
    """A test tried to reach another machine."""


@dataclass(slots=True)
class Network:
    """What the running test tried to reach beyond this machine."""

    attempts: list[str] = field(default_factory=list)

    def refuse(self, host: str) -> NetworkRefused:
        """Writes the attempt down; to be raised by the caller."""
        self.attempts.append(host)
        return NetworkRefused(f"tests have no network, and something tried to reach {host}")


@contextmanager
def closed_network() -> Iterator[Network]:
    """No socket of this process connects to, sends to or looks up another machine meanwhile."""
    network = Network()
    with pytest.MonkeyPatch.context() as patch:
        for name, position in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
            patch.setattr(socket.socket, name, _guarded(network, getattr(socket.socket, name), position))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(network, socket.getaddrinfo))
        yield network


def _guarded(network: Network, original: Callable[..., object], position: int) -> Callable[..., object]:
    def guarded(self: socket.socket, *args: object) -> object:
        address = args[position]
        # A Unix socket's address is a path, not a tuple.
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise network.refuse(address[0])
        return original(self, *args)

    return guarded


def _guarded_lookup(network: Network, original: Callable[..., object]) -> Callable[..., object]:
    def guarded(host: str | bytes | None, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_here(name) and not _is_address(name):
            raise network.refuse(name)
        return original(host, *args, **kwargs)

    return guarded


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    return _is_address(host) and (ip_address(host).is_loopback or ip_address(host).is_unspecified)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
