// What a query is asked with beside its text: the form's choices and the graphs that the page was asked with. Each tab
// keeps its own.

const NAMES = ["inferred", "timeout", "default-graph-uri", "named-graph-uri"];

/** Gives the choices as the form has them, as parameters. */
export function chosen(form) {
  return [...new FormData(form)].filter(([name]) => NAMES.includes(name)).map(([name, value]) => ({ name, value }));
}

/** Puts choices into the form; what they don't tell is as the page has it at first. */
export function choose(form, pairs) {
  for (const field of form.querySelectorAll("[name$=graph-uri]")) field.remove();
  for (const name of ["inferred", "timeout"]) {
    const select = form.elements[name];
    if (!select) continue;
    const value = pairs.find((one) => one.name === name)?.value;
    select.value = value ?? "";
    if (select.selectedIndex < 0) select.selectedIndex = name === "timeout" ? select.length - 1 : 0;
  }
  for (const { name, value } of pairs) {
    if (!name.endsWith("graph-uri")) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
}

/** Tells whether an address names any of the choices. */
export function tells(search) {
  const given = new URLSearchParams(search);
  return NAMES.some((name) => given.has(name));
}

/** Gives the parameters of a request: the query, its choices, the page's language. */
export function parameters(form, query, pairs) {
  const given = new URLSearchParams([["query", query], ...pairs.map((one) => [one.name, one.value])]);
  const lang = form.elements.lang?.value;
  if (lang) given.set("lang", lang);
  return given;
}
