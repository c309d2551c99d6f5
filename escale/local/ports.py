"""TCP ports of loopback: which are free."""

import errno
import socket

from escale.local.errors import LocalError

LOOPBACK = "127.0.0.1"


def check_free(port: int) -> None:
    """Raise LocalError unless a server could listen there now."""
    with socket.socket() as probe:
        # As servers do: a connection that has just ended does not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OverflowError:
            raise LocalError(f"{port} n’est pas un numéro de port.") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise LocalError(
                    f"Le port {port} est déjà pris : choisissez-en un autre (PORT={port + 1})."
                ) from None
            raise LocalError(f"Le port {port} ne s’ouvre pas : {error.strerror}.") from None


def free_port() -> int:
    """Some free port; take it soon."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port
