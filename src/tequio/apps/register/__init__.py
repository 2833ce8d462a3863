"""Mechanisms, sessions, commitments and their follow-up."""
