"""The rules that the gate asks: of what a page may be made, and what its texts must be. Pure; no switch reaches them."""
