// What is known of the thing or statement that is chosen: its name, what it is joined to, the evidence.

import { make, named } from "../texts.js";

export class Panel {
  /** @param {import("./viewer.js").Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    this.place = viewer.root.querySelector(".panel");
    this.place.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.back();
    });
  }

  get hidden() {
    return this.place.hidden;
  }

  /** @param {any} element a node or an edge of the drawing */
  show(element) {
    this.turn(false);
    this.place.replaceChildren(this.closing(), ...(element.isNode() ? this.ofNode(element) : this.ofEdge(element)));
  }

  /** Shows anew what is chosen, after the drawing has changed. */
  refresh() {
    if (!this.hidden && this.viewer.chosen) {
      const held = this.place.contains(document.activeElement);
      this.show(this.viewer.chosen);
      if (held) this.focus();
    }
  }

  focus() {
    this.place.focus();
  }

  close() {
    this.turn(true);
    this.place.replaceChildren();
  }

  /** Hides the panel or brings it, and tells the drawing what room it has. */
  turn(/** @type {boolean} */ hidden) {
    if (this.place.hidden === hidden) return;
    this.place.hidden = hidden;
    this.viewer.resized();
  }

  /** Goes back into the drawing. */
  back() {
    this.close();
    this.viewer.root.querySelector(".canvas").focus({ preventScroll: true });
  }

  closing() {
    const button = make("button", { type: "button", class: "close", "aria-label": this.viewer.text("close") }, "×");
    button.addEventListener("click", () => this.back());
    return button;
  }

  /** @param {any} node */
  ofNode(node) {
    const { viewer } = this;
    const data = node.data();
    const kind = [viewer.kind(data.kind), ...(data.status === "candidate" ? [viewer.text("candidate")] : [])];
    const list = make("ul", { class: "edges" });
    const edges = node.connectedEdges().sort(heavier);
    edges.forEach((/** @type {any} */ edge) => {
      list.append(make("li", {}, this.line(edge, node)));
    });
    const more = data.more ? [make("p", { class: "quiet" }, viewer.text("more", { count: data.more }))] : [];
    return [
      make("h2", {}, this.link(data)),
      make("p", { class: "quiet" }, kind.join(", ")),
      make("p", { class: "buttons" }, this.toggle(data), this.button("center", () => viewer.startFrom(data.id))),
      ...more,
      ...(edges.nonempty() ? [make("h3", {}, viewer.text("statements")), list] : []),
    ];
  }

  /** @param {any} data */
  toggle(data) {
    const { viewer } = this;
    if (data.open) return this.button("collapse", () => viewer.collapse(data.id));
    return this.button("expand", () => viewer.expand(data.id));
  }

  button(/** @type {string} */ text, /** @type {() => void} */ act) {
    const made = make("button", { type: "button" }, this.viewer.text(text));
    made.addEventListener("click", act);
    return made;
  }

  /** An edge as seen from one of its ends: a button that leads to its evidence. */
  line(/** @type {any} */ edge, /** @type {any} */ node) {
    const out = edge.source().same(node);
    const other = (out ? edge.target() : edge.source()).data();
    const name = this.named(edge);
    const words = out ? [name, " → ", named(other.label, other.language)] : ["← ", name, " ", named(other.label, other.language)];
    const made = make("button", { type: "button", class: "edge" }, ...words, ...this.told(edge));
    made.addEventListener("click", () => {
      this.viewer.choose(edge, true);
      this.focus();
    });
    return made;
  }

  /** @param {any} edge */
  ofEdge(edge) {
    const place = make("div", { class: "evidence", role: "status" }, this.viewer.text("loading"));
    this.look(edge, place);
    return [
      make("h2", {}, this.link(edge.source().data()), " ", make("span", { class: "quiet" }, this.named(edge)), " ", this.link(edge.target().data())),
      make("p", { class: "quiet" }, ...this.told(edge)),
      place,
    ];
  }

  /** Fetches the evidence as the server writes it for its own pages. */
  async look(/** @type {any} */ edge, /** @type {HTMLElement} */ place) {
    const url = new URL(this.viewer.root.dataset.evidence, location.href);
    const { source, predicate, target } = edge.data();
    for (const [name, value] of [["s", source], ["p", predicate], ["o", target], ["part", "1"]]) url.searchParams.set(name, value);
    try {
      const answer = await fetch(url, { headers: { Accept: answerable } });
      if (!answer.ok) throw new Error((await answer.json()).detail);
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...made.body.childNodes);
    } catch (error) {
      place.replaceChildren(error.message);
    }
  }

  /** How often it was said, and whether it was inferred. */
  told(/** @type {any} */ edge) {
    const { viewer } = this;
    const { weight, inferred } = edge.data();
    const told = [...(inferred ? [viewer.text("inferred")] : []), ...(weight ? [viewer.text("said", { count: weight })] : [])];
    return told.length ? [" ", make("small", { class: "quiet" }, told.join(", "))] : [];
  }

  named(/** @type {any} */ edge) {
    const { label, language } = this.viewer.predicates[edge.data("predicate")];
    return named(label, language);
  }

  /** A name that leads to our page of it; other IRIs are never made links. */
  link(/** @type {any} */ data) {
    const { prefix, things } = this.viewer.root.dataset;
    if (!data.id.startsWith(prefix)) return named(data.label, data.language);
    const url = new URL(things, location.href);
    url.pathname += data.id.slice(prefix.length).split("/").map(encodeURIComponent).join("/");
    return make("a", { href: url.href }, named(data.label, data.language));
  }
}

/** A page if there is one, else a problem that says why not. */
const answerable = "text/html, application/problem+json;q=0.5";

function heavier(/** @type {any} */ one, /** @type {any} */ other) {
  return (other.data("weight") || 0) - (one.data("weight") || 0) || one.data("name").localeCompare(other.data("name"));
}
