"""HTML that is sent as it is."""


class ReadyHtml(str):
    """Long HTML for ``st.html``, which would look through a plain text for indentation.

    At each page run, that took a twentieth of its time.
    """

    def _repr_html_(self) -> str:
        return str(self)
