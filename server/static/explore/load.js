// Loads what a drawing needs: the library, once a page, and data.

/** @type {Promise<any> | undefined} */
let library;

/** Gives Cytoscape.js from a URL of this server; fails where the file is not installed. */
export function cytoscapeFrom(/** @type {string} */ url) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => resolve(window.cytoscape));
    script.addEventListener("error", () => {
      library = undefined;
      script.remove();
      reject(new Error("missing"));
    });
    document.head.append(script);
  });
  return library;
}

/** Gives the JSON at a URL; an Error with the server's own words where there is none. */
export async function json(/** @type {string} */ url, /** @type {AbortSignal} */ signal) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, signal });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail || String(answer.status));
  return told;
}
