"""Answers and rewritten questions from a language model behind an OpenAI-compatible endpoint."""
