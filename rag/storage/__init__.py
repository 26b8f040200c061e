"""What is kept on disk: documents, chunks, vectors and words in SQLite, and the vector index beside it."""
