// A drawing and its buttons: asks the server for what its parameters wish, shows that, and changes the parameters.

import { Keys } from "./keys.js";
import { cytoscapeFrom, json } from "./load.js";
import { Panel } from "./panel.js";
import { savePng, saveSvg } from "./save.js";
import { shapesOf, shortened, sizeOf, styleOf } from "./style.js";
import { make, textsOf } from "../texts.js";
import { filtered, from, opened, put, shut } from "./wishes.js";

/** From this many nodes or edges on drawings are plain, and up to this many nodes forces may lay them out. */
const LARGE = { nodes: 600, edges: 1500 };
const FORCES = 400;
/** How long a filter has to rest before it is asked for, in milliseconds. */
const SETTLED = 250;
/** From this zoom on names are read. */
const READABLE = 0.5;

/** The least and the greatest of some numbers; none stand for a point. */
const ends = (/** @type {number[]} */ numbers) => numbers.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [numbers[0] ?? 0, numbers[0] ?? 0]);

export class Viewer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.text = textsOf(root);
    this.source = new URL(root.dataset.source, location.href);
    /** What is asked for now. */
    this.wishes = this.source.searchParams;
    this.ownPage = "ownPage" in root.dataset;
    this.form = this.ownPage ? document.querySelector("form.filters") : null;
    this.layouts = root.querySelector("select[name=layout]");
    this.panel = new Panel(this);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** Loads the library and the first drawing. */
  async begin() {
    document.documentElement.classList.add("draws");
    this.listen();
    try {
      this.cytoscape = await cytoscapeFrom(this.root.dataset.cytoscape);
    } catch {
      this.root.classList.add("missing");
      document.documentElement.classList.remove("draws");
      return this.wait(this.text("missing"));
    }
    await this.show(this.wishes, false);
  }

  listen() {
    this.root.querySelector(".bar").addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button && this.cy) this.act(button.dataset.do);
    });
    this.layouts.addEventListener("change", () => {
      const next = new URLSearchParams(this.wishes);
      put(next, "layout", this.layouts.value, "rings");
      this.show(next);
    });
    // One box after another is checked before the server is asked.
    let waiting = 0;
    this.form?.addEventListener("change", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.show(filtered(this.wishes, this.form)), SETTLED);
    });
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show(filtered(this.wishes, this.form));
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy?.style(this.style()));
  }

  /** @param {string} what the name of a button */
  act(what) {
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    if (what === "in" || what === "out") this.fitted = false;
    if (what === "in") this.cy.zoom({ level: this.cy.zoom() * 1.3, renderedPosition: middle });
    if (what === "out") this.cy.zoom({ level: this.cy.zoom() / 1.3, renderedPosition: middle });
    if (what === "fit") this.fit();
    if (what === "png") savePng(this.cy, this.root);
    if (what === "svg") saveSvg(this.cy, this.root);
  }

  expand(/** @type {string} */ node) {
    return this.show(opened(this.wishes, node));
  }

  collapse(/** @type {string} */ node) {
    return this.show(shut(this.wishes, node));
  }

  startFrom(/** @type {string} */ node) {
    return this.show(from(this.wishes, node));
  }

  /**
   * Asks for a drawing and shows it.
   * @param {URLSearchParams} wishes
   * @param {boolean} told whether the URL of the page changes with it
   */
  async show(wishes, told = true) {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.root.dataset.state = "asking";
    this.root.setAttribute("aria-busy", "true");
    const query = wishes.toString();
    try {
      this.source.search = query;
      const found = await json(this.source.href, asking.signal);
      this.wishes = new URLSearchParams(query);
      if (told) this.tell();
      await this.draw(found);
    } catch (error) {
      if (error.name !== "AbortError") this.fail(error, wishes);
    }
  }

  /** Says in the page's URL, its links and its tables what is drawn. */
  async tell() {
    const page = `${this.root.dataset.page}?${this.wishes}`;
    this.root.querySelector("[data-json]").href = this.source.href;
    const link = this.root.querySelector("[data-open]");
    if (link) link.href = page;
    if (!this.ownPage) return;
    history.replaceState(null, "", page);
    // Without an answer the tables stay as they were; what is drawn is told by its own request.
    const answer = await fetch(page, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || this.wishes.toString() !== page.split("?")[1]) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const place of ["#tables", "form.filters", "h1"]) {
      const fresh = made.querySelector(place);
      const old = document.querySelector(place);
      // The field that has the focus stays; its form is as it was chosen.
      if (fresh && old && !old.contains(document.activeElement)) old.replaceChildren(...fresh.childNodes);
    }
    document.title = made.title;
  }

  /** @param {any} found what the server gave */
  async draw(found) {
    this.predicates = found.predicates;
    const first = !this.cy;
    const elements = this.dressed(found.elements);
    this.large = elements.nodes.length > LARGE.nodes || elements.edges.length > LARGE.edges;
    const rendered = new Promise((done) => {
      if (first) this.create(elements);
      else this.change(elements);
      this.cy.one("render", done);
      this.cy.forceRender?.();
    });
    this.arrange(elements.nodes.length);
    this.notes(found);
    this.wait(elements.nodes.length ? "" : this.text("empty"));
    this.panel.refresh();
    await rendered;
    this.root.dataset.state = "drawn";
    this.root.removeAttribute("aria-busy");
    performance.mark("explore-drawn");
  }

  /** Adds to each element what its looks depend on. */
  dressed(/** @type {any} */ elements) {
    for (const { data } of elements.nodes) {
      data.size = sizeOf(data);
      data.wide = data.size * 1.5;
      data.short = shortened(data.label);
    }
    for (const { data } of elements.edges) {
      data.thick = Math.min(6, 1 + Math.log2(1 + (data.weight || 0)) / 1.5);
      data.name = this.predicates[data.predicate].label;
    }
    return elements;
  }

  style() {
    return styleOf(this.root, this.large, this.wishes.get("layout") === "ladder");
  }

  /** @param {any} elements */
  create(elements) {
    this.cy = this.cytoscape({
      container: this.root.querySelector(".canvas"),
      elements,
      style: this.style(),
      layout: { name: "preset", fit: !this.large, padding: 30 },
      ...(this.large ? this.view(elements.nodes.map((one) => one.position)) : {}),
      minZoom: 0.02,
      maxZoom: 4,
      boxSelectionEnabled: false,
      autounselectify: true,
      userZoomingEnabled: false,
      hideEdgesOnViewport: this.large,
      textureOnViewport: this.large,
      pixelRatio: this.large ? 1 : "auto",
    });
    this.keys = new Keys(this);
    this.fitted = true;
    let waiting = 0;
    this.cy.on("viewport", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.nameSeen(), 100);
    });
    this.cy.on("dragpan pinchzoom scrollzoom", () => (this.fitted = false));
    this.cy.on("tap", "node, edge", (event) => this.choose(event.target, true));
    this.cy.on("tap", (event) => event.target === this.cy && this.choose(null));
    // For tests and for the curious.
    this.root.querySelector(".canvas").cy = this.cy;
  }

  /** Puts other elements in the place of those that are there, and leaves what stays. */
  change(/** @type {any} */ elements) {
    const wanted = new Map([...elements.nodes, ...elements.edges].map((one) => [one.data.id, one]));
    this.cy.batch(() => {
      this.cy.elements().filter((one) => !wanted.has(one.id())).remove();
      for (const one of wanted.values()) {
        const old = this.cy.getElementById(one.data.id);
        if (old.empty()) this.cy.add(one);
        else old.data(one.data);
      }
    });
    this.cy.style(this.style());
    const moving = !this.calm.matches && !this.large;
    const positions = (/** @type {any} */ node) => wanted.get(node.id()).position;
    const stop = () => (this.fitted = true);
    this.cy.layout({ name: "preset", positions, fit: !this.large, padding: 30, animate: moving, animationDuration: 300, stop }).run();
    if (this.large) this.fit();
    if (this.chosen && this.chosen.removed()) this.choose(null);
  }

  /** Lets forces move the nodes from their places, where that is wished and can be done at once. */
  arrange(/** @type {number} */ count) {
    const layout = this.wishes.get("layout") || "rings";
    this.layouts.value = layout;
    if (layout === "force" && count <= FORCES) {
      this.cy.layout({ name: "cose", randomize: false, animate: false, fit: true, padding: 30, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 110, nodeRepulsion: () => 400000 }).run();
    }
  }

  fit() {
    if (this.large) this.cy.viewport(this.view(this.cy.nodes().map((/** @type {any} */ node) => node.position())));
    else this.cy.fit(this.cy.elements(), 30);
    this.fitted = true;
  }

  /** The zoom and pan that show all of these places; the library would measure every label for that. */
  view(/** @type {{x: number, y: number}[]} */ places) {
    const { clientWidth: width, clientHeight: height } = this.root.querySelector(".canvas");
    const [left, right] = ends(places.map((place) => place.x));
    const [top, bottom] = ends(places.map((place) => place.y));
    const zoom = Math.min(1, (width - 60) / (right - left + 50), (height - 60) / (bottom - top + 50));
    return { zoom, pan: { x: width / 2 - (zoom * (left + right)) / 2, y: height / 2 - (zoom * (top + bottom)) / 2 } };
  }

  /** Names the things in sight of a large drawing, once they are large enough to be read beside. */
  nameSeen() {
    if (!this.large) return;
    const { x1, x2, y1, y2 } = this.cy.extent();
    const near = this.cy.zoom() >= READABLE;
    this.cy.batch(() => {
      this.cy.nodes(".seen").removeClass("seen");
      if (!near) return;
      this.cy.nodes().filter((/** @type {any} */ node) => {
        const { x, y } = node.position();
        return x > x1 && x < x2 && y > y1 && y < y2;
      }).addClass("seen");
    });
  }

  /** Takes note that the drawing has more or less room: all of it stays in sight, or at least what is chosen. */
  resized() {
    const fitted = this.fitted;
    this.cy.resize();
    if (fitted) this.fit();
    else if (this.chosen) this.cy.center(this.chosen);
  }

  /**
   * Marks a node or an edge as the one that is spoken of.
   * @param {any} element or null for none
   * @param {boolean} open whether what is known of it is shown
   */
  choose(element, open = false) {
    this.cy.elements(".chosen, .near").removeClass("chosen near");
    this.chosen = element;
    if (!element) return this.panel.close();
    element.addClass("chosen");
    if (element.isNode()) element.connectedEdges().addClass("near");
    if (open) this.panel.show(element);
  }

  /** Says in words how much is drawn and what is not. */
  notes(/** @type {any} */ found) {
    const kinds = new Set(found.elements.nodes.map((/** @type {any} */ one) => one.data.kind));
    const names = new Map();
    for (const one of this.root.querySelectorAll(".legend [data-kind]")) {
      one.hidden = !kinds.has(one.dataset.kind);
      names.set(one.dataset.kind, one.querySelector("span").textContent);
    }
    const count = found.elements.nodes.length;
    const told = [this.text("left", { nodes: count, edges: found.elements.edges.length })];
    const left = Object.entries(found.left_out).map(([kind, number]) => `${names.get(kind)} ${number}`);
    if (left.length) told.push(this.text("hidden", { list: left.join(", ") }));
    if (found.edges_left_out) told.push(this.text("edges", { count: found.edges_left_out }));
    if (found.cut) told.push(this.text("cut"));
    if (this.wishes.get("layout") === "force" && count > FORCES) told.push(this.text("forces", { count: FORCES }));
    this.root.querySelector("[data-notes]").textContent = told.join(" ");
  }

  /** The name of a kind, from the legend. */
  kind(/** @type {string} */ kind) {
    return this.root.querySelector(`.legend [data-kind="${kind}"] span`).textContent;
  }

  shapes() {
    return shapesOf(this.root);
  }

  /** Shows a text in the place of the drawing, or takes it away. */
  wait(/** @type {string} */ text, /** @type {Node[]} */ ...more) {
    const place = this.root.querySelector("[data-wait]");
    place.hidden = !text;
    place.replaceChildren(text, ...more);
  }

  /** @param {Error} error */
  fail(error, /** @type {URLSearchParams} */ wishes) {
    this.root.dataset.state = "failed";
    this.root.removeAttribute("aria-busy");
    const again = make("button", { type: "button" }, this.text("again"));
    again.addEventListener("click", () => this.show(wishes));
    this.wait(`${this.text("failed")} ${error.message} `, again);
  }

  /** Tells those who hear the page. */
  say(/** @type {string} */ text) {
    this.root.querySelector("[data-told]").textContent = text;
  }
}
