"""Briefs for the next session of a mechanism: gathered, made, edited, written out; and statements checked."""
