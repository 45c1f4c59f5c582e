"""The one door to markdown-it: `blocks` reads a source, `inline` renders what stands inside a segment.

Markdown is never written back (mdBook's translators show what that costs: msgids that move with every serializer).
"""
