"""The links under which this server is reached, from this computer and from others."""

import errno
import socket
from urllib.parse import urlsplit

import psutil

THIS_COMPUTER = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
# What virtual machines, containers and tunnels call their networks: nobody in the room is there.
_VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vbox", "vethernet", "utun", "tun", "tap")


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
    return host in ("localhost", "::1", "") or host.startswith(("127.", "169.254."))


def is_for_all(address: str) -> bool:
    """Whether a server that listens at ``address`` listens in all networks."""
    return address in (EVERYWHERE, "::", "")


def links(address: str, port: int, base_path: str = "") -> list[str]:
    """The links that other computers open; none for a server of this computer alone.

    ``address`` is where the server listens. One that is named is the one to give, whichever it is.
    """
    if address in (THIS_COMPUTER, "localhost", "::1"):
        return []
    hosts = network_addresses() if is_for_all(address) else [address]
    return [link(host, port, base_path) for host in hosts]


def link(host: str, port: int, base_path: str = "") -> str:
    path = base_path.strip("/")
    return f"http://{host}:{port}/{path}" if path else f"http://{host}:{port}"


def link_for_others(page: str, address: str) -> str | None:
    """The address ``page`` as whoever gets it can open it; None when nobody else can.

    ``address`` is where the server listens. A page that a browser knows by another name than this
    computer's own is known by it to others, too: a proxy or the network leads there.
    """
    parts = urlsplit(page)
    if not is_local(parts.hostname or ""):
        return page
    found = links(address, parts.port or 80, parts.path)
    return found[0] if found else None


def free_port(address: str, port: int) -> int:
    """The first port from ``port`` on at which nothing listens.

    Raises OSError when there is none among the next hundred, or ``address`` is not this computer's.
    """
    for candidate in range(port, min(port + 100, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
            try:
                trial.bind((address, candidate))
            except PermissionError:
                continue
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            return candidate
    raise OSError(f"no free port from {port} on")
