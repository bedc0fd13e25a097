"""What is said of a guess: the question, the guess in words, and what came of it."""

from playground.charts.display import format_number, format_percent, shown
from playground.core.dataset import Dataset
from playground.core.insight.guess import Guess
from playground.session.session import Session
from playground.texts import Texts


def question(session: Session) -> str:
    """What is asked; "" when nothing is."""
    guessing = session.guessing
    if not guessing.is_asking:
        return ""
    return session.texts(f"guess_ask_{guessing.fields.kind}", epochs=int(session.fields["epochs"]))


def in_words(guess: Guess | None, dataset: Dataset | None, n_vectors: int, texts: Texts) -> str:
    """The guess, briefly; as in an address where there is not what it speaks of; "" for none."""
    if guess is None or dataset is None or not guess.fits(dataset, n_vectors):
        return guess.text if guess else ""
    match guess:
        case ("loss", (loss,)):
            return f"{texts('loss_axis')} {format_number(loss)}"
        case ("accuracy", (share,)):
            return f"{texts('accuracy_axis')} {format_percent(share)}"
        case ("class", (vector, at)):
            return texts("guess_class_of", vector=vector, name=dataset.class_names[at - 1])
        case ("course", (course,)):
            return texts(f"course_{course}")
        case ("weight", (row, column)):
            return f"W[{dataset.class_names[row - 1]}, {dataset.feature_names[column - 1]}]"
    return texts("guess_border")


def in_a_row(sentences: list[str]) -> str:
    """Sentences as one text, with a blank between them where the language has one."""
    return "".join(said if said.endswith("。") else f"{said} " for said in sentences).rstrip()


def sentences(session: Session) -> list[str]:
    """What came of the guess, and why, unless a remark on the run says that; none without any."""
    texts, found = session.texts, session.verdict
    if found is None:
        return []
    fields = shown(found.fields)
    said = [texts("guess_yes" if found.is_right else "guess_no")]
    said.append(texts(f"guess_{found.code}", **fields))
    if found.why and (session.remark is None or session.lesson):  # where no remark is made
        said.append(texts(f"guess_why_{found.why}", **fields))
    return said
