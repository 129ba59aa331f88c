// The drawing as a picture: PNG by the library, SVG by ourselves.

import { colours } from "./style.js";
import { drawnAsSvg } from "./svg.js";

/** The longest side of a PNG, in pixels. */
const LONGEST = 6000;

/** @param {any} cy */
export async function savePng(cy, /** @type {HTMLElement} */ root) {
  const box = cy.elements().boundingBox();
  const scale = Math.min(2, LONGEST / Math.max(box.w, box.h, 1));
  const blob = await cy.png({ output: "blob-promise", full: true, scale, bg: colours(root)("paper") });
  save(blob, "graph.png");
}

/** @param {any} cy */
export function saveSvg(cy, /** @type {HTMLElement} */ root) {
  save(new Blob([drawnAsSvg(cy, colours(root))], { type: "image/svg+xml" }), "graph.svg");
}

function save(/** @type {Blob} */ blob, /** @type {string} */ name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
