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


def in_words(guess: Guess, dataset: Dataset | None, texts: Texts) -> str:
    """The guess, briefly; it has to fit the dataset, whose names are then said."""
    kind, (value, *more) = guess.kind, guess.values
    if kind == "loss":
        return f"{texts('loss_axis')} {format_number(value)}"
    if kind == "accuracy":
        return f"{texts('accuracy_axis')} {format_percent(value)}"
    if kind == "class":
        name = dataset.class_names[more[0] - 1] if dataset else f"#{more[0]}"
        return texts("guess_class_of", vector=value, name=name)
    if kind == "weight":
        if dataset is None:
            return f"W[{value}, {more[0]}]"
        return f"W[{dataset.class_names[value - 1]}, {dataset.feature_names[more[0] - 1]}]"
    return texts(f"course_{value}" if kind == "course" else "guess_of_border")


def in_a_row(sentences: list[str]) -> str:
    """Sentences as one text, with a blank between them where the language has one."""
    return "".join(said if said.endswith("。") else f"{said} " for said in sentences).rstrip()


def border_points(session: Session) -> tuple[float, ...]:
    """The points through which a border was guessed, or the first of them: x and y of each."""
    guess, held = session.guess, session.guessing.held
    if session.guessing.awaits("border") and held:
        return tuple(held)
    return guess.values if guess and guess.kind == "border" else ()


def sentences(session: Session) -> list[str]:
    """What came of the guess, and why, unless a remark on the run says that; none without any."""
    texts, found = session.texts, session.verdict
    if found is None:
        return []
    said = [texts("guess_yes" if found.is_right else "guess_no")]
    said.append(texts(f"guess_{found.code}", **shown(found.fields)))
    if found.why and (session.remark is None or session.lesson):  # where no remark is made
        said.append(texts(f"guess_why_{found.why}", **shown(found.more)))
    return said
