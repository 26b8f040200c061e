"""What a text is made of, whatever it is part of: words, sentences, names, numbers and times, in several languages."""
