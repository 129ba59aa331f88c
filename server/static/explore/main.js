// Starts each drawing of a page: at once, or when the details that hold it are first opened.

import { complete } from "./complete.js";

/** @param {HTMLElement} root */
async function start(root) {
  root.hidden = false;
  const { Viewer } = await import("./viewer.js");
  await new Viewer(root).begin();
}

for (const root of document.querySelectorAll("[data-explore]")) {
  const closed = root.closest("details[data-lazy]");
  if (!closed || closed.open) start(root);
  else closed.addEventListener("toggle", () => start(root), { once: true });
}

for (const field of document.querySelectorAll("input[data-suggest]")) complete(field);
