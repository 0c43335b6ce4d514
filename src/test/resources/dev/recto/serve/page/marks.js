(() => {
  const web = [...document.scripts].find((script) => script.src.endsWith("page.js")).src.replace("js/page.js", "");

  async function place() {
    document.querySelector("#measured")?.remove();
    const body = document.createElement("div");
    body.id = "measured";
    body.style.cssText = "position:fixed;inset:0;z-index:99;overflow:auto;background:#ddd";
    document.body.append(body);
    const { style } = await import(`${web}js/style.js`);
    await style("viewer");
    return body;
  }

  async function pane(body, document) {
    const { pdfPane } = await import(`${web}js/viewer/pdf.js`);
    return pdfPane(body, { collection: "default", document: { id: document } }, () => {});
  }

  let open = null;

  /** The rectangle of every character of the text layer that is not blank. */
  function characters(layer) {
    const found = [];
    const walk = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      for (let at = 0; at < node.length; at++) {
        if (/\S/.test(node.data[at])) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          found.push({ text: node.data[at], box: range.getBoundingClientRect(), span: node });
        }
      }
    }
    return found;
  }

  const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

  /** One rectangle for the words of one line: those of one span of the layer. */
  function lines(quoted) {
    const bySpan = new Map();
    for (const { box, span } of quoted) {
      const line = bySpan.get(span) ?? { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
      bySpan.set(span, { left: Math.min(line.left, box.left), top: Math.min(line.top, box.top), right: Math.max(line.right, box.right), bottom: Math.max(line.bottom, box.bottom) });
    }
    return [...bySpan.values()];
  }

  window.measureMarks = async (text, zoom) => {
    const citation = JSON.parse(text);
    if (open?.id !== citation.document) {
      open?.pane.close();
      const body = await place();
      open = { id: citation.document, body, pane: await pane(body, citation.document) };
    }
    open.pane.zoom = zoom;
    await open.pane.show(citation);
    const all = characters(open.body.querySelector(".textLayer"));
    const wanted = citation.quote.replace(/\s+/g, "");
    const at = all.map((one) => one.text).join("").indexOf(wanted);
    const marks = [...open.body.querySelectorAll(".mark")].map((mark) => mark.getBoundingClientRect());
    const area = marks.reduce((sum, mark) => sum + mark.width * mark.height, 0);
    if (at < 0) {
      return JSON.stringify({ characters: wanted.length, inside: 0, area, extra: area, missing: citation.quote.slice(0, 80) });
    }
    const quoted = all.slice(at, at + wanted.length);
    const inside = quoted.filter(({ box }) => marks.some((mark) => {
      const x = (box.left + box.right) / 2;
      const y = (box.top + box.bottom) / 2;
      return x >= mark.left && x <= mark.right && y >= mark.top && y <= mark.bottom && overlap(box, mark) >= 0.5 * box.width * box.height;
    }));
    const words = lines(quoted);
    const extra = marks.reduce((sum, mark) => sum + Math.max(0, mark.width * mark.height - words.reduce((covered, line) => covered + overlap(mark, line), 0)), 0);
    return JSON.stringify({ characters: quoted.length, inside: inside.length, area, extra });
  };

  window.openPage = async (document, number) => {
    const body = await place();
    const before = performance.getEntriesByType("resource").length;
    const begun = performance.now();
    const opened = await pane(body, document);
    await opened.show({ part: number });
    const took = Math.round(performance.now() - begun);
    const bytes = performance.getEntriesByType("resource").slice(before).filter((one) => one.name.includes("/original")).reduce((sum, one) => sum + one.transferSize, 0);
    const shown = body.querySelector(".sheet").dataset.page;
    opened.close();
    return `page ${shown} in ${took} ms from ${bytes} bytes`;
  };
})();
