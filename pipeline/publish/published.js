/* Looks for texts on an open page of anybody's making, and judges whether its reader sees them now. Called by
publish/live_page.py, from outside of the page.

Unlike visible.js, which knows how our own pages may look, this asks for effects alone: boxes, what lies on top, colours,
clipping. What it cannot know, ink.js sees in the picture. `texts` are [what it is, its letters as model/published.folded
has them, how many of them are judged: the others only say where it stands]. Returns `faults`, pairs of what is not seen and why, and `pictures` for ink.js. */
({ texts, direction }) => {
  const root = document.documentElement;
  const faults = [], areas = [];
  const name = (el) => `<${el.localName}${el.id ? ` id="${el.id}"` : typeof el.className === "string" && el.className.trim() ? ` class="${el.className.trim()}"` : ""}>`;
  const SAME = { "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "…": "..." };
  const fold = (sign) => (/[\s\u00ad\u200b\u2060\ufeff\x1c-\x1f\x85]/u.test(sign) ? "" : (SAME[sign] ?? sign));
  const styles = new Map();
  const style = (el) => styles.get(el) ?? styles.set(el, getComputedStyle(el)).get(el);
  const parent = (el) => el.assignedSlot ?? el.parentElement ?? el.getRootNode().host ?? null;
  const chain = (el) => { const found = []; for (let one = el; one; one = parent(one)) found.push(one); return found; };

  // All text that a browser may show, in order, letter by letter; shadow trees too.
  const SILENT = new Set(["script", "style", "noscript", "template", "textarea", "select", "title", "iframe", "object", "canvas", "video", "audio"]);
  let letters = "";
  const from = []; // for each letter: its text node and where it stands in there
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data !== node.data.normalize("NFC")) node.data = node.data.normalize("NFC");
      let at = 0;
      for (const sign of node.data) {
        const folded = fold(sign);
        for (const unit of folded) { letters += unit; for (let i = 0; i < unit.length; i += 1) from.push([node, at, at + sign.length]); }
        at += sign.length;
      }
    } else if (node.nodeType === Node.ELEMENT_NODE && !SILENT.has(node.localName)) {
      if (node.localName === "slot" && node.assignedNodes().length) node.assignedNodes().forEach(read);
      else (node.shadowRoot ?? node).childNodes.forEach(read);
    }
  };
  if (document.body) read(document.body);
  for (const found of [...letters.matchAll(/\[\d+\]/g)].reverse()) from.splice(found.index, found[0].length); // citations
  letters = letters.replace(/\[\d+\]/g, "");

  // Colours, as in visible.js.
  const colours = new Map();
  const colour = (text) => {
    if (!colours.has(text)) {
      const found = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
      if (found) colours.set(text, [found[1] / 255, found[2] / 255, found[3] / 255, found[4] === undefined ? 1 : +found[4]]);
      else {
        const brush = new OffscreenCanvas(1, 1).getContext("2d");
        brush.fillStyle = text;
        brush.fillRect(0, 0, 1, 1);
        colours.set(text, [...brush.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
      }
    }
    return colours.get(text);
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (el) => (el ? over(colour(style(el).backgroundColor), ground(parent(el))) : [1, 1, 1, 1]);
  const pictured = (el) => chain(el).some((one) => style(one).backgroundImage !== "none");

  const turned = (transform) => { // its letters are not upright
    if (transform === "none") return false;
    const [a, b, c, d, ...deep] = transform.slice(transform.indexOf("(") + 1).split(",").map(parseFloat);
    if (deep.length > 2) { const flat = new DOMMatrix(transform); return flat.m11 < 0 || flat.m22 < 0 || Math.abs(flat.m12) > 0.1 || Math.abs(flat.m21) > 0.1; }
    return a < 0 || d < 0 || Math.abs(b) > 0.1 || Math.abs(c) > 0.1;
  };
  const SYMBOLS = /wingdings|webdings|dingbats|^symbol$|icon|awesome|glyph|barcode|redacted|blank|emoji/i;
  const judgeAround = (el) => { // what hides a text wherever its box lies
    let opacity = 1;
    for (const one of chain(el)) {
      const own = style(one);
      if (own.display === "none") return `display is none on ${name(one)}`;
      if (own.contentVisibility === "hidden") return `content-visibility is hidden on ${name(one)}`;
      if (own.clipPath !== "none") return `clip-path is ${own.clipPath} on ${name(one)}`;
      if (own.clip !== "auto" && /absolute|fixed/.test(own.position)) return `clip is ${own.clip} on ${name(one)}`;
      if ((own.maskImage ?? "none") !== "none") return `mask-image is set on ${name(one)}`;
      if (own.filter !== "none") return `filter is ${own.filter} on ${name(one)}`;
      if (own.mixBlendMode !== "normal") return `mix-blend-mode is ${own.mixBlendMode} on ${name(one)}`;
      if (own.textDecorationLine.includes("line-through")) return `it is struck out by ${name(one)}`;
      if (one.localName === "details" && !one.open && !el.closest("summary")) return `${name(one)} is closed`;
      if (one.closest("[aria-hidden=true], [inert]")) return `${name(one)} is hidden from screen readers`;
      if (turned(own.transform) || own.rotate !== "none" || /-/.test(own.scale)) return `${name(one)} is turned (${own.transform})`;
      opacity *= +own.opacity;
    }
    const own = style(el);
    if (own.visibility !== "visible") return `visibility is ${own.visibility} on ${name(el)}`;
    if (opacity < 0.9) return `opacity is ${opacity.toFixed(2)} around ${name(el)}`;
    if (own.direction !== direction) return `direction is ${own.direction} on ${name(el)}, not ${direction}`;
    if (/override/.test(own.unicodeBidi)) return `unicode-bidi is ${own.unicodeBidi} on ${name(el)}`;
    if ((own.webkitTextSecurity ?? "none") !== "none") return `its letters are shown as dots`;
    const font = own.fontFamily.split(",")[0].trim().replace(/^["']|["']$/g, "");
    if (SYMBOLS.test(font)) return `the font "${font}" does not show letters`;
    const size = parseFloat(own.fontSize);
    if (size < 11) return `the letters are ${size} pixels high on ${name(el)}`;
    const fill = colour(own.webkitTextFillColor), back = ground(el);
    const seen = contrast(over([...fill.slice(0, 3), fill[3] * opacity], back), back);
    const least = size >= 24 || (size >= 18.66 && +own.fontWeight >= 700) ? 3 : 4.5;
    if (seen < least && !pictured(el)) return `its contrast is ${seen.toFixed(2)}, less than ${least}, on ${name(el)}`;
    return "";
  };
  // Before anything scrolls: a box that cuts does not scroll for its reader.
  const cutBy = (el, box) => {
    const around = chain(el);
    const loose = around.findIndex((one) => style(one).position === "fixed");
    for (const one of loose < 0 ? around.slice(1) : around.slice(1, loose + 1)) {
      if (one === root || one === document.body) continue;
      const own = style(one), edge = one.getBoundingClientRect();
      if (own.display === "inline" || own.display === "contents") continue;
      const outX = box.left < edge.left - 2 || box.right > edge.right + 2;
      const outY = (box.top + box.bottom) / 2 > edge.bottom + 1 || (box.top + box.bottom) / 2 < edge.top - 1;
      if (outY && /hidden|clip/.test(own.overflowY)) return `it is cut off by ${name(one)}`;
      if (outX && /hidden|clip/.test(own.overflowX)) return `it is cut off by ${name(one)}`;
      if (/auto|scroll/.test(own.overflowY) && one.scrollHeight > one.clientHeight + 2 && one.clientHeight < 200)
        return `it has to be scrolled to inside ${name(one)}, which is ${one.clientHeight} pixels high`;
    }
    return "";
  };
  const paints = (el) => {
    const own = style(el);
    if (own.visibility !== "visible" || +own.opacity === 0) return false;
    return colour(own.backgroundColor)[3] > 0.05 || own.backgroundImage !== "none" || own.backdropFilter !== "none" ||
      /^(img|video|canvas|iframe|svg|object|embed|input|button|textarea|select)$/.test(el.localName) ||
      [...el.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  };
  const scrollers = (el) => chain(el).filter((one) => one !== root && one !== document.body &&
    /auto|scroll/.test(style(one).overflowY) && one.scrollHeight > one.clientHeight + 2);
  const coveredBy = (el, at) => { // at three points of a line, each scrolled to
    for (const share of [0.04, 0.5, 0.96]) {
      const point = () => { const box = at(); return [box.left + box.width * share, (box.top + box.bottom) / 2]; };
      for (const one of scrollers(el).reverse()) { // from the outside in: a page may scroll inside
        const edge = one.getBoundingClientRect();
        one.scrollTop += point()[1] - (Math.max(0, edge.top) + Math.min(innerHeight, edge.bottom)) / 2;
      }
      let [x, y] = point();
      if (y < 60 || y > innerHeight - 60 || x < 2 || x > root.clientWidth - 2) {
        scrollBy({ left: x < 2 || x > root.clientWidth - 2 ? x - root.clientWidth / 2 : 0, top: y - innerHeight / 2, behavior: "instant" });
        [x, y] = point();
      }
      const stack = (el.getRootNode().elementsFromPoint ? el.getRootNode() : document).elementsFromPoint(x, y);
      if (!stack.length) return "it lies off the page";
      if (!stack.some((one) => one === el || el.contains(one) || one.contains(el))) return `it is covered by ${name(stack[0])}`;
      for (const one of stack) {
        if (el.contains(one) || one.contains(el)) break;
        if (chain(one).every((around) => +style(around).opacity > 0.05) && paints(one)) {
          const fixed = chain(one).some((around) => /fixed|sticky/.test(style(around).position));
          return `it is covered by ${name(one)}${fixed ? ", which stays in place when the page scrolls" : ""}`;
        }
      }
    }
    return "";
  };
  const judgeBoxes = (el, range, count) => {
    const size = parseFloat(style(el).fontSize);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5);
    const width = boxes.reduce((sum, box) => sum + box.width, 0);
    if (width < count * size * 0.15) return `it takes no room: ${Math.round(width)} pixels for ${count} letters`;
    if (boxes.some((box) => box.height < size * 0.6)) return "it is squeezed";
    if (count > 8 && boxes.length > count / 2) return "it has one letter on a line";
    const inner = scrollers(el).length > 0;
    for (const box of boxes) {
      const cut = cutBy(el, box);
      if (cut) return cut;
      if (inner) continue;
      const left = box.left + scrollX, right = box.right + scrollX, top = box.top + scrollY, bottom = box.bottom + scrollY;
      const wide = Math.max(root.clientWidth, root.scrollWidth), high = Math.max(root.clientHeight, root.scrollHeight);
      const rtl = style(root).direction === "rtl" ? root.clientWidth - wide : 0;
      if (right < rtl + 2 || left > wide + rtl - 2 || bottom < 2 || top > high - 2) return "it lies off the page";
    }
    for (const index of boxes.keys()) {
      const covered = coveredBy(el, () => [...range.getClientRects()].filter((box) => box.width > 0.5)[index] ?? boxes[index]);
      if (covered) return covered;
    }
    return "";
  };
  const WORDS = /["“]([^"”]*\p{L}{2}[^"”]*)["”]/u;
  const spoken = (el) => ["::before", "::after"].map((part) => WORDS.exec(getComputedStyle(el, part).content)?.[1]).find(Boolean);

  const judge = (begin, end) => { // one occurrence of a text: "" if it is seen
    const runs = [];
    for (let at = begin; at < end; at += 1) {
      const [node, start, stop] = from[at];
      const last = runs.at(-1);
      if (last && last.node === node) { last.stop = stop; last.count += 1; } else runs.push({ node, start, stop, count: 1 });
    }
    for (const { node, start, stop, count } of runs) {
      const el = node.parentElement ?? node.getRootNode().host;
      const around = judgeAround(el);
      if (around) return around;
      const added = chain(el).slice(0, 3).map(spoken).find(Boolean);
      if (added) return `a style sheet adds words to it: “${added}”`;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, stop);
      const hidden = judgeBoxes(el, range, count);
      if (hidden) return hidden;
    }
    return "";
  };
  const picture = (what, begin, end) => {
    scrollTo({ left: 0, top: 0, behavior: "instant" });
    const range = document.createRange();
    range.setStart(from[begin][0], from[begin][1]);
    range.setEnd(from[end - 1][0], from[end - 1][2]);
    const inner = scrollers(from[begin][0].parentElement ?? from[begin][0].getRootNode().host).length > 0;
    const box = range.getBoundingClientRect();
    const lines = [...range.getClientRects()].filter((one) => one.width > 20 && one.height > 6 && one.height < 60)
      .map((one) => [one.left + scrollX, one.top + scrollY, one.width, one.height, what]);
    if (inner || !lines.length) return;
    const area = [Math.max(0, box.left + scrollX), Math.max(0, box.top + scrollY), box.right + scrollX, box.bottom + scrollY];
    const near = areas.find((one) => area[1] < one.area[3] + 400 && area[3] > one.area[1] - 400); // one picture for neighbours
    if (!near) return areas.push({ area, lines });
    near.area = near.area.map((side, at) => (at < 2 ? Math.min(side, area[at]) : Math.max(side, area[at])));
    near.lines.push(...lines);
  };
  const taken = () => areas.map(({ area, lines }) => {
    const [left, top] = [Math.floor(area[0]), Math.floor(area[1])];
    const width = Math.ceil(area[2]) - left + 1, height = Math.ceil(area[3]) - top + 1;
    return { left, top, width, height, lines: lines.map(([x, y, ...rest]) => [x - left, y - top, ...rest]) };
  });

  // What lets clicks through may cover all the same.
  const probe = new CSSStyleSheet(); // a <style> the page's own policy may forbid
  probe.replaceSync("* { pointer-events: auto !important } html { scroll-behavior: auto !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, probe];
  for (const [what, sought, length] of texts) {
    let cause = "it is not on the page when its scripts have run";
    for (let begin = letters.indexOf(sought); begin >= 0; begin = letters.indexOf(sought, begin + 1)) {
      scrollTo({ left: 0, top: 0, behavior: "instant" });
      cause = judge(begin, begin + length);
      if (!cause) { picture(what, begin, begin + length); break; }
    }
    if (cause) faults.push([what, cause]);
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== probe);
  scrollTo({ left: 0, top: 0, behavior: "instant" });
  return { faults, pictures: taken() };
}
