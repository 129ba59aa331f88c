// A drawing written as SVG 1.1: the same places, shapes and colours; labels are texts that can be searched and edited.

const SPACE = "http://www.w3.org/2000/svg";
/** What XML 1.0 has no way to write. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const MARGIN = 20;
/** Letters of a line of a label, and the height of a line. */
const LINE = { letters: 20, height: 14 };

/**
 * @param {any} cy
 * @param {(name: string) => string} colour
 * @returns {string}
 */
export function drawnAsSvg(cy, colour) {
  const box = cy.elements().boundingBox();
  const size = { width: Math.ceil(box.w + 2 * MARGIN), height: Math.ceil(box.h + 2 * MARGIN) };
  const left = Math.floor(box.x1 - MARGIN);
  const top = Math.floor(box.y1 - MARGIN);
  const root = make("svg", { ...size, viewBox: `${left} ${top} ${size.width} ${size.height}` });
  root.append(make("rect", { x: left, y: top, ...size, fill: colour("paper") }));
  const lines = make("g", { fill: "none", stroke: colour("edge") });
  cy.edges().forEach((/** @type {any} */ edge) => lines.append(...lineOf(edge, colour)));
  const nodes = make("g", { "font-family": "system-ui, sans-serif", "font-size": 12, "text-anchor": "middle" });
  cy.nodes().forEach((/** @type {any} */ node) => nodes.append(nodeOf(node, colour)));
  root.append(lines, nodes);
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(root);
}

/** A line from border to border with the head of an arrow. */
function lineOf(/** @type {any} */ edge, /** @type {(name: string) => string} */ colour) {
  const a = edge.source().position();
  const b = edge.target().position();
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const way = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
  const end = { x: b.x - way.x * edge.target().width() * 0.55, y: b.y - way.y * edge.target().height() * 0.55 };
  const width = edge.data("thick");
  const line = make("line", { x1: a.x, y1: a.y, x2: end.x, y2: end.y, "stroke-width": width });
  if (edge.data("inferred")) line.setAttribute("stroke-dasharray", "6 4");
  line.append(titled(`${edge.source().data("label")} – ${edge.data("name")} – ${edge.target().data("label")}`));
  // The head of an arrow, where there is a direction.
  const back = { x: end.x - way.x * 8, y: end.y - way.y * 8 };
  if (!edge.data("directed")) return [line];
  const points = [end, { x: back.x - way.y * 4, y: back.y + way.x * 4 }, { x: back.x + way.y * 4, y: back.y - way.x * 4 }];
  const head = make("polygon", { points: points.map(({ x, y }) => `${x},${y}`).join(" "), fill: colour("edge"), stroke: "none" });
  return [line, head];
}

function nodeOf(/** @type {any} */ node, /** @type {(name: string) => string} */ colour) {
  const { x, y } = node.position();
  const width = node.width();
  const height = node.height();
  const group = make("g", { transform: `translate(${x} ${y})` });
  const centre = node.data("depth") === 0;
  const look = {
    fill: colour(`kind-${node.data("kind")}`),
    stroke: colour(centre || node.data("status") === "candidate" ? "ink" : "paper"),
    "stroke-width": centre ? 3 : 1.5,
    "stroke-dasharray": node.data("status") === "candidate" ? "4 3" : "none",
  };
  group.append(titled(node.data("label")), shapeOf(node, width, height, look));
  const inside = node.style("text-valign") === "center";
  const text = make("text", { fill: colour(inside ? "paper" : "ink"), "font-weight": centre ? "bold" : "normal" });
  const lines = linesOf(node.data("short"));
  // A line's baseline is about a quarter of its height above its end.
  const start = inside ? -(lines.length * LINE.height) / 2 - LINE.height / 4 : height / 2;
  lines.forEach((line, place) => {
    const part = make("tspan", { x: 0, y: start + (place + 1) * LINE.height });
    part.textContent = clean(line);
    text.append(part);
  });
  group.append(text);
  return group;
}

/** @param {any} node */
function shapeOf(node, /** @type {number} */ width, /** @type {number} */ height, /** @type {any} */ look) {
  const shape = node.style("shape");
  if (shape === "ellipse") return make("ellipse", { rx: width / 2, ry: height / 2, ...look });
  if (shape !== "polygon") return make("rect", { x: -width / 2, y: -height / 2, width, height, rx: height / 4, ...look });
  const corners = String(node.style("shape-polygon-points")).trim().split(/[\s,]+/).map(Number);
  const points = [];
  for (let place = 0; place < corners.length; place += 2) {
    points.push(`${(corners[place] * width) / 2},${(corners[place + 1] * height) / 2}`);
  }
  return make("polygon", { points: points.join(" "), ...look });
}

/** A label in lines, broken between words where there are any. */
function linesOf(/** @type {string} */ text) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && [...last, ...word].length >= LINE.letters) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

function titled(/** @type {string} */ text) {
  const made = make("title", {});
  made.textContent = clean(text);
  return made;
}

function clean(/** @type {string} */ text) {
  return text.replace(UNWRITABLE, "\u{FFFD}");
}

function make(/** @type {string} */ name, /** @type {Record<string, string | number>} */ attributes) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
