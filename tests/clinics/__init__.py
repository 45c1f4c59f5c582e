"""Clinics: their settings, their texts, their words on a page."""
