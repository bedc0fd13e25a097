"""A course's own site, which has the playground in a frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from playwright.sync_api import Frame, Page


@contextmanager
def course_site(width: int = 1270, height: int = 700) -> Iterator[str]:
    """The address of a site, another one to the browser.

    Below it, each page has the one whose whole address follows in a frame.
    """

    class Course(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            frame = f'<iframe src="{self.path[1:]}" width={width} height={height} style="border:0">'
            page = f'<link rel=icon href="data:,"><body style="margin:0">{frame}'
            self.wfile.write(page.encode())

        def log_message(self, *args: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Course) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}"
        site.shutdown()


def framed(page: Page) -> Frame:
    """The playground in its frame, at rest."""
    frame = page.frames[-1]
    frame.wait_for_selector(".st-key-box_parameters .js-plotly-plot .subplot")
    frame.wait_for_selector("[data-test-script-state=notRunning]")
    return frame
