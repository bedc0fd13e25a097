"""A table to edit, driven by the keyboard: its cells are but painted, and described beside."""

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, Position

from playground.sharing.link import decode


class Grid:
    """The table in the container with the key ``name``; rows are counted from 0.

    Columns go by their headings. What is selected and what stands in the cells is read from the
    description that the table gives to screen readers.
    """

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self._name = name
        self._table = page.locator(f".st-key-{name}")
        self._focused = self._table.locator("td[aria-selected=true]:focus")
        self._field = page.locator(".gdg-input")

    def cell(self, row: int, column: str) -> Locator:
        return self._cell(row, self._place(column))

    def _place(self, column: str) -> int:
        heading = self._table.locator("th", has_text=column)
        return int(heading.first.get_attribute("aria-colindex") or 0)

    def _cell(self, row: int, place: int) -> Locator:
        return self._table.locator(f"tr[aria-rowindex='{row + 2}'] [aria-colindex='{place}']")

    def selected(self) -> Locator:
        return self._table.locator("td[aria-selected=true]")

    def click(self) -> Locator:
        """Click in the middle of the first row; the cell that is there."""
        scroller, heading = self._table.locator(".dvn-scroller"), self._table.locator("canvas").last
        table, headings = scroller.bounding_box(), heading.bounding_box()
        assert table
        assert headings
        place = Position(x=table["width"] / 2, y=1.5 * headings["height"])
        scroller.hover(position=place)
        scroller.click(position=place)
        self._focused.or_(self._field).first.wait_for(state="attached")
        return self._table.locator(f"#{self.selected().get_attribute('id')}")

    def select(self, row: int, column: str) -> None:
        """Walk to a cell with the arrow keys."""
        target = self.cell(row, column)
        if not self._focused.count():
            self.click()
            if self._field.count():  # the cell was selected before, so the click has opened it
                self._field.press("Escape")
                self._field.wait_for(state="detached")
        self._walk(target, "aria-rowindex", "ArrowUp", "ArrowDown")
        self._walk(target, "aria-colindex", "ArrowLeft", "ArrowRight")

    def open_for_typing(self, row: int, column: str) -> None:
        """Open a cell for typing; one in the row below the last adds that row."""
        if self.cell(row, column).count():
            self.select(row, column)
        else:
            self.select(row - 1, column)
            self._page.keyboard.press("ArrowDown")
            self.selected().wait_for(state="detached")
        self._page.keyboard.press("Enter")
        self.cell(row, column).and_(self.selected()).wait_for(state="attached")

    def _walk(self, target: Locator, axis: str, back: str, forth: str) -> None:
        goal = self._index(target, axis)
        steps = goal - self._index(self.selected(), axis)
        for _ in range(abs(steps)):
            self._page.keyboard.press(forth if steps > 0 else back)
        self._page.wait_for_function(
            """([name, axis, goal]) => {
                 const cell = document.querySelector(`.st-key-${name} td[aria-selected=true]`);
                 return cell?.closest(`[${axis}]`).getAttribute(axis) === goal;
               }""",
            arg=[self._name, axis, str(goal)],
        )

    @staticmethod
    def _index(cell: Locator, axis: str) -> int:
        return int(
            cell.evaluate("(cell, axis) => cell.closest(`[${axis}]`).getAttribute(axis)", axis)
        )

    def type(self, row: int, column: str, *texts: str) -> None:
        """Fill cells from the one named to the right."""
        self.open_for_typing(row, column)
        first = self._place(column)
        for place, text in enumerate(texts, start=first):
            if place > first:
                self._page.keyboard.press("Enter")
            self._field.fill(text)
            self._field.press("Tab")  # keeps the text and goes on to the right
            self._field.wait_for(state="detached")
            self._cell(row, place).filter(has_text=text).wait_for(state="attached")

    def wait_until_sent(self, row: int, column: str, *texts: str | None) -> None:
        """Wait until the address, which the server writes, has these cells of a table of samples.

        The table sends what is typed a moment later.
        """

        def has_cells(url: str) -> bool:
            linked = decode(dict(parse_qsl(urlsplit(url).query)))
            table = {"training_table": linked.samples, "test_table": linked.test_samples}[
                self._name
            ]
            first = table.columns.get_loc(column)
            assert isinstance(first, int)
            cells = table.iloc[row : row + 1, first : first + len(texts)]
            return [*cells.to_numpy().ravel()] == [*texts]

        self._page.wait_for_url(has_cells)
