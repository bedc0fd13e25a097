"""What is wrong with an input and what to do, in English."""

TEXTS = {
    "problem_link_version": "This link uses version {value}, which this page cannot read in full. "
    "What could be read is shown.",
    "problem_link_data": "There is no example called “{value}”, so the note's data are shown.",
    "problem_link_table": "The link is damaged ({value}), so an example is shown instead. Its end "
    "may be missing: copy all of it and open it again.",
    "problem_link_test": "The test vectors have different features from the samples, so others "
    "are shown.",
    "problem_link_setting": "The setting {name} cannot be “{value}”, so the default is used.",
    "problem_link_kept": "The table was too large for this address, and this server does not have "
    "it: an example is shown instead. A saved experiment brings it back: press Open.",
    "problem_file_not_experiment": "This is not an experiment saved here, or it is damaged.",
    "problem_feature_without_name": "Feature {row} has no name. Type one, or delete its row.",
    "problem_class_without_name": "Class {row} has no name. Type one, or delete its row.",
    "problem_feature_twice": "Two features are called “{value}”. Rename one.",
    "problem_class_twice": "Two classes are called “{value}”. Rename one.",
    "problem_feature_called_label": "A feature cannot be called “{value}”: that is the name of "
    "the column of classes. Choose another name.",
    "problem_no_features_left": "No feature is left. Keep at least one.",
    "problem_no_classes_left": "No class is left. Keep at least one.",
    "problem_file_too_wide": "There are more than {maximum:,} columns. Save the file again with "
    "only the columns you need.",
    "problem_file_too_large": "The file is larger than {maximum} MB. Save it again with fewer "
    "rows.",
    "problem_file_empty": "This is empty. Each row should hold one sample: its features, which are "
    "numbers, and its label.",
    "problem_file_one_column": "Only one column was found. Each row needs at least one number and "
    "a label, separated by commas, semicolons or tabs.",
    "problem_file_no_rows": "None of the rows can be used: each needs a number for every feature, "
    "and a label.",
    "problem_file_no_features": "Apart from {column}, no column holds numbers. Features must be "
    "numbers.",
    "problem_file_none_chosen": "Choose at least one column as a feature.",
    "problem_file_spreadsheet": "This is a spreadsheet file (Excel or OpenDocument). Save it as "
    "CSV in the spreadsheet program, or copy the cells and paste them here.",
    "problem_file_pickle": "This was written by torch.save: a pickle, which can run code when it "
    "is opened. Save W and b with safetensors or as JSON instead.",
    "problem_file_not_finite": "Some of W and b in this file are not finite numbers: their "
    "training diverged. Save them again after an earlier epoch.",
    "problem_file_not_weights": "This holds no W and b of a linear classifier, or is damaged. Two "
    "float32 tensors are needed: weight [classes, features] and bias [classes].",
    "problem_file_not_text": "This is not a text file. Save the table as CSV, preferably in UTF-8.",
    "problem_file_encoding": "The file cannot be read as {encoding}. Choose another encoding.",
    "problem_file_format": "This looks like {format}, not a table. Save the data as CSV: one "
    "sample per row, the values separated by commas.",
    "problem_file_prose": "This looks like ordinary text, not a table. Save the data as CSV: one "
    "sample per row, the values separated by commas.",
    "problem_file_escaped": "Everything is on one line, with \\n written out between the rows. "
    "Save the file with real line breaks.",
    "problem_column_text": "Column {column}: text cannot be a feature. To use it, turn it into "
    "numbers such as 0 and 1.",
    "problem_column_words": "Column {column}: text cannot be a feature as it is. To use it, select "
    "it under “Words to take as numbers”.",
    "problem_column_no_number": "Column {column}: {count:,} of {rows:,} rows have no number "
    "({values}), so it is left out. Select it to leave out those rows instead.",
    "problem_column_mixed": "Column {column}: {count:,} of {rows:,} rows have no number "
    "({values}), so it is left out. Select it to leave out those rows instead, or take it as "
    "words.",
    "problem_column_no_value": "Column {column}: {count:,} of {rows:,} rows have no value, so it "
    "is left out. Select it to leave out those rows instead.",
    "problem_columns_many": "{count:,} columns hold numbers, but there can be at most {maximum} "
    "features. The first ones are chosen unless you choose others.",
    "problem_column_empty": "Column {column} is empty.",
    "problem_column_numbering": "Column {column} only seems to number the rows. Select it if it is "
    "a feature.",
    "problem_column_set_aside": "Column {column}: the file says that it is not a feature. Select "
    "it if it should be one.",
    "problem_row_width": "Row {row} has {cells} {cells:cell|cells} instead of {columns}.",
    "problem_rows_no_number": "Column {column}: {count:,} of {rows:,} rows have no number "
    "({values}), so these rows are left out.",
    "problem_rows_no_value": "Column {column}: {count:,} of {rows:,} rows have no value, so these "
    "rows are left out.",
    "problem_rows_taken": "The file has {count:,} rows. The first {taken:,} that can be used are "
    "taken.",
    "problem_row_missing": "Row {row}, column {column}: no value.",
    "problem_row_too_large": "Row {row}, column {column}: “{value}” is too large for float32.",
    "problem_row_byte": "Row {row}: “{value}” was not in UTF-8, unlike the rest of the file. Check "
    "that it is right.",
    "problem_rows_weighted": "Some rows have a weight in braces. Every row counts once here, so "
    "the weights were dropped.",
    "problem_row_quote": "Row {row}: a quotation mark has no partner, so it was read as an "
    "ordinary character.",
    "problem_row_remark": "Row {row} starts with “# ”, so it was skipped as a comment.",
    "problem_number_read": "Column {column}: “{value}” was read as {number}.",
    "problem_number_unsure": "Column {column}: “{value}” was read as {number}, but it could also "
    "mean {other}.",
    "problem_words_two": "Column {column}: “{zero}” is 0, “{one}” is 1.",
    "problem_words_each": "Column {column}: each of its {count} values becomes a feature, 1 in "
    "its own rows and 0 in all others.",
    "problem_label_names": "The labels {labels} do not run 0, 1, 2, … without a gap, so each one "
    "is taken as the name of a class.",
    "problem_row_not_a_number": "Row {row}, column {column}: “{value}” is not a number.",
    "problem_more": "… and {count} more like {count:this|these}.",
    "problem_no_rows": "The table has no samples. Add a row with a number in each feature column "
    "and a label.",
    "problem_blank_row": "Row {row} is blank, so it is left out.",
    "problem_empty_cell": "Row {row}, column {column}: the cell is empty. Type a number.",
    "problem_not_a_number": "Row {row}, column {column}: “{value}” is not a number. "
    "Type one, such as 0.5.",
    "problem_decimal_comma": "Row {row}, column {column}: “{value}” can be read in two ways. "
    "Write it with a decimal point, or without the comma.",
    "problem_paste_does_not_fit": "What you pasted does not fit, so nothing was changed: the "
    "columns here are {names}.",
    "problem_not_finite": "Row {row}, column {column}: “{value}” is not a finite number. Type "
    "one, such as 0.5.",
    "problem_too_large": "Row {row}, column {column}: “{value}” is larger than float32 can hold. "
    "Stay below 3.4e38.",
    "problem_label_missing": "Row {row}, column {column}: the label is missing. Type its class, "
    "such as 0 or 1.",
    "problem_label_not_finite": "Row {row}, column {column}: “{value}” cannot be a class. "
    "Type a whole number from 0, or a name.",
    "problem_one_class": "All samples have label {label}. With only one class to learn, the model "
    "will learn to predict it every time.",
    "problem_one_row": "There is only one sample, so only one class to learn ({label}): the model "
    "will learn to predict it every time.",
    "problem_one_class_name": "All samples have label {label}: there is only one class. Give "
    "some of them another.",
    "problem_too_many_classes": "Column {column} has {count} different values; there can be at "
    "most {maximum} classes.",
    "problem_too_many_samples": "The table has {count} rows; there can be at most {maximum}. "
    "Delete some.",
    "problem_too_many_features": "The table has {count} features; there can be at most {maximum}.",
    "problem_too_many_test_rows": "Only the first {maximum} test vectors are predicted.",
    "problem_look_alike": "Column {column}: float32 has about 7 digits, so it can hardly tell "
    "{one} from {other}. Subtract the same number from all values.",
    "problem_learning_rate": "Learning rate {value}: type a number above {minimum} and at most "
    "{maximum}.",
    "problem_epochs": "Epochs {value}: type a whole number from {minimum} to {maximum}.",
    "problem_seed": "Seed {value}: type a whole number from {minimum} to {maximum}.",
    "problem_optimizer": "There is no optimizer called {value}.",
    "problem_initial_weights": "There are no initial weights called {value}.",
    "problem_momentum": "Momentum {value}: type a number from {minimum} to below {maximum}.",
    "problem_weight_decay": "Weight decay {value}: type a number from {minimum} to {maximum}.",
    "problem_label_smoothing": "Label smoothing {value}: type a number from {minimum} to below "
    "{maximum}.",
    "problem_class_weights": "There are no class weights called {value}.",
    "problem_batch_size": "Batch size {value}: type a whole number up to {maximum}, or {minimum} "
    "for all samples.",
    "problem_test_share": "Held-out test share {value}: type a number from {minimum} to {maximum}.",
    "problem_nesterov": "Nesterov needs some momentum: raise it, or switch Nesterov off.",
    "problem_standardise": "Features can be standardised or not, but not {value}.",
}
