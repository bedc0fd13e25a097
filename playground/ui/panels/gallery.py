"""The gallery of examples: a picture, a button and what it teaches for each."""

import html
from functools import cache

import streamlit as st

from playground.charts.thumbnails import thumbnail
from playground.session.session import Session
from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from playground.ui import actions
from playground.ui.buttons import button


def draw(session: Session) -> None:
    """An entry for each example, with its source where it has one."""
    language = session.texts.language
    for name, example in examples().items():
        source = example.about.get("source", "")
        licence = f" · {source} · {example.about['licence']}" if source else ""
        with st.container(key=f"entry_{name}"):
            # it says nothing that the words do not
            st.html(f'<img class="thumbnail" src="{_picture(name)}" alt="" aria-hidden="true">')
            button(
                example.text("title", language),
                key=f"example_{name}",
                act=actions.load_example,
                args=[session, example],
                type="tertiary",
            )
            st.html(
                f"{html.escape(example.text('teaches', language))}"
                f"<small>{html.escape(licence)}</small>"
            )


@cache
def _picture(name: str) -> str:
    dataset = read_samples(examples()[name].samples()).dataset
    assert dataset is not None
    return thumbnail(dataset)
