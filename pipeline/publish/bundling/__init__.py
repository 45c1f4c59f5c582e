"""Bundles: what lies in `build/site`, or in a clinic's folder, with all that proves it, as one file that is the same twice."""
