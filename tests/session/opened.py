"""A session without a page."""

from playground.session.address import Address
from playground.session.session import Session


class Query:
    """What Streamlit's has, and how often it was written."""

    def __init__(self, **said: str) -> None:
        self.said, self.n_written = said, 0

    def to_dict(self) -> dict[str, str]:
        return dict(self.said)

    def from_dict(self, said: dict[str, str]) -> None:
        self.said, self.n_written = dict(said), self.n_written + 1


def opened(**said: str) -> Session:
    """As the address with these words opens it, in a browser that is set to English."""
    session = Session({}, Address(Query(**said)), ["curves", "lines", "decision"], "en")
    session.read()
    return session
