// How things look: shapes from the legend, colours from the style sheets, for light and for dark.

/** The colours that the style sheets name; read anew when the scheme changes. */
export function colours(/** @type {HTMLElement} */ root) {
  const style = getComputedStyle(root);
  return (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
}

/** The entries of the legend: kind, shape and corners. */
export function shapesOf(/** @type {HTMLElement} */ root) {
  return [...root.querySelectorAll(".legend [data-kind]")].map((one) => ({
    kind: one.dataset.kind,
    shape: one.dataset.shape,
    points: one.dataset.points,
  }));
}

/** How large a node is drawn: by what is said of it. */
export function sizeOf(/** @type {any} */ data) {
  return data.depth === 0 ? 44 : Math.min(40, 20 + 4 * Math.log2(1 + data.evidence));
}

/** A label short enough to stand under a node. */
export function shortened(/** @type {string} */ text) {
  const letters = [...text];
  return letters.length > 42 ? letters.slice(0, 40).join("") + "…" : text;
}

/**
 * @param {HTMLElement} root
 * @param {boolean} large whether there is too much for arrows and curves
 * @param {boolean} ladder whether names stand in their boxes
 */
export function styleOf(root, large, ladder) {
  const colour = colours(root);
  const kinds = shapesOf(root).map(({ kind, shape, points }) => ({
    selector: `node[kind = "${kind}"]`,
    style: {
      shape: shape,
      ...(shape === "polygon" ? { "shape-polygon-points": points } : {}),
      "background-color": colour(`kind-${kind}`),
    },
  }));
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        // Setting thousands of texts takes seconds, so a large drawing names what one looks at.
        label: large ? "" : "data(short)",
        color: colour("ink"),
        "font-family": "system-ui, sans-serif",
        "font-size": 12,
        "min-zoomed-font-size": 6,
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-wrap": "wrap",
        "text-max-width": "118px",
        "text-background-color": colour("paper"),
        "text-background-opacity": large ? 0 : 0.8,
        "text-background-shape": "round-rectangle",
        "border-width": 1.5,
        "border-color": colour("paper"),
      },
    },
    ...kinds,
    { selector: 'node[kind = "role"]', style: { width: "data(wide)" } },
    { selector: 'node[status = "candidate"]', style: { "border-style": "dashed", "border-color": colour("ink") } },
    {
      selector: "node[depth = 0]",
      style: { "font-weight": "bold", "border-width": 3, "border-color": colour("ink") },
    },
    {
      selector: "edge",
      style: {
        width: large ? 1 : "data(thick)",
        "line-color": colour("edge"),
        "curve-style": large ? "haystack" : "bezier",
        "target-arrow-shape": "triangle",
        "target-arrow-color": colour("edge"),
        "arrow-scale": 0.8,
        opacity: large ? 0.5 : 0.9,
      },
    },
    { selector: "node.seen, node.chosen", style: { label: "data(short)" } },
    { selector: "edge[!directed]", style: { "target-arrow-shape": "none" } },
    ...(ladder ? boxes(colour) : []),
    { selector: "edge[?inferred]", style: { "line-style": "dashed" } },
    {
      selector: ".near",
      style: { "line-color": colour("link"), "target-arrow-color": colour("link"), opacity: 1, "z-index": 5 },
    },
    {
      selector: "node.chosen",
      style: {
        "outline-width": 4,
        "outline-color": colour("link"),
        "outline-offset": 2,
        "font-weight": "bold",
        "min-zoomed-font-size": 0,
        "z-index": 10,
      },
    },
    {
      selector: "edge.chosen",
      style: {
        width: 5,
        "line-color": colour("link"),
        "target-arrow-color": colour("link"),
        opacity: 1,
        label: "data(name)",
        "font-size": 12,
        "min-zoomed-font-size": 0,
        color: colour("ink"),
        "text-background-color": colour("paper"),
        "text-background-opacity": 0.9,
        "z-index": 10,
      },
    },
    { selector: "core", style: { "active-bg-opacity": 0 } },
  ];
}

/** In a ladder there are roles alone, so their names take the place of their shapes. */
function boxes(/** @type {(name: string) => string} */ colour) {
  const style = {
    width: 148,
    height: 54,
    color: colour("paper"),
    "text-valign": "center",
    "text-margin-y": 0,
    "text-max-width": "138px",
    "text-background-opacity": 0,
  };
  // What lies side by side is joined by bows, since straight lines would run through what lies between.
  const bow = { "curve-style": "unbundled-bezier", "control-point-distances": 70, "control-point-weights": 0.5 };
  return [{ selector: "node[kind]", style }, { selector: "edge[!directed]", style: bow }];
}
