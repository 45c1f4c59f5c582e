"""Pure transforms model → model: extract, merge, translate."""
