"""What stands in the view "Landscape", in English."""

TEXTS = {
    "view_landscape": "Landscape",
    "landscape_surface": "As a surface",
    "landscape_title": "The loss around the path of training",
    "landscape_axis": "direction {number}",
    "landscape_axis_share": "direction {number} ({share} of the movement)",
    "landscape_hover": "loss %{z}",
    "landscape_path_hover": "epoch %{customdata}",
    "landscape_start": "start",
    "landscape_present": "epoch {epoch}: {loss}",
    "landscape_lowest": "lowest in this slice: {loss}",
    "landscape_alt": "Contours of the loss over a plane through the space of W and b",
    "landscape_alt_lowest": "Contours of the loss over a plane through the space of W and b; the "
    "lowest in it is {lowest}",
    "landscape_path_alt": "The path of training on the landscape of the loss: at epoch {epoch} the "
    "loss is {loss}",
    "landscape_slice": "<b>What you see:</b> a slice through {count} dimensions, one for each "
    "number in W and b. Of all planes, it is the one in which this run moved most: {share} of the "
    "movement lies in it.",
    "landscape_slice_line": "<b>What you see:</b> a slice through {count} dimensions, one for each "
    "number in W and b. So far the path is a straight line: direction 1. Direction 2 is {second}.",
    "landscape_slice_start": "<b>What you see:</b> a slice through {count} dimensions, one for "
    "each number in W and b. There is no path yet: direction 1 leads straight downhill, where the "
    "first step will go. Direction 2 shows how the slope turns on the way.",
    "landscape_second_gradient": "where the slope leads beside it",
    "landscape_second_bend": "the way the slope turns along it",
    "landscape_second_axis": "at right angles to it",
    "landscape_off_plane": "At epoch {epoch} the run is a little off this plane: its loss is "
    "{loss}, and {beneath} at the point drawn.",
    "landscape_minimum": "<b>Lowest possible loss: {loss}.</b> No W and b do better: there, no "
    "slope is steeper than {slope}.",
    "landscape_above": " Epoch {epoch} is {gap} above it.",
    "landscape_reached": " Epoch {epoch} has reached it, to four digits.",
    "landscape_separable": "<b>There is no lowest loss.</b> Some W and b give every training "
    "sample the highest score for its own label. Double them, and every p comes nearer to 1, the "
    "loss nearer to 0, but never there: so W grows for ever, ever more slowly.",
    "landscape_partly": "<b>The loss can come as near to {loss} as you like, but never there.</b> "
    "Some samples can be told apart without a mistake ({n_apart} of {count} altogether), and W "
    "grows for ever to do it better. The rest overlap, and keep the loss up.",
    "landscape_unknown": "The lowest possible loss has not been worked out: this table is too "
    "large for that.",
    "landscape_rises": "<b>In {count} of {epochs} epochs the loss rose:</b> steps that are too "
    "long leap across the valley instead of following it.",
    "landscape_weight_decay": "With weight decay, training makes <span class='formula'>loss + "
    "{value}/2 · (|W|² + |b|²)</span> smaller. That sum is the height shown here, and in what is "
    "said of the lowest.",
}
