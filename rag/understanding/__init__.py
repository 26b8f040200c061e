"""What a question asks for: the kind of thing, of what, and what of it was said in the turns before."""
