"""polyclinic: health articles in every language, and none without its medical disclaimer.

ARCHITECTURE.md draws the house; the rooms below this package are its floors.
"""

__version__ = "0.1.0"
