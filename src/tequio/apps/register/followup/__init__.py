"""The follow-up of what is kept: who is in charge, what was done, with what proof, judged how, due when.

One function per use case. Each checks the right through the policy, does it, and leaves one event in the log
for each record that it changed; all of it or nothing. Times are passed in where they matter.
"""
