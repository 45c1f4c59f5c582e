"""Tests, a folder per room; `site` holds those that read the real site as its readers and checkers do."""
