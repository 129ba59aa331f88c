// What is asked for, as the parameters of the URL: the same that the server reads, so that every drawing is a link.

/** Gives the parameters that draw the neighbours of a node, too. */
export function opened(/** @type {URLSearchParams} */ now, /** @type {string} */ node) {
  const next = without(now, "closed", node);
  if (next.has("query")) return new URLSearchParams(kept(next, [["of", node]]));
  if (!next.getAll("of").includes(node)) next.append("of", node);
  return next;
}

/** Gives the parameters that draw a node without its neighbours. */
export function shut(/** @type {URLSearchParams} */ now, /** @type {string} */ node) {
  const next = without(now, "of", node);
  if (!next.has("of")) next.append("of", node);
  if (!next.getAll("closed").includes(node)) next.append("closed", node);
  return next;
}

/** Gives the parameters that start from a node alone. */
export function from(/** @type {URLSearchParams} */ now, /** @type {string} */ node) {
  return new URLSearchParams(kept(now, [["of", node]]));
}

/** Gives the parameters with what a form of filters says; what is as if it were not given is left out. */
export function filtered(/** @type {URLSearchParams} */ now, /** @type {HTMLFormElement} */ form) {
  const next = new URLSearchParams(now);
  const given = new FormData(form);
  for (const [name, usual] of [["depth", "1"], ["inferred", "true"]]) {
    if (given.has(name)) put(next, name, String(given.get(name)), usual);
  }
  for (const name of ["kinds", "languages"]) {
    const boxes = [...form.querySelectorAll(`input[name="${name}"]`)];
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    const all = name === "kinds" ? boxes.filter((box) => box.checked || box.value !== "document").length : 0;
    if (boxes.length) put(next, name, chosen.length === all && !chosen.includes("document") ? "" : chosen.join(","), "");
  }
  return next;
}

/** Sets a parameter, or takes it away where it is as usual. */
export function put(/** @type {URLSearchParams} */ next, /** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ usual) {
  if (value === usual) next.delete(name);
  else next.set(name, value);
}

function kept(/** @type {URLSearchParams} */ now, /** @type {string[][]} */ first) {
  const others = ["depth", "inferred", "kinds", "languages", "limit", "layout", "lang"];
  return [...first, ...[...now].filter(([name]) => others.includes(name))];
}

function without(/** @type {URLSearchParams} */ now, /** @type {string} */ name, /** @type {string} */ value) {
  return new URLSearchParams([...now].filter(([key, text]) => key !== name || text !== value));
}
