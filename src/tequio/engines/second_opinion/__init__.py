"""Engine `second_opinion`: what a language model is asked of a text, and what of its answer is believed.

The engine asks nobody: it words the question and reads the answer. An answer counts only as far as its words
stand in the text; everything else in it is dropped.
"""

from tequio.engines.second_opinion.answers import LONGEST_ANSWER, Opinion, UnusableAnswer, read_answer
from tequio.engines.second_opinion.questions import LONGEST_PIECE, Message, pieces_of, question

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_PIECE",
    "Message",
    "Opinion",
    "UnusableAnswer",
    "pieces_of",
    "question",
    "read_answer",
]
