import socket

import pytest

from escale.local.errors import LocalError
from escale.local.ports import LOOPBACK, check_free, free_port


def test_a_free_port_can_be_taken() -> None:
    check_free(free_port())


def test_a_taken_port_is_said_with_what_to_do() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(LocalError, match=rf"{port} est déjà pris .* \(PORT={port + 1}\)"):
            check_free(port)


def test_a_number_that_is_no_port_is_said() -> None:
    with pytest.raises(LocalError, match="70000 n’est pas un numéro de port"):
        check_free(70_000)
