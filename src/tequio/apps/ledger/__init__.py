"""The hash-chained log of every change: what is in it, how an operation writes to it, how it is verified."""
