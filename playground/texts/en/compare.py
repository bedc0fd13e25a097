"""What stands in the view "Compare", in English."""

TEXTS = {
    "view_compare": "Compare",
    "compare_mode": "What to compare",
    "compare_mode_runs": "Runs",
    "compare_mode_pair": "Two runs",
    "compare_mode_edit": "What did my edit do?",
    "compare_mode_sweep": "Sweep",
    "compare_none_runs": "No run has finished yet. The last eight finished runs are kept here: "
    "press Train, change something, and train again.",
    "compare_none_pair": "It takes two runs to compare. Press Train, change a setting or a sample, "
    "and train again.",
    # the runs that are kept
    "kept_run": "Run {number}",
    "kept_now": "now",
    "kept_title": "Cross-entropy loss of the runs",
    "compare_run": "run",
    "compare_data": "data",
    "compare_yes": "yes",
    "compare_no": "no",
    "compare_name": "New name",
    "compare_load": "Load",
    "compare_load_help": "Bring back this run with its tables and settings. Undo reverses it.",
    "compare_pin": "Pin",
    "compare_pin_help": "Newer runs never replace a pinned one.",
    "compare_unpin": "Unpin",
    "compare_unpin_help": "Allow newer runs to replace this one.",
    "compare_remove": "Remove",
    "compare_remove_help": "Forget this run.",
    # two of them
    "compare_before": "From",
    "compare_after": "To",
    "compare_settings": "Settings: {names}",
    "compare_same_settings": "all the same",
    "compare_other_shape": "The W and b of these runs cannot be subtracted: their features or "
    "classes differ.",
    "compare_no_vectors": "No test vector fits both runs.",
    "compare_agree": "Both predict the same for {count:the|all} {count} {count:sample|samples}.",
    "compare_disagree": "They disagree on {count} of {all} {all:sample|samples}:",
    "compare_sample": "sample {row} (label {label}): {before} → <b>{after}</b>",
    "compare_more": "… and {count} more",
    "weight_change_title": "ΔW  [{classes} × {features}]",
    "bias_change_title": "Δb  [{classes}]",
    "weight_change_hover": "ΔW, class %{y}, %{x}<br>%{z}",
    "bias_change_hover": "Δb, class %{y}<br>%{z}",
    "change_alt": "Heatmaps of what changed from one run to the other: ΔW, {classes} classes by "
    "{features} features, and Δb",
    # what an edit did
    "edit_none": "Press Train, change some cells, and press Train again with the same settings. "
    "This page then compares the two runs: the same start, on the data before and after your "
    "edit. The last two runs must differ in nothing but their data.",
    "edit_before": "before",
    "edit_after": "after",
    "edit_cells": "You changed",
    "edit_cell": "row {row}, {column}: {before} → <b>{after}</b>",
    "edit_added": "{count} {count:row|rows} added: {rows}",
    "edit_removed": "{count} {count:row|rows} removed: {rows}",
    "edit_columns_added": "new columns: {names}",
    "edit_columns_removed": "removed columns: {names}",
    "edit_same_cells": "no cell that changes the data",
    "edit_loss": "At the end",
    "compare_other_loss": "Label smoothing or class weights differ: these losses measure different "
    "things.",
    "edit_test_loss": "held-out loss {before} → <b>{after}</b>",
    "edit_weight": "W changed most at",
    "edit_units": "(in the units of the table, since the features are scaled differently)",
    "edit_vectors": "Test vectors",
    "edit_vector": "vector {row}: {before} → {after}",
    "edit_samples": "Samples",
    # a sweep
    "sweep_kind": "What to vary",
    "sweep_kind_learning_rate": "Learning rates",
    "sweep_kind_seed": "Seeds",
    "sweep_start": "Start",
    "sweep_start_help": "Train this experiment 31 times, one run after another, with everything "
    "else as it is set now. Any click ends it.",
    "sweep_stop": "Stop",
    "sweep_none": "A sweep trains this experiment 31 times, with learning rates from a "
    "hundredth to a hundred times the present one, or with other seeds, and shows the loss that "
    "each ends with. Choose one, press Start, and click a point to use its value.",
    "sweep_title_learning_rate": "Last loss over the learning rate",
    "sweep_title_seed": "Last loss over the seed",
    "sweep_key": "● calm (○ the lowest)   △ leaps   ✖ diverged   ┊ now",
    "sweep_loss_axis": "last loss",
    "sweep_learning_rate_hover": "learning rate %{x}<br>loss %{customdata}",
    "sweep_seed_hover": "seed %{x}<br>loss %{customdata}",
    "sweep_learning_rate_diverged_hover": "learning rate %{x}<br>diverged at epoch %{customdata}",
    "sweep_seed_diverged_hover": "seed %{x}<br>diverged at epoch %{customdata}",
    "sweep_alt": "The last losses of {count} {count:run|runs} by {kind}: lowest at {best}; "
    "{leaps} {leaps:leaps or diverges|leap or diverge}",
    "sweep_progress": "Computing: {share}",
    "sweep_stopped": "Stopped after {count} of {all} runs.",
    "sweep_best_learning_rate": "Lowest loss without leaps: {loss} with learning rate {value}",
    "sweep_best_seed": "Lowest loss: {loss} with seed {value}",
    "sweep_leaps": "{count} {count:run leaps|runs leap}: the loss rose clearly above its start on "
    "the way, or never came to rest.",
    "sweep_diverged": "{count} {count:run|runs} diverged: the loss was no longer a finite number.",
    "sweep_spread": "The calm ones lie between {lowest} and {highest}.",
    "sweep_value": "Value",
    "sweep_take_learning_rate": "Use this learning rate",
    "sweep_take_seed": "Use this seed",
}
