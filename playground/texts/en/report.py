"""What stands in a report, in English."""

TEXTS = {
    "report_title": "Experiment",
    "report_link": "Open this experiment in the playground",
    "report_no_link": "No link leads back from here: the table is too large for one, or it or the "
    "settings were changed after this run.",
    "report_settings": "Settings",
    "report_rate": "{rate} from epoch {epoch} on",
    "report_remarks": "Remarks",
    "report_parameters": "W and b after epoch {epoch}",
    "report_standardised": "The model sees (x − mean) / scale of each feature x.",
    "report_predicted": "predicted",
    "report_held_out": "held out",
    "report_test": "{held_out}: loss {loss}, accuracy {accuracy}",
    "report_rows": "{shown} of {all} samples, from all over the table.",
    "report_columns": "The first {shown} of {all} features.",
    "report_vectors": "The first {shown} of {all} test vectors.",
    "report_code": "The whole run in PyTorch",
    "report_code_goes_on": "It goes on to epoch {last}; what stands above is of epoch {shown}.",
    "report_code_files": "To run it, put beside it: {files} (from Share, Script).",
}
