"""Files to documents and their chunks: which files are articles, and what in them is the article."""
