"""W and b of one's own: typed, or read from a file."""

TEXTS = {
    "start": "Initial W and b",
    "start_mark": "starts from your own W and b",
    "edit_parameters": "Edit",
    "edit_parameters_done": "Done",
    "start_help": "Type W and b yourself: loss, predictions and pictures follow at "
    "once, and Train starts from your numbers. Can you beat the optimizer?",
    "edit_parameters_alt": "Table of the weight matrix and the bias to edit, a row for each class",
    "own_loss": "Loss <b>{loss}</b> · accuracy {accuracy}",
    "own_best": "your best run here: {loss}",
    "draw_parameters": "Back to the seed",
    "weights_found": "W and b of {classes} {classes:class|classes} and {features} "
    "{features:feature|features}.",
    "weights_trained": "W and b of {classes} {classes:class|classes} and {features} "
    "{features:feature|features}, after {epoch} {epoch:epoch|epochs} of training.",
    "weights_fit": "They fit the samples on the page. Training then starts from them instead of "
    "from the seed.",
    "weights_no_table": "The samples on the page have different features or classes, so a row of "
    "zeros for each class replaces them: enough to look at W and b and to try test vectors. To "
    "train further, put your own samples there, or open them first and then this file.",
    "weights_converted": "They were trained on standardised features: W and b are converted to the "
    "units of the table, rounded to float32.",
    "weights_open": "Use W and b",
    "problem_start": "There are no W and b of your own yet. Press Edit beside Model and type "
    "some, or choose other initial weights under More.",
    "problem_start_shape": "Your own W and b are for {columns} {columns:feature|features} and "
    "{rows} {rows:class|classes}; the samples have {features} and {classes}. Change the samples, "
    "or choose other initial weights under More.",
}
