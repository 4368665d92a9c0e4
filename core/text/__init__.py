"""Text and how people write it: clean characters, the six languages, their days, numbers and partial dates."""
