"""What stands in a report, in English."""

TEXTS = {
    "report_title": "Experiment",
    "report_link": "Open this experiment in the playground",
    "report_no_link": "This report has no link: the table is too large, or the data or settings "
    "were changed after the run.",
    "report_settings": "Settings",
    "report_rate": "{rate} from epoch {epoch} on",
    "report_remarks": "Remarks",
    "report_parameters": "W and b after epoch {epoch}",
    "report_standardised": "The model sees each feature x as (x − mean) / scale.",
    "report_predicted": "predicted",
    "report_held_out": "held out",
    "report_test": "{held_out}: loss {loss}, accuracy {accuracy}",
    "report_rows": "{shown} of {all} samples, spread evenly over the table.",
    "report_columns": "The first {shown} of {all} features.",
    "report_vectors": "The first {shown} of {all} test vectors.",
    "report_code": "The whole run in PyTorch",
    "report_code_goes_on": "The script runs to epoch {last}; the results above are from epoch "
    "{shown}.",
    "report_code_files": "To run it, put beside it: {files} (from Share, Script).",
}
