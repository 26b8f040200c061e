"""Passages to an answer, or to a refusal: which sentences answer, whether they do, and their citations."""
