"""A question to the passages that fit it best: candidates, what speaks for each, and what a score is made of."""
