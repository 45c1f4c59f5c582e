"""Findings and progress → text and JSON. What leaves is a `str`; colour is the command line's affair."""
