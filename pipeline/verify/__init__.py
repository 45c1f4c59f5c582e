"""Whether a bundle is what it claims to be: read without trust, with nothing but Python's standard library (3.9 or newer)."""
