"""What stands in the view "Decision", in English."""

TEXTS = {
    "view_decision": "Decision",
    # which picture
    "decision_picture": "Picture",
    "decision_picture_line": "p over the feature",
    "decision_picture_plane": "The plane of both features",
    "decision_picture_strip": "Two classes against each other",
    "decision_picture_logits": "The plane of the scores z",
    "decision_picture_heatmap": "p of every sample",
    "decision_picture_space": "The space of the three features",
    "decision_picture_slice": "Two features, the others held",
    "decision_one": "Class against which",
    "decision_other": "Class",
    "decision_versus": "against",
    "decision_across": "Feature across",
    "decision_up": "Feature up",
    "decision_times": "and",
    "decision_held": "The other features",
    "decision_held_mean": "others at their means",
    "decision_held_sample": "others as in sample {number}",
    # titles and axes
    "decision_line_title": "What it says over the feature",
    "decision_plane_title": "Where it says what",
    "decision_slice_title": "Where it says what: a slice",
    "decision_space_title": "The planes between the classes",
    "decision_strip_title": "p of each sample",
    "decision_logits_title": "Where the scores z of each sample lie",
    "decision_heatmap_title": "p of each class, the label framed",
    "decision_lead_axis": "z{j} − z{i}",
    "decision_p_axis": "p of {name}",
    "decision_p_of_classes": "p",
    "decision_rings": "dotted: as far from the centre, in z",
    "decision_heatmap_axis": "samples, by label",
    "decision_sample_at": "sample {number}",
    "decision_sample_hover": "sample %{customdata[0]}, label %{customdata[1]}<br>predicted "
    "%{customdata[2]}, p = %{customdata[3]}",
    "decision_vector_hover": "test vector %{customdata[0]}<br>predicted %{customdata[1]}, "
    "p = %{customdata[2]}",
    "decision_curve_hover": "%{fullData.name}<br>x = %{x}<br>p = %{y}",
    "decision_heatmap_hover": "sample %{customdata[0]}, label %{customdata[1]}<br>p of "
    "%{fullData.name} = %{z}",
    "decision_heatmap_vector_hover": "test vector %{customdata[0]}<br>p of %{fullData.name} = %{z}",
    # what is seen
    "decision_line_says": "Each curve is p of one class. Where the highest one changes there is a "
    "border: their scores z are the same there.",
    "decision_plane_says": "The colour is the class, its strength the probability. On a border two "
    "classes are equally likely: their scores z are the same, and that is a straight line.",
    "decision_strip_says": "Of two classes, softmax sees only how much one score leads. Each "
    "sample stands on the curve; its bar goes to its label. The bar’s length, |p − y|, is the "
    "factor of its gradient.",
    "decision_pair_says": "These two classes as if there were no other: {count} "
    "{count:sample|samples} of other classes are left out, and p is shared by the two alone.",
    "decision_logits_says": "Of three scores, softmax sees only their differences, and these are a "
    "plane: nothing is left out. The regions stay, training moves the samples. The distance from a "
    "border is the difference of the two scores.",
    "decision_heatmap_says": "A column for each sample, a row for each class: the stronger the "
    "colour, the higher p. All colour should come to lie in the frames.",
    "decision_space_says": "Between two classes there is a plane: on it their scores z are the "
    "same. Drag to turn it.",
    "decision_slice_says_mean": "A slice: the other {count:feature is held at its mean|{count} "
    "features are held at their means}.",
    "decision_slice_says_sample": "A slice: the other {count:feature is|{count} features are} as "
    "in sample {number}.",
    "decision_agreement": "On {share} of the samples it says what the model says; the others are "
    "faint.",
    "decision_right": "All {all} samples are on the right side.",
    "decision_wrong": "{count} of {all} samples {count:is|are} on the wrong side (ringed)",
    "decision_wrong_held_out": "of {all} held-out ones (hollow), {count}",
    "decision_thinned": "Drawn: {drawn} of {all}, with {wrong} of the {all_wrong} wrong ones.",
    "decision_no_scores": "{count} {count:sample is|samples are} left out: float32 has no room for "
    "their scores.",
    "decision_equal": "All classes are equally likely everywhere: W and b say nothing yet.",
    "decision_sample_says": "Sample {number}: label {label}, predicted {predicted}, "
    "p\u00a0=\u00a0{p}",
    "decision_to_lines_help": "See how these numbers come about for this sample.",
    "decision_sample": "Sample",
    "decision_add": "Drag a sample to move it; click the plane to add one of",
    "decision_add_locked": "While a run is under way no sample can be added.",
    "decision_class": "Class of a new sample",
    "decision_stale": "Older than the data: press Train.",
    "decision_diverged": "The run diverged at epoch {epoch}. The slider leads back.",
    "decision_nothing": "There is no picture: W or b is no longer a finite number.",
    "decision_alt": "{title}. Epoch {epoch}: {wrong} of {all} {all:sample|samples} on the wrong "
    "side",
}
