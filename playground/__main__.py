"""``python -m playground``: serves the page, to this computer or to a class."""

import argparse
import io
import os
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

APP = Path(__file__).parent.parent / "app.py"
sys.path.insert(0, str(APP.parent))  # from whichever folder this is started

import segno  # noqa: E402
import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from streamlit import file_util  # noqa: E402

from playground.serving import addresses  # noqa: E402
from playground.serving.compressed_files import CompressedFiles, compress_all  # noqa: E402
from playground.serving.headers import SecurityHeaders, headers  # noqa: E402

PORT = 8501
STATIC = Path(file_util.get_static_dir()) / "static"


def options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument(
        "--class",
        dest="for_class",
        action="store_true",
        help="let others in this network open the page, and show the link and its QR code",
    )
    parser.add_argument(
        "--address", type=_address, help="listen at this address, and give links with it"
    )
    parser.add_argument("--port", type=_port, help=f"listen at this port (default: {PORT})")
    parser.add_argument("--base-path", default="", help="the path of the page, behind a proxy")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page here")
    given = parser.parse_args(arguments)
    usual = addresses.EVERYWHERE if given.for_class else addresses.THIS_COMPUTER
    given.address = given.address or usual
    return given


def _address(text: str) -> str:
    if ":" in text or text.isdecimal():
        message = f"an address is one of IPv4, such as 192.168.1.20, or a name, not {text}"
        raise argparse.ArgumentTypeError(message)
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)


def choose_port(given: argparse.Namespace) -> int:
    """The port asked for, or the next free one; SystemExit when one that was named is in use."""
    wanted = given.port or PORT
    try:
        port = addresses.free_port(given.address, wanted)
    except OSError as error:
        raise SystemExit(f"Cannot listen at {given.address}:{wanted}: {error}") from None
    if port != wanted:
        if given.port:
            raise SystemExit(
                f"Port {wanted} is in use or not allowed. The next free one: --port {port}"
            )
        print(f"Port {wanted} is in use, so this is port {port}.")
    return port


def link_here(given: argparse.Namespace, port: int) -> str:
    """The link that opens the page on this computer."""
    here = addresses.THIS_COMPUTER if addresses.is_for_all(given.address) else given.address
    return addresses.link(here, port, given.base_path)


def announcement(given: argparse.Namespace, port: int, others: Sequence[str]) -> str:
    """What the terminal says of the page; ``others``: the links of `addresses.links` to it."""
    lines = [f"On this computer: {link_here(given, port)}"]
    if others:
        lines += [f"For the others:   {link}" for link in others]
        if len(others) > 1:
            lines.append(
                "Which one opens depends on their network. The code is that of the first; "
                f"for another: --address {urlsplit(others[1]).hostname}"
            )
    elif addresses.is_for_all(given.address):
        lines.append("No link for others: this computer is in no network, or this is a container.")
    else:
        words = _typed(Path(sys.executable)), _typed(APP.parent / "playground"), "--class"
        lines.append(f"For a class in this network: {' '.join(map(str, words))}")
    return "\n".join(lines)


def _typed(path: Path) -> Path:
    """A path as it is typed in the folder in which this was started."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def show_qr_code(link: str) -> None:
    """Draw a link's QR code in the terminal, by letters if it has them.

    Dark on light, as cameras expect it, in a terminal of whichever colours.
    """
    code = segno.make(link, micro=False)
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        code.terminal(border=2)
        return
    drawn = io.StringIO()
    code.terminal(drawn, compact=True, border=2)
    # a console of Windows has light on dark by itself, and may show colours as signs
    takes_colours = os.name != "nt" or "WT_SESSION" in os.environ or "TERM_PROGRAM" in os.environ
    has_colours = sys.stdout.isatty() and takes_colours
    for line in drawn.getvalue().splitlines():
        print(f"\033[97;40m{line}\033[0m" if has_colours else line)


def at_start(link: str) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """What is done before the first visitor comes; he is shown ``link``, if it is not empty."""

    @asynccontextmanager
    async def load(_: st.App) -> AsyncIterator[None]:
        """Load torch and the page, look at the store, and compress what a first visit fetches."""
        import playground.ui.player
        import playground.ui.stage  # noqa: F401
        from playground.store import store
        from playground.ui import streamlit_patch

        streamlit_patch.install()
        store.shared().look()
        compress_all(STATIC)
        if link and not st.get_option("server.headless"):  # as without a screen
            Thread(target=webbrowser.open, args=[link], daemon=True).start()
        yield
        store.shared().close()

    return load


def main() -> None:
    given = options(sys.argv[1:])
    port = choose_port(given)
    links = addresses.links(given.address, port, given.base_path)
    print(announcement(given, port, links))
    if links:
        show_qr_code(links[0])
    sys.stdout.flush()
    app = st.App(
        APP,
        lifespan=at_start("" if given.no_browser else link_here(given, port)),
        middleware=[
            Middleware(SecurityHeaders, headers=headers()),
            Middleware(CompressedFiles, folder=STATIC, base_path=given.base_path),
        ],
    )
    sys.argv = [str(APP)]  # Streamlit looks for its settings beside it
    with suppress(KeyboardInterrupt):  # which is how one ends it
        app.run(
            config={
                "server.address": given.address,
                "server.port": port,
                "server.baseUrlPath": given.base_path,
                "logger.hideWelcomeMessage": True,  # it asks another server for this one's address
            }
        )


if __name__ == "__main__":
    main()
