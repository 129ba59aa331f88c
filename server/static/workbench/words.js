// YASGUI's own words in the reader's language: it speaks English alone, so a table of its words and ours is applied to
// what it shows, as soon as it shows it.

const ATTRIBUTES = ["title", "aria-label", "placeholder"];
/** What holds data or a query, which is nobody's to translate; the names of tabs too. */
const DATA = ".CodeMirror-code, tbody, th, [role=tab], .notice";

/** Has YASGUI's words replaced in a part of the page from now on. */
export function translate(part, template) {
  const words = new Map();
  for (const one of template.content.querySelectorAll("[data-word]")) words.set(one.dataset.word, one.textContent);
  const attributes = (element) => {
    for (const name of ATTRIBUTES) {
      const said = words.get(element.getAttribute(name));
      if (said !== undefined && said !== element.getAttribute(name)) element.setAttribute(name, said);
    }
  };
  const text = (node) => {
    const said = words.get(node.data.trim());
    if (said !== undefined && said !== node.data && !node.parentElement?.closest(DATA)) node.data = said;
  };
  const all = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return text(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    attributes(node);
    for (const one of node.querySelectorAll("[title], [aria-label], [placeholder]")) attributes(one);
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) text(walk.currentNode);
  };
  all(part);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") attributes(target);
      else if (type === "characterData") text(target);
      else addedNodes.forEach(all);
    }
  }).observe(part, { attributeFilter: ATTRIBUTES, characterData: true, childList: true, subtree: true });
}
