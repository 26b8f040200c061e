"""Questions with known answers asked one by one, and the figures that come of it."""
