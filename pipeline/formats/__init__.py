"""Text ⇄ model, in pairs. These modules take and give `str` and `bytes`, never paths to open."""
