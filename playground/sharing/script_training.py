"""The training of a script: model, loss, optimizer and the loop, as in the note."""

import inspect
from itertools import chain

from playground.core.model import Parameters
from playground.core.optimizers import OPTIMIZERS
from playground.core.run import TrainingRun
from playground.core.settings import BALANCED, GIVEN_WEIGHTS, ZERO_WEIGHTS, TrainingSettings
from playground.sharing.literals import INDENT, in_lines, number, shortest
from playground.sharing.script_data import BLANK, Code, about

LOG_EVERY = 100  # epochs between two printed losses, as in the note


def training(run: TrainingRun) -> Code:
    """From the loss to the words that all is done."""
    settings = run.settings
    code: Code = []
    if settings.initial_weights == ZERO_WEIGHTS:
        parts = [f"nn.init.zeros_(model.fc.{part})" for part in ("weight", "bias")]
        code += about("zero_weights", *parts)
    if settings.initial_weights == GIVEN_WEIGHTS:
        code += _given(run.parameters_at(0))
    code += _criterion(run)
    code += about("optimizer", *_optimizer(settings))
    in_batches = 0 < settings.batch_size < run.prepared.training.n_samples
    if in_batches:
        shuffle = f"shuffle = torch.Generator().manual_seed({settings.seed})"
        code += about("batches", shuffle)
    code += BLANK + about("epochs", f"for epoch in range({settings.epochs}):")
    # one that is paused may have been given another rate for the epochs that are still to come
    last = run.epoch if run.diverged else settings.epochs
    for epoch, rate in run.learning_rate_changes:
        if epoch < last:
            code += _learning_rate(epoch, rate)
    return code + _epoch(run, in_batches) + _end(run, last)


def _given(start: Parameters) -> Code:
    """Lists of the numbers to begin with, copied into the layer."""
    rows = [in_lines("[", list(map(shortest, row)), "],", INDENT) for row in start.weight.tolist()]
    copies = [
        f"    model.fc.{part}.copy_(torch.tensor({name}, dtype=torch.float32))"
        for part, name in (("weight", "W"), ("bias", "b"))
    ]
    return about(
        "given_weights",
        "W = [",
        *chain.from_iterable(rows),
        "]",
        *in_lines("b = [", list(map(shortest, start.bias.tolist())), "]"),
        "with torch.no_grad():",
        *copies,
    )


def _criterion(run: TrainingRun) -> Code:
    """The loss, and before it the weights of the classes, if it has any."""
    code: Code = []
    arguments = []
    if run.settings.class_weights == BALANCED:
        training = run.prepared.training
        counts = "torch.bincount(y)"
        if len(training.targets.unique()) < training.n_classes:
            counts = f"torch.bincount(y, minlength={training.n_classes}).clamp(min=1)"
        weights = f"class_weights = len(y) / ({training.n_classes} * {counts})"
        code += about("class_weights", weights)
        arguments.append("weight=class_weights")
    if run.settings.label_smoothing:
        arguments.append(f"label_smoothing={number(run.settings.label_smoothing)}")
    call = in_lines("criterion = nn.CrossEntropyLoss(", arguments, ")")
    return code + about("criterion", *call)


def _optimizer(settings: TrainingSettings) -> list[str]:
    """The call that makes it, without the arguments that are torch's own defaults."""
    optimizer = OPTIMIZERS[settings.optimizer]
    defaults = inspect.signature(optimizer.make).parameters
    options = {name: getattr(settings, name) for name in optimizer.options}
    arguments = ["model.parameters()", f"lr={number(settings.learning_rate)}"]
    arguments += [
        f"{name}={value if isinstance(value, bool) else number(value)}"
        for name, value in options.items()
        if value != defaults[name].default
    ]
    return in_lines(f"optimizer = optim.{optimizer.make.__name__}(", arguments, ")")


def _learning_rate(epoch: int, rate: float) -> Code:
    return about(
        "learning_rate",
        f"    if epoch == {epoch}:",
        f'        optimizer.param_groups[0]["lr"] = {number(rate)}',
        f"        {_said(epoch, rate)}",
    )


def _said(epoch: int, rate: float) -> str:
    return f'print("Learning rate {rate:g} from epoch {epoch + 1}")'


def _epoch(run: TrainingRun, in_batches: bool) -> Code:
    rows, indent = ("[batch]", 2 * INDENT) if in_batches else ("", INDENT)
    forward: Code = [
        (f"{indent}logits = model(X{rows})", "logits"),
        (f"{indent}loss = criterion(logits, y{rows})", "loss"),
    ]
    stop = _stop(indent) if run.diverged else []
    step: Code = [
        (f"{indent}optimizer.zero_grad()", "zero_grad"),
        (f"{indent}loss.backward()", "backward"),
        (f"{indent}optimizer.step()", "step"),
    ]
    if not in_batches:
        printed = _print(run, "loss.item()")
        # the loss that ends a run is still printed, and no step is taken
        return forward + (printed + stop + step if run.diverged else step + printed)
    n_samples = run.prepared.training.n_samples
    batches = f"torch.randperm({n_samples}, generator=shuffle).split({run.settings.batch_size})"
    return [
        *about("batches", "    total_loss = 0", f"    for batch in {batches}:"),
        *forward,
        *about("batches", "        total_loss += loss.item() * len(batch)"),
        *stop,
        *step,
        *_print(run, f"total_loss / {n_samples}"),
        *(_stop(INDENT) if run.diverged else []),
    ]


def _stop(indent: str) -> Code:
    return about("loss", f"{indent}if not loss.isfinite():", f"{indent}    break")


def _print(run: TrainingRun, loss: str) -> Code:
    said = f"Epoch [{{epoch + 1}}/{run.settings.epochs}], Loss: {{{loss}:.4f}}"
    condition = f"    if (epoch + 1) % {LOG_EVERY} == 0:"
    return about("print", condition, f'        print(f"{said}")')


def _end(run: TrainingRun, last: int) -> Code:
    too_late = [change for change in run.learning_rate_changes if change[0] >= last]
    said = about("learning_rate", *(_said(*change) for change in too_late))
    if run.diverged:
        return about("complete", "else:", '    print("Training complete.")') + said
    return said + about("complete", 'print("Training complete.")')
