"""What stands in the view "Line by line", in English."""

TEXTS = {
    # the chart of the samples' losses
    "lines_sample_loss_title": "The loss of each sample",
    "lines_p_axis": "p, the probability of its label",
    "lines_minus_log_p_axis": "loss; curve: −log p",
    "lines_mean": "mean = loss {loss}",
    "lines_sample_at": "sample {number}: p = {p}, loss {loss}",
    "lines_sample_loss_hover": "sample %{customdata[0]}, label %{customdata[1]}<br>p = %{x}<br>"
    "loss %{y}",
    "lines_beyond": "sample {number}: {loss} ↑",
    "lines_beyond_many": "{count} samples, up to {loss} ↑",
    "lines_sample_loss_alt": "The curve −log p and the losses of {count} {count:sample|samples} "
    "at epoch {epoch}; their mean is the loss, {loss}",
    # the chart of the loss over one parameter
    "lines_slice_title": "The loss if only {name} changed",
    "lines_slope": "slope {slope}",
    "lines_step": "now {value}, −lr × slope = {step}",
    "lines_after": "after the step {value}",
    "lines_slice_hover": "%{fullData.name} = %{x}<br>loss %{y}",
    "lines_slice_alt": "The loss over {name}, all other parameters as they are: at {value} it is "
    "{loss}, with the slope {slope}; the step leads to {after}",
    # the chart of several histories
    "lines_histories_hover": "%{fullData.name}<br>epoch %{x}<br>loss %{y}",
    "lines_histories_alt": "The loss over the epochs; at the end: {ends}",
}
