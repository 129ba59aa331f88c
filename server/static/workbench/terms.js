// Terms of an answer as a table shows them: our IRIs lead to their pages, others to the Web, and nothing is markup.

const RGID = "https://w3id.org/rolegraph/id/";
const RG = "https://w3id.org/rolegraph/ns#";
const XSD = "http://www.w3.org/2001/XMLSchema#";
/** Types that a value shows by itself. */
const PLAIN = new Set(["string", "boolean", "integer", "decimal", "double", "float", "int", "long", "short", "byte"]);

/** Writes text so that it is only text in HTML. */
export function escaped(text) {
  return String(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** Gives where an IRI leads: to our page for ours, to itself if it is on the Web; empty where it must not lead. */
export function address(iri, ontology) {
  if (iri.startsWith(RGID)) {
    const path = encodeURIComponent(iri.slice(RGID.length)).replace(/%(?:2F|3A|40|24|26|2B|2C|3B|3D)/g, decodeURIComponent);
    return `/id/${path}${new URL(ontology, location.href).search}`;
  }
  if (iri.startsWith(RG)) return `${ontology}#${encodeURIComponent(iri.slice(RG.length))}`;
  return /^https?:\/\/[^/?#]/i.test(iri) && URL.canParse(iri) ? iri : "";
}

/** Gives the HTML of an IRI, by a prefix where one fits. */
export function iriOf(iri, prefixes, ontology) {
  const [prefix, start] = Object.entries(prefixes).find(([, one]) => one && iri.startsWith(one)) ?? [];
  const shown = escaped(start ? `${prefix}:${iri.slice(start.length)}` : iri);
  const href = address(iri, ontology);
  if (!href) return `<bdi title="${escaped(iri)}">${shown}</bdi>`;
  return `<a class="iri" href="${escaped(href)}" title="${escaped(iri)}">${shown}</a>`;
}

/** Gives the HTML of a literal or blank node; `bare` leaves language and type out; `leads` is where its text leads. */
export function literalOf(term, bare, leads = "") {
  const text = escaped(term.type === "bnode" ? `_:${term.value}` : term.value);
  const shown = leads ? `<a href="${escaped(leads)}">${text}</a>` : text;
  const language = term["xml:lang"];
  if (language) {
    const tag = escaped(language);
    return `<span lang="${tag}" dir="auto">${shown}</span>${bare ? "" : ` <sup>@${tag}</sup>`}`;
  }
  const type = term.datatype?.startsWith(XSD) ? term.datatype.slice(XSD.length) : "";
  const told = bare || !term.datatype || PLAIN.has(type) || /Integer$/.test(type);
  const suffix = told ? "" : ` <sup>^^${escaped(type ? `xsd:${type}` : term.datatype)}</sup>`;
  return `<bdi>${shown}</bdi>${suffix}`;
}

/** Writes a triple as RDF 1.2 has them in the place of a term, or any other term, as text. */
export function written(term) {
  if (term?.type !== "triple") return term?.type === "bnode" ? `_:${term.value}` : String(term?.value ?? "");
  const { subject, predicate, object } = term.value;
  return `<<( ${[subject, predicate, object].map(written).join(" ")} )>>`;
}
