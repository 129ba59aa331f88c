// The texts of the page, in the reader's language, from the template that the server made.

/**
 * @param {HTMLElement} root
 * @returns {(name: string, values?: Record<string, string | number>) => string} gives a text by its name
 */
export function textsOf(root) {
  const found = new Map();
  for (const one of root.querySelector("template[data-texts]").content.querySelectorAll("[data-text]")) {
    found.set(one.dataset.text, one.textContent);
  }
  return (name, values = {}) => found.get(name).replace(/%\((\w+)\)s/g, (_, key) => String(values[key]));
}

/**
 * Makes an element; its children are elements or texts, which are never read as HTML.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A name in its own language and direction, so that it disturbs nothing around it. */
export function named(/** @type {string} */ text, /** @type {string} */ language) {
  return make("bdi", { lang: language, dir: "auto" }, text);
}
