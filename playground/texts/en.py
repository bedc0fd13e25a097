"""The playground in English."""

NAME = "English"

TEXTS = {
    "title": "Linear classifier playground",
    "formula": "z = x Wᵀ + b → softmax → cross-entropy",
    "language": "Language",
    # 1 Samples
    "samples": "Samples",
    "samples_alt": "Editable table of training samples: one row a sample, its features and label",
    "undo_help": "Undo the last change of tables or settings (Ctrl+Z)",
    "redo_help": "Redo what was undone (Ctrl+Y or Ctrl+Shift+Z)",
    "label": "label",
    "label_help": "The class of the sample: a whole number from 0, or a name such as cat.",
    "feature_help": "A number. Type or paste it.",
    "dataset_size": "{samples} samples · {features} features · {classes} classes",
    "samples_locked": "Locked during the run. Reset to edit.",
    # 2 Training
    "training": "Training",
    "learning_rate": "Learning rate",
    "learning_rate_help": "How far each step goes along the negative gradient: "
    "above 0, at most {maximum}.",
    "epochs": "Epochs",
    "epochs_help": "How many times the whole table is passed through: 1 to {maximum}.",
    "seed": "Seed",
    "seed_help": "Which random initial weights: 0 to {maximum}. The same seed, the same run.",
    "more": "More",
    "optimizer": "Optimizer",
    "optimizer_help": "How a step follows from the gradient.",
    "optimizer_sgd": "SGD",
    "optimizer_adam": "Adam",
    "momentum": "Momentum",
    "momentum_help": "Share of the last step kept in the next: from 0 to below 1. SGD only.",
    "nesterov": "Nesterov",
    "nesterov_help": "Look ahead along the momentum; needs a momentum above 0. SGD only.",
    "weight_decay": "Weight decay",
    "weight_decay_help": "L2 penalty that pulls W and b towards 0: from 0 to 100.",
    "batch_size": "Batch size",
    "batch_size_help": "Samples in a step, shuffled by the seed: from 1 to 10000, or 0 for all.",
    "initial_weights": "Initial weights",
    "initial_weights_help": "Random by the seed, as nn.Linear draws them, or all zero.",
    "initial_weights_random": "by seed",
    "initial_weights_zero": "zero",
    "standardise": "Standardise features",
    "standardise_help": "Give each feature mean 0 and standard deviation 1, as measured on the "
    "training samples, before training and prediction.",
    "standardised": "standardised",
    "test_share": "Held-out test share",
    "test_share_help": "Share of the samples, drawn by the seed, that is not trained on but "
    "tested after each epoch: from 0 to {maximum}.",
    "held_out": "{test} of {all} samples held out",
    "speed": "Epochs/s",
    "speed_help": "How fast the run is shown. It does not change the result.",
    "speed_full": "full",
    "train": "Train",
    "train_help": "Train from the initial weights, on the table as it is now.",
    "pause": "Pause",
    "pause_help": "Stop between two epochs; Resume goes on from there.",
    "resume": "Resume",
    "resume_help": "Go on from the epoch where the run stands.",
    "step": "Step",
    "step_help": "One epoch: forward, loss, backward, update.",
    "reset": "Reset",
    "reset_help": "Back to epoch 0 and the same initial weights.",
    "status": "Epoch {epoch}/{epochs} · loss {loss}",
    "status_start": "Epoch 0/{epochs}",
    "epoch": "Epoch shown",
    "epoch_help": "Go back to any epoch of the run: W, b and the prediction follow.",
    "log_axis": "Log axis",
    "log_axis_help": "Show the loss on a logarithmic axis.",
    "stale": "Older than the data: these results belong to the table and settings before your "
    "last change. Press Train to renew them.",
    "stale_untrainable": "Older than the data: these results are not of the table and "
    "settings now here. Mend what is marked, then press Train.",
    "stale_mark": "older than the data",
    "diverged": "The loss is no longer a finite number, so the run stopped at epoch {epoch}: "
    "the scores grew past what float32 holds. Try a smaller learning rate, or features on a "
    "smaller scale.",
    "loss_title": "Cross-entropy loss",
    "loss_title_test": "Cross-entropy loss (dotted: held-out test samples)",
    "loss_axis": "loss",
    "accuracy_title": "Accuracy",
    "accuracy_axis": "accuracy",
    "epoch_axis": "epoch",
    "loss_hover": "epoch %{x}<br>loss %{y}",
    "accuracy_hover": "epoch %{x}<br>accuracy %{y}",
    "test_loss_hover": "epoch %{x}<br>test loss %{y}",
    "test_accuracy_hover": "epoch %{x}<br>test accuracy %{y}",
    "loss_alt": "Curves of the training loss and accuracy over the epochs; "
    "the loss at epoch {epoch} is {loss}",
    "loss_alt_start": "Empty chart of the training loss and accuracy; no epoch has run yet",
    "log_empty": "The log prints the loss every 100 epochs.",
    # 3 Model
    "model": "Model",
    "weight_title": "W  [{classes} × {features}]",
    "bias_title": "b  [{classes}]",
    "bias_column": "b",
    "feature_axis": "feature",
    "class_axis": "class",
    "weight_hover": "W, class %{y}, %{x}<br>%{z}",
    "bias_hover": "b, class %{y}<br>%{z}",
    "parameters_alt": "Heatmaps of the weight matrix W, {classes} classes by {features} features, "
    "and of the bias b, at epoch {epoch}",
    "scaling": "Scaling",
    "scaling_help": "The model takes each feature as (x − mean) / scale, with these means and "
    "standard deviations of the training samples. On the right, the W and b that give the same "
    "logits for x as typed.",
    "scaling_feature": "feature",
    "scaling_mean": "mean",
    "scaling_scale": "scale",
    "scaling_weight": "W {name}",
    "scaling_bias": "b",
    "confusion": "Test",
    "confusion_help": "The {count} held-out samples at epoch {epoch}: loss {loss}, accuracy "
    "{accuracy}. A row for each label, a column for each class predicted.",
    "confusion_label": "label",
    # 4 Prediction
    "prediction": "Prediction",
    "test_alt": "Editable table of test vectors: one row a vector, one column a feature",
    "sample_number": "#",
    "predicted_class": "class",
    "prediction_table": "Logits z, probabilities p and predicted class of each test vector",
    "no_test_rows": "Type a test vector above: its prediction appears here.",
    "probability_title": "Probability of each class",
    "probability_axis": "probability",
    "test_axis": "vector",
    "probability_hover": "test vector %{y}<br>class %{fullData.name}: %{x}",
    "probability_alt": "Bars of the probability of each class for {rows} test vectors",
    "shape": "Columns",
    "shape_help": "Add, remove, rename and reorder features and classes.",
    "shape_features_help": "Features: type a new name or a new place; a last row adds one, whose "
    "values are 0 at first; rows that are selected and deleted remove theirs.",
    "shape_classes_help": "Classes: a new name is given to all samples of the class; a last row "
    "adds one, with one sample of zeros; a deleted row removes the class with its samples.",
    "shape_order": "place",
    "shape_feature": "feature",
    "shape_class": "class",
    "shape_result": "Features in this order: {features}. Classes: {classes}.",
    "shape_lost": "Removed with all their samples: {names}.",
    "shape_apply": "Apply",
    "cancel": "Cancel",
    "share": "Share",
    "share_help": "This link opens your table, settings, run and test vectors as they are now "
    "({length} characters).",
    "share_too_large": "Your table is too large for a link. Save the experiment and hand on "
    "the file: Open reads it.",
    "download_experiment": "Save experiment",
    "download_experiment_help": "Tables, settings and the run as one file; Open reads it.",
    "import_experiment": "A saved experiment: {rows} samples, a run of {epochs} epochs.",
    "import_open": "Open the experiment",
    # Data from files
    "open_data": "Open",
    "open_data_help": "Samples from a file (CSV, TSV) or from a spreadsheet's clipboard.",
    "download_csv": "Save",
    "download_csv_help": "The table of samples as a file that a spreadsheet opens.",
    "upload": "A CSV or TSV file with one sample a row, or a saved experiment",
    "paste": "… or paste rows here, with their header",
    "import_read": "{rows} rows and {columns} columns, separated by {delimiter}; {encoding}; "
    "{header}.",
    "import_header": "the first row names the columns",
    "import_no_header": "no header",
    "delimiter_tab": "tabs",
    "delimiter_semicolon": "semicolons",
    "delimiter_comma": "commas",
    "delimiter_space": "spaces",
    "import_label": "Column with the label",
    "import_features": "{count} features: {names}",
    "import_classes": "{count} classes: {names}",
    "import_samples": "{count} samples",
    "import_left_out": "Left out",
    "import_replace": "Replace the table",
    "examples": "Examples",
    "examples_help": "Data that each show something else. Your rows are replaced; Undo brings "
    "them back.",
    "kept_here": "Too large for the page's address: this server keeps the table for a reload. "
    "To be sure, save the experiment (Share).",
    "not_kept": "Too large for the page's address: a reload loses the table. Save it.",
    # What is wrong with the input
    "problem_link_version": "It is of version {value}, which this page does not know; "
    "what could be read is shown.",
    "problem_link_data": "There is no example “{value}”: the note's data are shown.",
    "problem_link_table": "The link is damaged ({value}): an example's data are shown instead.",
    "problem_link_test": "The test vectors have other features than the samples: others are shown.",
    "problem_link_setting": "The setting {name} cannot be “{value}”: the default is used.",
    "problem_link_kept": "The table of this address is no longer kept here; an example is shown "
    "instead. A saved experiment brings it back: press Open.",
    "problem_file_not_experiment": "This is not an experiment saved here, or it is damaged.",
    "problem_feature_without_name": "Feature {row} has no name. Type one, or delete its row.",
    "problem_class_without_name": "Class {row} has no name. Type one, or delete its row.",
    "problem_feature_twice": "Two features are called “{value}”. Rename one.",
    "problem_class_twice": "Two classes are called “{value}”. Rename one.",
    "problem_feature_called_label": "A feature cannot be called “{value}”: that is the column of "
    "classes. Take another name.",
    "problem_no_features_left": "There is no feature left. Keep one at least.",
    "problem_no_classes_left": "There is no class left. Keep one at least.",
    "problem_file_too_wide": "There are more than {maximum} columns. Save fewer of them.",
    "problem_file_too_large": "The file is larger than {maximum} MB. Save fewer rows.",
    "problem_file_empty": "There is nothing in it. Expected are rows of numbers and a label.",
    "problem_file_one_column": "Only one column was found. Expected are rows of numbers and a "
    "label, separated by commas, semicolons or tabs.",
    "problem_file_no_rows": "No row can be used: each needs a number in every feature and a label.",
    "problem_file_no_features": "Besides {column} there is no column of numbers. "
    "Features have to be numbers.",
    "problem_file_spreadsheet": "This is a spreadsheet's own format. Save it as CSV there, "
    "or copy its cells and paste them.",
    "problem_file_not_text": "This is not a text file in UTF-8, UTF-16 or GB18030. "
    "Save it as CSV in UTF-8.",
    "problem_column_text": "Column {column}: text cannot be a feature. "
    "Write it as numbers, 0 and 1, say, to use it.",
    "problem_row_width": "Row {row}: {cells} cells instead of {columns}.",
    "problem_row_missing": "Row {row}, column {column}: nothing in it.",
    "problem_row_too_large": "Row {row}, column {column}: “{value}” is larger than float32 holds.",
    "problem_row_not_a_number": "Row {row}, column {column}: “{value}” is not a number.",
    "problem_more": "… and {count} more like these.",
    "problem_no_rows": "The table has no samples. Add a row with a number in each column.",
    "problem_blank_row": "Row {row} is blank and left out.",
    "problem_empty_cell": "Row {row}, column {column}: the cell is empty. Type a number.",
    "problem_not_a_number": "Row {row}, column {column}: “{value}” is not a number. "
    "Type one, such as 0.5.",
    "problem_decimal_comma": "Row {row}, column {column}: “{value}” has a comma. "
    "Write the number with a point, such as 0.5.",
    "problem_not_finite": "Row {row}, column {column}: “{value}” cannot be learnt from. "
    "Type a finite number.",
    "problem_too_large": "Row {row}, column {column}: “{value}” is larger than float32 holds. "
    "Stay below 3.4e38.",
    "problem_label_missing": "Row {row}, column {column}: the label is missing. "
    "Type its class, 0 or 1, say.",
    "problem_label_not_finite": "Row {row}, column {column}: “{value}” cannot be a class. "
    "Type a whole number from 0, or a name.",
    "problem_label_negative": "Row {row}, column {column}: {value} is negative. "
    "Classes are counted from 0.",
    "problem_label_fraction": "Row {row}, column {column}: {value} is not whole. "
    "Classes are 0, 1, 2 and so on.",
    "problem_label_too_large": "Row {row}, column {column}: {value} is too high. "
    "Classes go from 0 to {maximum}.",
    "problem_label_gap": "No row of column {column} has label {missing}, though the highest is "
    "{highest}. Number the classes 0, 1, 2 without a gap.",
    "problem_one_class": "All samples have label {label}: there is only one class to learn, "
    "so the model will learn to answer it always.",
    "problem_one_row": "There is only one sample, so only one class to learn ({label}): "
    "the model will learn to answer it always.",
    "problem_one_class_name": "All samples have label {label}: there is only one class. "
    "Give another class to some of them.",
    "problem_too_many_classes": "Column {column} has {count} different values; "
    "there can be {maximum} classes at most.",
    "problem_too_many_samples": "The table has {count} rows; there can be {maximum} at most. "
    "Delete some.",
    "problem_too_many_features": "The table has {count} features; there can be {maximum} at most.",
    "problem_too_many_test_rows": "Only the first {maximum} test vectors are predicted.",
    "problem_learning_rate": "Learning rate {value}: type a number above 0 and at most {maximum}.",
    "problem_epochs": "Epochs {value}: type a whole number from 1 to {maximum}.",
    "problem_seed": "Seed {value}: type a whole number from 0 to {maximum}.",
    "problem_momentum": "Momentum {value}: type a number from 0 to below {maximum}.",
    "problem_nesterov": "Nesterov needs a momentum above 0: raise it or switch Nesterov off.",
    "problem_weight_decay": "Weight decay {value}: type a number from 0 to {maximum}.",
    "problem_batch_size": "Batch size {value}: type a whole number from 1 to {maximum}, "
    "or 0 for all samples.",
    "problem_test_share": "Held-out test share {value}: type a number from 0 to {maximum}.",
    "problem_optimizer": "There is no optimizer called {value}.",
    "problem_initial_weights": "There are no initial weights called {value}.",
}
