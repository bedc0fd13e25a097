"""The links under which this server is reached, from this computer and from others."""

import errno
import os
import socket
from urllib.parse import urlsplit

import psutil

THIS_COMPUTER = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
# Set by the image of `deploy/`: its address is one in the network of containers, for nobody else.
CONTAINER = "PLAYGROUND_CONTAINER"
# What virtual machines, containers and tunnels call their networks: nobody in the room is there.
_VIRTUAL = (
    *("docker", "podman", "cni", "br-", "veth", "virbr", "vmnet", "vmware", "vbox", "virtualbox"),
    *("vethernet", "tun", "utun", "tap", "wg", "tailscale", "zt", "zerotier", "ppp"),
)


def network_addresses() -> list[str]:
    """This computer's IPv4 addresses in its networks, first that of the way to all others."""
    found = [
        address.address
        for name, addresses in psutil.net_if_addrs().items()
        if not name.lower().startswith(_VIRTUAL)
        for address in addresses
        if address.family == socket.AF_INET and not is_local(address.address)
    ]
    usual = _address_of_the_way_out()
    if not found and not is_local(usual):  # Hyper-V gives a switch of its own the only address
        return [usual]
    return sorted(dict.fromkeys(found), key=lambda address: address != usual)


def _address_of_the_way_out() -> str:
    """The address from which a packet to a computer elsewhere would be sent; none is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that documents may use, and nobody has
        except OSError:  # no network
            return ""
        return str(probe.getsockname()[0])


def is_local(host: str) -> bool:
    """Whether a host is this computer to itself, or an address that it gave to itself."""
    return host in ("localhost", "::1") or is_for_all(host) or host.startswith(("127.", "169.254."))


def is_for_all(address: str) -> bool:
    """Whether a server that listens at ``address`` listens in all networks."""
    return address in (EVERYWHERE, "::", "")


def links(address: str, port: int, base_path: str = "") -> list[str]:
    """The links that other computers open; none for a server of this computer alone.

    ``address`` is where the server listens. One that is named is the one to give, whichever it is.
    """
    return [link(host, port, base_path) for host in _hosts(address)]


def _hosts(address: str) -> list[str]:
    """What others may call this computer; nothing when only itself, or its host, knows it."""
    if address in (THIS_COMPUTER, "localhost", "::1") or CONTAINER in os.environ:
        return []
    return network_addresses() if is_for_all(address) else [address]


def link(host: str, port: int, base_path: str = "") -> str:
    path = base_path.strip("/")
    return f"http://{host}:{port}/{path}" if path else f"http://{host}:{port}"


def link_for_others(page: str, address: str) -> str | None:
    """The address ``page`` as whoever gets it can open it; None when nobody else can.

    ``address`` is where the server listens. A page that a browser knows by another name than this
    computer's own is known by it to others, too: a proxy or the network leads there. All but the
    name stays, so that a proxy on this computer is asked for what it was asked for here.
    """
    parts = urlsplit(page)
    if not is_local(parts.hostname or ""):
        return page
    port = f":{parts.port}" if parts.port else ""
    found = (parts._replace(netloc=host + port).geturl() for host in _hosts(address))
    return next(found, None)


def free_port(address: str, port: int) -> int:
    """The first port from ``port`` on at which nothing listens.

    Raises OSError when there is none among the next hundred, or ``address`` is not this computer's.
    """
    for candidate in range(port, min(port + 100, 65536)):
        if _is_free(address, candidate):
            return candidate
    raise OSError(f"no free port from {port} on")


def _is_free(address: str, port: int) -> bool:
    """Whether a server can listen there, and is then the one that answers on this computer.

    Where it can, another may still answer: Windows and macOS let one listen at an address, and
    another at all of them.
    """
    with socket.socket() as visitor:
        visitor.settimeout(0.2)  # seconds; Windows takes long to say that nobody answers
        if not visitor.connect_ex((THIS_COMPUTER if is_for_all(address) else address, port)):
            return False
    with socket.socket() as trial:
        if os.name != "nt":  # as Streamlit does: a server that has just ended keeps no port
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except PermissionError:
            return False
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
        return True
