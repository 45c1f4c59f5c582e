"""A page as WordPress would show it: a theme, a sidebar, plug-ins, and our article somewhere in the middle."""

import re
from pathlib import Path

THEME = """
body { margin: 0; font: 17px/1.6 Georgia, serif; color: #222; background: #fafafa }
.site-header { position: sticky; top: 0; background: #fff; padding: 10px 20px; z-index: 5; box-shadow: 0 1px 4px #0003 }
.wrap { display: flex; flex-wrap: wrap; gap: 30px; max-width: 1100px; margin: 0 auto; padding: 20px; overflow: hidden }
.entry-content { flex: 1 1 280px; min-width: 0; background: #fff; padding: 20px; box-shadow: 0 2px 8px #0002 }
.widget-area { flex: 0 1 240px; font-size: 14px; color: #555 }
.entry-content h2 { text-transform: uppercase; letter-spacing: 1px; font-size: 20px }
.entry-content table { display: block; overflow-x: auto }
.entry-content a { color: #06c; transition: color .2s }
.reveal { opacity: 0; transition: opacity .6s } .reveal.in { opacity: 1 }
.site-footer { background: #222; color: #eee; padding: 40px 20px }
"""


def fragment_of(page: Path) -> str:
    """Our article as a fragment: what stands in <main>, with our own classes, ids and links to them."""
    html = page.read_text("utf-8")
    lang, direction = re.findall(r'<html lang="([^"]+)" dir="([^"]+)"', html)[0]
    inner = html.split('<main id="article">', 1)[1].split("</main>", 1)[0]
    inner = re.sub(r'\b(id|aria-labelledby)="', r'\1="polyclinic-', inner)
    inner = re.sub(r'\bclass="', 'class="polyclinic-', inner).replace('href="#', 'href="#polyclinic-')
    return f'<div class="polyclinic" lang="{lang}" dir="{direction}">{inner}</div>'


def wordpress_page(content: str, style: str = "", script: str = "", after: str = "", lang: str = "en-GB") -> str:
    """A whole page around some content."""
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="UTF-8"><title>A sample practice</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{THEME}{style}</style></head>
<body class="single postid-12 wp-embed-responsive"><header class="site-header"><a href="/">A sample practice</a></header>
<div class="wrap"><main class="site-main entry-content"><article><h1 class="entry-title">A sample post</h1>
{content}
</article></main><aside class="widget-area"><h3>Recent posts</h3><ul><li><a href="#">Another sample</a></li></ul></aside></div>
<footer class="site-footer"><p>A sample footer, with a line or two about nothing.</p></footer>{after}
<script>
document.querySelectorAll('.reveal').forEach(el => new IntersectionObserver(seen => {{
  if (seen.some(one => one.isIntersecting)) el.classList.add('in') }}).observe(el));
{script}
</script></body></html>"""
