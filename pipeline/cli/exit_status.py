"""The exit statuses: 0 is fine; these are the others."""

FINDINGS = 1
"""Findings, a refused locale, or something left for a person to decide."""
UNREADABLE = 2
"""Usage, or unreadable input; click's own status for usage."""
INTERRUPTED = 130
"""Ctrl-C: 128 and the number of SIGINT."""
