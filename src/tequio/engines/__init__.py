"""Plain-Python engines: text, numbers and dataclasses in and out; they import nothing but `tequio.text`."""
