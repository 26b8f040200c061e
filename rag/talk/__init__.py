"""A turn of a conversation to what is said to it: small talk, questions about the articles, questions to try."""
