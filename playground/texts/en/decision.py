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
    "decision_picture_slice": "Two features, the others fixed",
    "decision_one": "Second class",
    "decision_other": "First class",
    "decision_versus": "against",
    "decision_across": "Feature across",
    "decision_up": "Feature up",
    "decision_times": "and",
    "decision_held": "The other features",
    "decision_held_mean": "others at their means",
    "decision_held_sample": "others as in sample {number}",
    # titles and axes
    "decision_line_title": "Class probabilities along the feature",
    "decision_plane_title": "Predicted class regions",
    "decision_slice_title": "Predicted class regions: a slice",
    "decision_space_title": "The planes between the classes",
    "decision_strip_title": "p of each sample",
    "decision_logits_title": "The scores z of each sample",
    "decision_heatmap_title": "p of each class, the label framed",
    "decision_lead_axis": "z{j} − z{i}",
    "decision_p_axis": "p of {name}",
    "decision_p_of_classes": "p",
    "decision_rings": "dotted rings: distance from the centre, in units of z",
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
    "decision_line_says": "Each curve is p of one class. There is a border where another curve "
    "becomes the highest: the two scores z are equal there.",
    "decision_plane_says": "The colour shows the class, its strength the probability. On a border "
    "two classes are equally likely: their scores z are equal, which makes it a straight line.",
    "decision_strip_says": "With two classes, softmax depends only on how far one score leads the "
    "other. Each sample lies on the curve, and a bar joins it to its label. The length of the "
    "bar, |p − y|, is the factor in its gradient.",
    "decision_pair_says": "These two classes as if there were no others: {count} "
    "{count:sample|samples} of other classes are left out, and the two share p between them.",
    "decision_logits_says": "Softmax depends only on the differences of the three scores, and "
    "these form a plane, so nothing is left out. The regions stay; training moves the samples. "
    "The distance to a border is the difference of the two scores.",
    "decision_heatmap_says": "A column for each sample, a row for each class: the stronger the "
    "colour, the higher p. In a perfect model all colour lies inside the frames.",
    "decision_space_says": "The border between two classes is a plane, on which their scores z "
    "are equal. Drag to turn it.",
    "decision_slice_says_mean": "A slice: the other {count:feature is held at its mean|{count} "
    "features are held at their means}.",
    "decision_slice_says_sample": "A slice: the other {count:feature is|{count} features are} as "
    "in sample {number}.",
    "decision_agreement": "The slice agrees with the model on {share} of the samples; the rest "
    "are faded.",
    "decision_right": "All {all} samples are on the right side.",
    "decision_wrong": "{count} of {all} samples {count:is|are} on the wrong side (ringed)",
    "decision_wrong_held_out": "{count} of the {all} held-out ones (hollow)",
    "decision_thinned": "{drawn} of {all} samples are drawn, with {wrong} of the {all_wrong} "
    "wrong ones.",
    "decision_no_scores": "{count} {count:sample is|samples are} left out: the scores are too "
    "large for float32.",
    "decision_equal": "All classes are equally likely everywhere: W and b are still zero.",
    "decision_sample_says": "Sample {number}: label {label}, predicted {predicted}, "
    "p\u00a0=\u00a0{p}",
    "decision_to_lines_help": "See how these numbers are computed for this sample.",
    "decision_sample": "Sample",
    "decision_add": "Drag a sample to move it; click the plane to add one of",
    "decision_add_locked": "No samples can be added during a run.",
    "decision_class": "Class of a new sample",
    "decision_stale": "Out of date: press Train.",
    "decision_diverged": "The run diverged at epoch {epoch}. Use the slider to go back.",
    "decision_nothing": "There is nothing to draw: W or b is no longer a finite number.",
    "decision_alt": "{title}. Epoch {epoch}: {wrong} of {all} {all:sample|samples} on the wrong "
    "side",
}
