/* The style that this browser gives elements when no style sheet speaks; called on an empty page.

Returns JSON: by tag, property → value; all of them for span, for other tags what differs from span. */
() => {
  document.body.innerHTML =
    "<main><section><div><h1>x</h1><h2>x</h2><h3>x</h3><h4>x</h4><h5>x</h5><h6>x</h6><p><span>x</span><strong>x</strong><em>x</em>" +
    "<a href='#x'>x</a><sup>x</sup><code>x</code></p><ul><li>x</li></ul><ol><li>x</li></ol><blockquote>x</blockquote><pre>x</pre>" +
    "<table><thead><tr><th>x</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table></div></section><aside>x</aside></main>";
  const span = getComputedStyle(document.querySelector("span"));
  const found = { span: Object.fromEntries([...span].map((property) => [property, span.getPropertyValue(property)])) };
  for (const el of document.querySelectorAll("html, body, body *")) {
    const own = getComputedStyle(el);
    const pairs = Object.keys(found.span).map((property) => [property, own.getPropertyValue(property)]);
    found[el.localName] ??= Object.fromEntries(pairs.filter(([property, value]) => found.span[property] !== value));
  }
  return JSON.stringify(found);
}
