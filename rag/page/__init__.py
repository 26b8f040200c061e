"""What the chat does, and the HTML, styles and scripts that a browser gets of it."""
