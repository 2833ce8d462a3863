"""Pages of the follow-up: the chain of a commitment, its forms, work list, board, what comes from outside."""
