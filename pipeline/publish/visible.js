/* Judges an open page as its reader sees it now. Called by publish/browser.py, from outside of the page.

An allow-list, like the gate's: each property of an element that holds a text which must be seen, and of everything around
it, has the value that the browser gives an element without any style sheet, or is free because it cannot hide (FREE), or is
judged by its effect below. So a property that is new to browsers hides nothing either.

`bare` (from bare.js) holds those values by tag; `fonts` the names of fonts that show letters as they are. Returns
`faults`, pairs of what is not seen and why, and `pictures`: the box of each block in pixels of the whole page, with the
boxes of its lines of text in pixels of the block, and what they belong to. */
({ bare: told, fonts, print, forced }) => {
  const plain = JSON.parse(told);
  const FREE = new RegExp("^(" + [
    ".*color", "fill", "stroke", "color-scheme", "cursor",
    "(block|inline)-size", "width", "height", "(perspective|transform)-origin",
    "(padding|margin|border)-.*(top|right|bottom|left|start|end|width|style|radius).*",
    "border-collapse", "border-spacing", "-webkit-border-(horizontal|vertical)-spacing", "box-sizing", "table-layout",
    "font-family", "font-size", "font-weight", "font-style", "line-height", "letter-spacing", "text-align",
    "direction", "unicode-bidi", "-webkit-locale", "list-style-type", "vertical-align", "text-decoration-line",
    "-webkit-text-decorations-in-effect", "text-underline-offset", "text-decoration(-.*(thickness|width))?",
    "text-wrap-style", "overflow-wrap", "(-webkit-)?line-break", "word-break", "hyphens", "break-(inside|after|before)",
  ].join("|") + ")$");
  // On any element of the page: what can paint over a neighbour, or move something there.
  const ALONE = {
    position: ["static"], float: ["none"], transform: ["none"], translate: ["none"], rotate: ["none"], scale: ["none"],
    "offset-path": ["none"], "animation-name": ["none"], "box-shadow": ["none"], "border-image-source": ["none"],
    "background-image": ["none"], "list-style-image": ["none"], "outline-style": ["none"], "text-shadow": ["none"],
    filter: ["none"], "mix-blend-mode": ["normal"], "-webkit-box-reflect": ["none"], zoom: ["1"], "text-indent": ["0px"],
    "transition-duration": ["0s"], "list-style-type": ["disc", "circle", "square", "decimal", "none"],
  };
  const JUDGED = [...getComputedStyle(document.documentElement)].filter((one) => !one.startsWith("--") && !FREE.test(one));
  const faults = [];
  const root = document.documentElement;
  const words = (node) => node.textContent.trim().replace(/\s+/g, " ");
  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
  const name = (el) => `<${el.localName}${el.id ? ` id="${el.id}"` : el.className ? ` class="${el.className}"` : ""}>`;

  const disclaimer = document.getElementById("disclaimer");
  const blocks = [...document.querySelectorAll("#disclaimer, .caution, .emergency, .protected, .short-disclaimer, .status")];
  const isNotice = (block) => block.matches(".short-disclaimer, .status"); // who reviewed the page; where the disclaimer is
  const pictures = blocks.map((block) => {
    const box = block.getBoundingClientRect();
    const left = Math.max(0, Math.floor(box.left + scrollX)), top = Math.max(0, Math.floor(box.top + scrollY));
    return { left, top, width: Math.ceil(box.width) + 1, height: Math.ceil(box.height) + 1, lines: [] };
  });
  const subject = (el) => {
    const duty = el.closest("[data-duty]");
    const block = blocks.find((one) => one.contains(el));
    if (duty) return `duty "${duty.dataset.duty}"`;
    if (block === disclaimer && disclaimer) return el.closest("h2") ? "the heading of the disclaimer" : "the disclaimer";
    return block ? `the ${isNotice(block) ? "notice" : "protected text"} "${words(block).slice(0, 60)}"` : "the page";
  };
  const blame = (el, seen) => faults.push([subject(el), seen]);

  const colours = new Map();
  const colour = (text) => { // [red, green, blue, alpha], each from 0 to 1
    if (!colours.has(text)) {
      const found = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
      if (found) {
        colours.set(text, [found[1] / 255, found[2] / 255, found[3] / 255, found[4] === undefined ? 1 : +found[4]]);
      } else { // a notation of another colour space: let the browser paint it
        const brush = new OffscreenCanvas(1, 1).getContext("2d");
        brush.fillStyle = text;
        brush.fillRect(0, 0, 1, 1);
        colours.set(text, [...brush.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
      }
    }
    return colours.get(text);
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const light = ([red, green, blue]) => { // WCAG 2.2, "relative luminance"
    const [r, g, b] = [red, green, blue].map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const styles = new Map();
  const style = (el) => styles.get(el) ?? styles.set(el, getComputedStyle(el)).get(el);
  const grounds = new Map();
  const ground = (el) => {
    if (el === null) return print || !matchMedia("(prefers-color-scheme: dark)").matches ? [1, 1, 1, 1] : [0, 0, 0, 1];
    if (!grounds.has(el)) grounds.set(el, over(colour(style(el).backgroundColor), ground(el.parentElement)));
    return grounds.get(el);
  };

  const bare = (tag, property) => plain[tag]?.[property] ?? plain.span[property];
  const expected = (el, property, value) => {
    if (bare(el.localName, property) === value) return true;
    const inside = el.closest("pre");
    if (inside && /^(overflow-[xy]|white-space.*|text-wrap.*)$/.test(property))
      return bare("pre", property) === value || (el === inside && value === "auto");
    return el === document.body && property.startsWith("max-");
  };
  const judgeStyle = (el) => {
    const own = style(el);
    if (!(el.localName in plain)) blame(el, `${name(el)} is not an element that is known to be seen`);
    for (const property of JUDGED) {
      const value = own.getPropertyValue(property);
      if (!expected(el, property, value)) blame(el, `${property} is ${value} on ${name(el)}`);
    }
    const direction = el.closest("[dir]")?.getAttribute("dir") ?? "ltr";
    if (own.direction !== direction) blame(el, `direction is ${own.direction} on ${name(el)}, not ${direction}`);
    if (!["normal", "isolate"].includes(own.unicodeBidi)) blame(el, `unicode-bidi is ${own.unicodeBidi} on ${name(el)}`);
    const line = own.textDecorationLine;
    if (line !== "none" && !(line === "underline" && el.localName === "a")) blame(el, `text-decoration is ${line} on ${name(el)}`);
    if (!["baseline", "top"].includes(own.verticalAlign) && own.verticalAlign !== bare(el.localName, "vertical-align"))
      blame(el, `vertical-align is ${own.verticalAlign} on ${name(el)}`);
    if (own.display !== "inline" && !["table", "thead", "tbody", "tr", "th", "td", "html", "body"].includes(el.localName)) {
      const hidden = el.localName === "pre" ? el.scrollWidth - el.clientWidth : el.scrollHeight - el.clientHeight;
      if (hidden > 2) blame(el, `${name(el)} is ${hidden} pixels smaller than what it holds`);
    }
  };

  const isMark = (el) => { // of a citation: a figure, no word
    const raised = el.closest("sup.citation");
    return raised !== null && !/\p{L}/u.test(raised.textContent) && !raised.querySelector("[data-duty]") && !raised.closest("[data-duty]");
  };
  const fillFollows = (el, own) => { // under forced colours the fill is told unforced: see whether it moves with the colour
    el.style.setProperty("color", "rgb(1, 2, 3)", "important");
    const moved = own.webkitTextFillColor === "rgb(1, 2, 3)";
    el.style.removeProperty("color");
    return moved;
  };
  const judgeType = (el) => { // the look of the letters of an element that holds text itself
    const own = style(el);
    const size = parseFloat(own.fontSize);
    const mark = isMark(el);
    if (size < (mark ? 9 : 11)) blame(el, `the letters are ${size} pixels high`);
    if (+own.fontWeight < 400) blame(el, `the letters are too thin: font-weight is ${own.fontWeight}`);
    if (own.letterSpacing !== "normal" && !(parseFloat(own.letterSpacing) >= 0 && parseFloat(own.letterSpacing) <= size * 0.2))
      blame(el, `letter-spacing is ${own.letterSpacing}`);
    if (!mark && own.lineHeight !== "normal" && parseFloat(own.lineHeight) < size * 1.15)
      blame(el, `the lines are ${own.lineHeight} apart, the letters ${own.fontSize} high`);
    const odd = own.fontFamily.split(",").map((one) => one.trim().replace(/^["']|["']$/g, "")).find((one) => !fonts.includes(one.toLowerCase()));
    if (odd !== undefined) blame(el, `the font "${odd}" is not known to show letters`);
    const fill = own.webkitTextFillColor;
    if (!(forced ? fillFollows(el, own) : fill === own.color)) blame(el, `the letters are filled with ${fill}, not with their colour`);
    const backs = print ? [ground(el), [1, 1, 1, 1]] : [ground(el)]; // printers leave grounds out
    const least = Math.min(...backs.map((back) => contrast(over(colour(own.color), back), back)));
    if (!(least >= 4.5)) blame(el, `contrast is ${(Math.floor(least * 100) / 100).toFixed(2)}, less than 4.5`);
    for (const part of ["::first-line", "::first-letter"]) {
      const block = el.closest("p, li, h2, h3, h4, h5, h6, td, th, div, section");
      const first = getComputedStyle(block, part);
      const base = style(block);
      const changed = ["color", "fontSize", "opacity", "letterSpacing", "backgroundColor", "float"].find((one) => {
        if (one === "opacity") return first[one] !== "1";
        if (one === "backgroundColor") return first[one] !== base[one] && colour(first[one])[3] !== 0;
        return first[one] !== base[one];
      });
      if (changed) blame(el, `${part} of ${name(block)} has a style of its own: ${changed} is ${first[changed]}`);
    }
  };

  const judgeLines = (text) => {
    const el = text.parentElement;
    const range = document.createRange();
    range.selectNodeContents(text);
    const size = parseFloat(style(el).fontSize);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5).map((box) => ({
      left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY,
      width: box.width, height: box.height,
    }));
    const count = [...letters(text.data)].length;
    const width = boxes.reduce((sum, box) => sum + box.width, 0);
    if (width < count * size * 0.15) return blame(el, `the text takes no room: ${Math.round(width)} pixels for ${count} letters`);
    if (boxes.length > 4 && boxes.length > count / 2) blame(el, "the text has one letter on a line");
    for (const box of boxes) {
      const seen = judgeBox(el, box, size);
      if (seen) { blame(el, seen); break; }
    }
    if (isNotice(blocks.find((one) => one.contains(el)))) return;
    const picture = pictures[blocks.findIndex((one) => one.contains(el))];
    for (const box of boxes)
      if (box.width > size) picture.lines.push([box.left - picture.left, box.top - picture.top, box.width, box.height, subject(el)]);
  };
  const judgeBox = (el, box, size) => {
    if (box.height < size * 0.7) return `a line is ${Math.round(box.height)} pixels high`;
    if (box.left < -1 || box.right > root.clientWidth + 1 || box.top < 0 || box.bottom > root.scrollHeight + 1)
      return "a line lies outside of the page";
    const middle = (box.top + box.bottom) / 2;
    if (middle < scrollY + 50 || middle > scrollY + innerHeight - 50)
      scrollTo({ left: 0, top: middle - innerHeight / 2, behavior: "instant" });
    const edge = Math.min(box.width / 2, Math.max(box.width * 0.08, 3)); // nearer to a neighbour a hit may be the neighbour's
    for (const x of [box.left + edge - scrollX, box.left + box.width / 2 - scrollX, box.right - edge - scrollX]) {
      const hit = document.elementFromPoint(x, middle - scrollY);
      // A citation's mark stands above its line, where hits count for the paragraph.
      if (!hit || !(el.contains(hit) || (isMark(el) && hit.contains(el)))) return `a line is covered by ${hit ? name(hit) : "nothing that is on the page"}`;
    }
    return "";
  };

  const judgeGap = (block) => { // a text that follows after screens of nothing is taken to have ended
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let bottom = 0;
    for (let text = texts.nextNode(); text && !block.contains(text); text = texts.nextNode()) {
      if (!text.data.trim()) continue;
      const box = boxOf(text);
      if (box.height) bottom = box.bottom;
    }
    const top = boxOf(block).top;
    if (top - bottom > 400) blame(block, `it follows after ${Math.round(top - bottom)} pixels without a text`);
  };
  const boxOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };

  const judgeAnybody = (el) => {
    const own = style(el);
    if (el.style.length) blame(el, `${name(el)} has a style of its own`);
    const skip = el.matches("body > a.skip");
    for (const [property, allowed] of Object.entries(ALONE)) {
      const value = own.getPropertyValue(property);
      if (!allowed.includes(value) && value !== "" && !(skip && property === "position" && value === "absolute"))
        blame(el, `${property} is ${value} on ${name(el)}`);
    }
    if (skip) {
      const box = el.getBoundingClientRect();
      if (box.right > 0 && box.left < root.clientWidth && box.width) blame(el, "the skip link lies on the page");
    }
    for (const side of ["Top", "Right", "Bottom", "Left"])
      if (parseFloat(own[`margin${side}`]) < -8) blame(el, `margin is ${own[`margin${side}`]} on ${name(el)}`);
    for (const part of ["::before", "::after", "::marker"]) {
      const content = getComputedStyle(el, part).content;
      const known = content === "none" || content === "normal" || (part === "::after" && content === '":"' && el.matches(".facts dt"));
      if (!known) blame(el, `${part} of ${name(el)} adds ${content}`);
    }
  };

  if (!getComputedStyle(root).getPropertyValue("--ink")) faults.push(["the page", "its style sheet did not load"]);
  if (document.styleSheets.length !== 1 || document.styleSheets[0].media.length || document.styleSheets[0].disabled)
    faults.push(["the page", "it has another style sheet than the one"]);
  if (!disclaimer) faults.push(["the disclaimer", "it is not on the page"]);
  const around = new Set();
  for (const block of blocks) for (let el = block.parentElement; el; el = el.parentElement) around.add(el);
  const within = new Set(blocks.flatMap((block) => [block, ...block.querySelectorAll("*")]));
  for (const el of [...around, ...within]) judgeStyle(el);
  for (const block of blocks) judgeGap(block);
  for (const el of document.querySelectorAll("html, body, body *")) judgeAnybody(el);
  for (const el of within) {
    const texts = [...el.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (texts.length) judgeType(el);
    for (const text of texts) judgeLines(text);
    if (el.matches("[data-duty], #disclaimer h2") && !letters(words(el))) blame(el, "it has no text");
  }
  scrollTo({ left: 0, top: 0, behavior: "instant" });
  return { faults, pictures };
}
