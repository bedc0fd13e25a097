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
    "number in W and b. It is the plane in which this run moved most: {share} of the movement "
    "lies in it.",
    "landscape_slice_line": "<b>What you see:</b> a slice through {count} dimensions, one for each "
    "number in W and b. So far the path is a straight line: direction 1. Direction 2 is {second}.",
    "landscape_slice_start": "<b>What you see:</b> a slice through {count} dimensions, one for "
    "each number in W and b. There is no path yet: direction 1 leads straight downhill, where the "
    "first step will go. Direction 2 shows how the slope turns on the way.",
    "landscape_second_gradient": "the part of the gradient perpendicular to it",
    "landscape_second_bend": "how the gradient changes along it",
    "landscape_second_axis": "perpendicular to it",
    "landscape_off_plane": "At epoch {epoch} the run is slightly off this plane: its loss is "
    "{loss}, at the point drawn {beneath}.",
    "landscape_minimum": "<b>Lowest possible loss: {loss}.</b> No W and b give a lower loss: the "
    "largest entry of the gradient there is {slope}.",
    "landscape_above": " Epoch {epoch} is {gap} above it.",
    "landscape_reached": " Epoch {epoch} has reached it, to four digits.",
    "landscape_separable": "<b>There is no lowest loss.</b> Some W and b give every training "
    "sample the highest score for its own label. Double them, and every p gets closer to 1 and "
    "the loss closer to 0, but never quite there. So W grows for ever, more and more slowly.",
    "landscape_partly": "<b>The loss can get as close to {loss} as you like, but never quite "
    "there.</b> Some samples can be separated without a mistake ({n_apart} of {count} from every "
    "other class), and W grows for ever to separate them better. The rest overlap and keep the "
    "loss up.",
    "landscape_unknown": "The lowest possible loss was not computed: this table is too large for "
    "that.",
    "landscape_rises": "<b>In {count} of {epochs} epochs the loss rose:</b> steps that are too "
    "long jump across the valley instead of following it.",
    "landscape_weight_decay": "With weight decay, training minimises <span class='formula'>loss + "
    "{value}/2 · (|W|² + |b|²)</span>. The heights and the lowest value here are of that sum.",
    "landscape_own_decay": "This optimizer’s weight decay pulls W and b towards zero beside the "
    "gradient. It is no part of the loss, so training need not end where the loss is lowest.",
}
