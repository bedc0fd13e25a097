"""What stands on the page, in English."""

TEXTS = {
    "title": "Linear classifier playground",
    "formula": "z = x Wᵀ + b → softmax → cross-entropy",
    "language": "Language",
    "offline": "The connection to the server is lost. What you typed stays here; you can go on "
    "once it is back.",
    "failure": "Something went wrong, and the page could not be drawn. Nothing you saved is lost.",
    "failure_back": "Go back to where it worked",
    "failure_afresh": "Start over",
    # 1 Samples
    "samples": "Samples",
    "samples_alt": "Editable table of the training samples: one row per sample, with its "
    "features and its label",
    "undo_help": "Undo the last change to the tables or settings (Ctrl+Z)",
    "redo_help": "Redo the change you undid (Ctrl+Y or Ctrl+Shift+Z)",
    "label": "label",
    "label_help": "The class this sample belongs to: a whole number counted from 0, or a name "
    "such as cat.",
    "feature_help": "A number. Type it or paste it.",
    "dataset_size": "{samples} {samples:sample|samples} · {features} {features:feature|features} "
    "· {classes} {classes:class|classes}",
    "samples_locked": "Locked while a run is under way. Press Reset to edit.",
    # of a run that has ended
    "remark_overshoots": "The learning rate is too large: each step overshoots, so the loss leaps "
    "about.",
    "remark_lucky": "The learning rate is too large: a low loss by a lucky leap, with scores z up "
    "to {score}.",
    "remark_scales": "One feature varies {ratio} times as much as another: no learning rate "
    "suits both.",
    "remark_too_large": "The features are so large that even with a tiny learning rate the steps "
    "are too long.",
    "remark_rest": "The loss has come to rest at {loss}: the gradient is zero, and no other W "
    "and b make it lower.",
    "remark_slow": "The loss hardly falls any more, though it could: the steps are too short.",
    "remedy_learning_rate": "Use learning rate {value}",
    "remedy_standardise": "Standardise the features",
    "remedy_help": "Changes this setting. Then press Train; Undo takes it back.",
    # 2 Training
    "training": "Training",
    "learning_rate": "Learning rate",
    "learning_rate_help": "How far each step moves against the gradient: above {minimum}, at "
    "most {maximum}.",
    "epochs": "Epochs",
    "epochs_help": "How many times training goes through all the samples: {minimum} to {maximum}.",
    "seed": "Seed",
    "seed_help": "Decides the initial weights, the order of mini-batches and which samples are "
    "held out: {minimum} to {maximum}. The same seed gives the same run.",
    "more": "More",
    "help_with": "{help} Only with {optimizers}.",
    "optimizer": "Optimizer",
    "optimizer_help": "How the gradient is turned into a step.",
    "optimizer_sgd": "SGD",
    "optimizer_adam": "Adam",
    "momentum": "Momentum",
    "momentum_help": "How much of the last step is carried into the next: from {minimum} to "
    "below {maximum}.",
    "nesterov": "Nesterov",
    "nesterov_help": "Looks ahead along the momentum, which must be above 0.",
    "weight_decay": "Weight decay",
    "weight_decay_help": "An L2 penalty that pulls W and b towards zero: from {minimum} to "
    "{maximum}.",
    "batch_size": "Batch size",
    "batch_size_help": "How many samples each step uses, shuffled by the seed: up to {maximum}, "
    "or {minimum} for all of them.",
    "initial_weights": "Initial weights",
    "initial_weights_help": "Drawn at random from the seed, as nn.Linear does, or all zero.",
    "initial_weights_random": "random",
    "initial_weights_zero": "zero",
    "standardise": "Standardise features",
    "standardise_help": "Shifts and scales each feature to mean 0 and standard deviation 1, as "
    "measured on the training samples. Test vectors are scaled the same way.",
    "standardised": "standardised",
    "test_share": "Held-out test share",
    "test_share_help": "The share of samples, chosen by the seed, that is kept out of training "
    "and tested after every epoch: from {minimum} to {maximum}.",
    "held_out": "{test} of {all} samples held out",
    "speed": "Epochs/s",
    "speed_help": "How fast the run is shown. The result is the same at any speed.",
    "speed_full": "full",
    "train": "Train",
    "train_help": "Start from the initial weights and train on the table as it is now.",
    "pause": "Pause",
    "pause_help": "Pause after the current epoch. Resume picks up from there.",
    "resume": "Resume",
    "resume_help": "Continue from the epoch where the run was paused.",
    "step": "Step",
    "step_help": "Train for one epoch: forward, loss, backward, update.",
    "reset": "Reset",
    "reset_help": "Go back to epoch 0 with the same initial weights.",
    "status": "Epoch {epoch}/{epochs} · loss {loss}",
    "status_start": "Epoch 0/{epochs}",
    "epoch": "Epoch shown",
    "epoch_help": "Go back to any epoch of the run. W, b and the predictions follow.",
    "log_axis": "Log axis",
    "log_axis_help": "Show the loss on a logarithmic axis.",
    "stale": "Older than the data: since these results, you changed {what}. Press Train to "
    "update them.",
    "stale_untrainable": "Older than the data: since these results, you changed {what}. Fix what "
    "is marked, then press Train.",
    "changed_data": "the samples",
    "changed_settings": "{count:a setting|settings} ({names})",
    "changed_both": "the samples and {count:a setting|settings} ({names})",
    "stale_mark": "older than the data",
    "diverged": "The loss is no longer a finite number, so the run stopped at epoch {epoch}: the "
    "scores became too large for float32. Try a smaller learning rate, or put the features on a "
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
    "loss_alt": "Curves of the training loss and accuracy over the epochs; the loss at epoch "
    "{epoch} is {loss}",
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
    "scaling_help": "The model sees each feature as (x − mean) / scale, with the mean and "
    "standard deviation of the training samples. The columns on the right are the W and b that "
    "give the same logits for x as you typed it.",
    "scaling_feature": "feature",
    "scaling_mean": "mean",
    "scaling_scale": "scale",
    "scaling_weight": "W {name}",
    "scaling_bias": "b",
    "confusion": "Test",
    "confusion_help": "The {count} held-out {count:sample|samples} at epoch {epoch}: loss "
    "{loss}, accuracy {accuracy}. Each row is a label, each column a predicted class.",
    "confusion_label": "label",
    # 4 Prediction
    "prediction": "Prediction",
    "test_alt": "Editable table of test vectors: one row per vector, one column per feature",
    "sample_number": "#",
    "predicted_class": "class",
    "prediction_table": "Logits z, probabilities p and the predicted class of each test vector",
    "no_test_rows": "Type a test vector above, and its prediction will appear here.",
    "probability_title": "Probability of each class",
    "probability_axis": "probability",
    "test_axis": "vector",
    "probability_hover": "test vector %{y}<br>class %{fullData.name}: %{x}",
    "probability_alt": "Bars showing the probability of each class for {rows} test "
    "{rows:vector|vectors}",
    "shape": "Columns",
    "shape_help": "Add, remove, rename and reorder features and classes.",
    "shape_features_help": "Features: type a new name, or a new place to move one. Type in the "
    "last row to add a feature, whose values start at 0. Select rows and delete them to remove "
    "features.",
    "shape_classes_help": "Classes: a new name applies to all samples of the class. Type in the "
    "last row to add a class, which starts with one sample of zeros. Deleting a row removes the "
    "class and its samples.",
    "shape_order": "place",
    "shape_feature": "feature",
    "shape_class": "class",
    "shape_result": "Features in this order: {features}. Classes: {classes}.",
    "shape_lost": "Removed with all their samples: {names}.",
    "shape_apply": "Apply",
    "cancel": "Cancel",
    "share": "Share",
    "share_help": "This link opens your table, settings, run and test vectors exactly as they "
    "are now ({length} characters).",
    "share_too_large": "Your table is too large for a link. Save the experiment and pass on the "
    "file instead; Open reads it.",
    "download_experiment": "Save experiment",
    "download_experiment_help": "Your tables, settings and run in one file, which Open can read.",
    "import_experiment": "A saved experiment: {rows} {rows:sample|samples}, trained for {epochs} "
    "{epochs:epoch|epochs}.",
    "import_open": "Open the experiment",
    # Data from files
    "open_data": "Open",
    "open_data_help": "Load samples from a file (CSV, TSV, ARFF) or paste them from a spreadsheet.",
    "download_csv": "Save",
    "download_csv_help": "Save the samples as a CSV file, which any spreadsheet can open.",
    "upload": "A CSV or TSV file with one sample per row, or a saved experiment",
    "paste": "… or paste rows here, including the header",
    "import_encoding": "Encoding",
    "import_delimiter": "Separator",
    "import_header": "First row",
    "import_named": "Column names",
    "import_unnamed": "A sample",
    "import_decimal": "“{value}” means",
    "delimiter_tab": "Tab",
    "delimiter_semicolon": "Semicolon",
    "delimiter_comma": "Comma",
    "delimiter_pipe": "Vertical bar",
    "delimiter_space": "Space",
    "import_label": "Label",
    "import_features_chosen": "Columns to use as features",
    "import_features": "{count} {count:feature|features}: {names}",
    "import_classes": "{count} {count:class|classes}: {names}",
    "import_samples": "{count} {count:sample|samples}",
    "import_first_rows": "The first rows of the new table",
    "import_remarks": "Please check",
    "import_left_out": "Left out",
    "import_replace": "Replace the table",
    "examples": "Examples",
    "examples_help": "Each is a whole experiment that shows something of its own: it replaces "
    "your tables and all settings. Undo brings both back.",
    "kept_here": "Too large for the page's address, so this server keeps the table in case you "
    "reload. To be safe, save the experiment (under Share).",
    "not_kept": "Too large for the page's address: a reload loses the table. Save it first.",
}
