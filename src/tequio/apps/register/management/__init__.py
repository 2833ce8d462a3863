"""Commands of the register for `tequio manage`."""
