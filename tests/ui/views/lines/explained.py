"""Lines explained without a page, and what one reads in their HTML."""

import re
from functools import cache

import torch

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.explained import Explained
from playground.session.fields import Fields
from playground.session.view_fields import PREDICTED, Entry, LinesFields
from playground.sharing.examples import note_dataset
from playground.tables.reading import QueryReading
from playground.texts import Texts

TEXTS = Texts("en")


def explained_of(
    run: TrainingRun,
    epoch: int,
    sample: int = 0,
    vector: int = 1,
    vectors: torch.Tensor | None = None,
    parameter: Entry | None = None,
    pixel_class: int = PREDICTED,
) -> Explained:
    """Of a row of the run's samples, which are the test vectors, too, if there are no others."""
    vectors = run.dataset.features if vectors is None else vectors
    chosen = {"sample": sample + 1, "vector": vector, "parameter": parameter}
    chosen["pixel_class"] = pixel_class
    reading = QueryReading(vectors, list(range(1, len(vectors) + 1)), [])
    return Explained(run, epoch, LinesFields(Fields({}, chosen)), reading, TEXTS)


def of_note(
    epoch: int = 200,
    sample: int = 0,
    vector: int = 1,
    vectors: torch.Tensor | None = None,
    **chosen: object,
) -> Explained:
    """Of the note's samples, after 250 epochs."""
    return explained_of(_note_run(**{"epochs": 250, **chosen}), epoch, sample, vector, vectors)


@cache
def _note_run(**chosen: object) -> TrainingRun:
    run = TrainingRun(note_dataset(), TrainingSettings(**chosen))  # type: ignore[arg-type]
    run.advance(250)
    return run


def of_three_classes(
    n_features: int = 3,
    n_samples: int = 10,
    sample: int = 0,
    epoch: int = 2,
    parameter: Entry | None = None,
    **chosen: object,
) -> Explained:
    """Of random samples, after three epochs."""
    run = _run_of_three_classes(n_features, n_samples, **{"epochs": 9, **chosen})
    return explained_of(run, epoch, sample, sample + 1, parameter=parameter)


@cache
def _run_of_three_classes(n_features: int, n_samples: int, **chosen: object) -> TrainingRun:
    generator = torch.Generator().manual_seed(n_features)
    features = torch.randn(n_samples, n_features, generator=generator)
    names = tuple(f"f{at}" for at in range(n_features)), ("a", "b", "c")
    dataset = Dataset(features, torch.arange(n_samples) % 3, *names)
    run = TrainingRun(dataset, TrainingSettings(**chosen))  # type: ignore[arg-type]
    run.advance(3)
    return run


def words(html: str) -> str:
    """As one reads them; cells are apart."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html)).replace("&nbsp;", "").strip()


def rows_of(html: str) -> list[str]:
    return re.findall("<tr.*?</tr>", html, re.DOTALL)


def tables(html: str) -> list[list[list[str]]]:
    """The words in each table, by rows and cells."""
    return [
        [[words(cell) for cell in re.findall("<t[hd].*?</t[hd]>", row)] for row in rows_of(table)]
        for table in re.findall("<table.*?</table>", html, re.DOTALL)
    ]
