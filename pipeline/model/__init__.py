"""The words of the field as frozen data: no I/O, nothing but the standard library (and Babel, for locales)."""
