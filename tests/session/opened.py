"""A session without a page."""

from typing import Any

from playground.core.experiment import Experiment
from playground.core.settings import default_settings
from playground.session import visible_state
from playground.session.address import Address
from playground.session.fields import Fields
from playground.session.playback import Playback
from playground.session.session import Session
from playground.session.tables import Tables
from playground.sharing.examples import note_dataset
from playground.sharing.link import decode
from playground.tables.history import History
from tests.session.test_address import Query


def opened(**said: str) -> Session:
    """As the address with these words opens it."""
    query, widgets = Query(**said), dict[Any, Any]()
    address = Address(query)
    fields = Fields(widgets, default_settings())
    visible_state.read_address(fields, address, ["curves", "lines", "decision"])
    run = Experiment(note_dataset()).start()
    found = Session(fields, Tables(widgets), Playback(run, fields), address, "curves")
    found.load(decode(said))
    found.history = History(found.document)
    found.read()
    return found
