"""A localized article → HTML and text; the one door to Jinja2. What leaves is a `str`; nothing here touches a disk."""
