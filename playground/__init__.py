"""A linear softmax classifier that can be watched while it learns."""
