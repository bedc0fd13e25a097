import errno
import socket
from types import SimpleNamespace

import psutil
import pytest

from playground.serving import addresses
from playground.serving.addresses import (
    CONTAINER,
    free_port,
    link_for_others,
    links,
    network_addresses,
)


def network(*found: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(family=socket.AF_INET, address=address) for address in found]


@pytest.fixture
def two_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer in a Wi-Fi and on a cable, which is its way out, with containers and tunnels."""
    interfaces = {
        "lo": network("127.0.0.1"),
        "wlan0": network("192.168.1.20"),
        "eth0": network("10.0.0.7", "169.254.3.4"),
        "docker0": network("172.17.0.1"),
        "wg0": network("10.66.0.2"),
        "tailscale0": network("100.64.0.9"),
        "podman1": network("10.89.0.1"),
        "ppp0": network("10.64.64.64"),
        "VirtualBox Host-Only Network": network("192.168.56.1"),
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: interfaces)
    monkeypatch.setattr(addresses, "_address_of_the_way_out", lambda: "10.0.0.7")


@pytest.mark.usefixtures("two_networks")
def test_each_network_has_its_address_and_that_of_the_way_out_comes_first() -> None:
    assert network_addresses() == ["10.0.0.7", "192.168.1.20"]


@pytest.mark.usefixtures("two_networks")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("0.0.0.0", ["http://10.0.0.7:8501/class", "http://192.168.1.20:8501/class"]),
        ("127.0.0.2", ["http://127.0.0.2:8501/class"]),
        ("127.0.0.1", []),
    ],
)
def test_links_are_those_that_others_can_open(address: str, expected: list[str]) -> None:
    assert links(address, 8501, "/class/") == expected


@pytest.mark.usefixtures("two_networks")
@pytest.mark.parametrize(
    ("page", "address", "expected"),
    [
        ("https://school.example/play", "127.0.0.1", "https://school.example/play"),  # a proxy's
        ("http://192.168.1.20:8501", "0.0.0.0", "http://192.168.1.20:8501"),
        ("http://127.0.0.1:8502", "0.0.0.0", "http://10.0.0.7:8502"),
        ("http://localhost:8501/a", "::", "http://10.0.0.7:8501/a"),
        ("http://localhost", "0.0.0.0", "http://10.0.0.7"),
        ("https://localhost/a", "0.0.0.0", "https://10.0.0.7/a"),  # a proxy's on this computer
        ("http://0.0.0.0:8501", "0.0.0.0", "http://10.0.0.7:8501"),  # as Streamlit prints it
        ("http://127.0.0.2:8501", "127.0.0.2", "http://127.0.0.2:8501"),
        ("http://127.0.0.1:8501", "127.0.0.1", None),
        ("http://localhost:8501", "127.0.0.1", None),
        ("http://localhost:8501", "localhost", None),
    ],
)
def test_a_page_is_known_to_others_by_an_address_that_they_can_reach(
    page: str, address: str, expected: str | None
) -> None:
    assert link_for_others(page, address) == expected


@pytest.mark.usefixtures("two_networks")
def test_a_container_has_no_link_but_that_by_which_it_was_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(CONTAINER, "1")
    assert links("0.0.0.0", 8501) == []
    assert link_for_others("http://localhost", "0.0.0.0") is None
    assert link_for_others("http://school.example", "0.0.0.0") == "http://school.example"


def test_the_address_of_the_way_out_counts_where_a_virtual_switch_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interfaces = {
        "vEthernet (Default Switch)": network("172.28.0.1"),
        "vEthernet (External)": network("192.168.1.20"),
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: interfaces)
    monkeypatch.setattr(addresses, "_address_of_the_way_out", lambda: "192.168.1.20")
    assert network_addresses() == ["192.168.1.20"]


def test_a_computer_without_a_network_has_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_address_of_the_way_out", str)
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"lo": network("127.0.0.1")})
    assert links("0.0.0.0", 8501) == []
    assert link_for_others("http://127.0.0.1:8501", "0.0.0.0") is None


def test_a_port_in_use_is_passed_over(taken: int) -> None:
    assert free_port("127.0.0.1", taken) > taken


def test_a_port_at_which_another_server_would_answer_is_passed_over(taken: int) -> None:
    """As it is where one can listen at an address, and another at all of them."""
    assert free_port("0.0.0.0", taken) > taken


def test_a_server_that_has_just_ended_keeps_no_port() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        visitor = socket.create_connection(("127.0.0.1", port))
        server.accept()[0].close()  # the side that closes first remembers the connection
        visitor.close()
    assert free_port("127.0.0.1", port) == port


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert free_port("127.0.0.1", free) == free


def test_an_address_that_is_not_this_computer_s_is_an_error() -> None:
    with pytest.raises(OSError) as failed:  # noqa: PT011
        free_port("192.0.2.1", 8501)
    assert failed.value.errno == errno.EADDRNOTAVAIL
