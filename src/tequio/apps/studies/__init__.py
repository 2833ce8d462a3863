"""Studies: how many there are that nobody counted; lists under custody, linkage, review, reports."""
