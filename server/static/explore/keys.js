// The drawing by keyboard: from one thing to the next, and what can be done with it.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Keys {
  /** @param {import("./viewer.js").Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    this.canvas = viewer.root.querySelector(".canvas");
    this.canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.press(event.key)) event.preventDefault();
    });
    // The wheel scrolls the page until the drawing is entered.
    this.canvas.addEventListener("focusin", () => viewer.cy.userZoomingEnabled(true));
    this.canvas.addEventListener("focusout", () => viewer.cy.userZoomingEnabled(false));
    this.canvas.addEventListener("pointerdown", () => this.canvas.focus({ preventScroll: true }));
    this.canvas.addEventListener("focus", () => viewer.chosen || this.go(this.first()));
  }

  /** Does what a key means; tells whether it means anything. */
  press(/** @type {string} */ key) {
    const { viewer } = this;
    const node = viewer.chosen?.isNode() ? viewer.chosen : viewer.chosen?.source();
    if (ARROWS[key]) return this.go(this.next(node, ARROWS[key]));
    if (key === "Home") return this.go(this.first());
    if (key === "0") return viewer.fit(), true;
    if (key === "Escape") return this.leave();
    if (!node) return false;
    if (key === "Enter" || key === " ") return viewer.choose(viewer.chosen, true), viewer.panel.focus(), true;
    if (key === "+" || key === "=") return viewer.expand(node.id()), true;
    if (key === "-") return viewer.collapse(node.id()), true;
    return false;
  }

  first() {
    const nodes = this.viewer.cy.nodes();
    const middle = nodes.filter("[depth = 0]");
    return (middle.nonempty() ? middle : nodes).first();
  }

  /** The nearest node in a direction among those joined to this one, else among all. */
  next(/** @type {any} */ node, /** @type {number[]} */ way) {
    if (!node) return this.first();
    const near = this.nearest(node, node.neighborhood("node"), way);
    return near || this.nearest(node, this.viewer.cy.nodes(), way) || node;
  }

  nearest(/** @type {any} */ node, /** @type {any} */ among, /** @type {number[]} */ [right, down]) {
    const here = node.position();
    let best = null;
    let least = Infinity;
    among.forEach((/** @type {any} */ other) => {
      const x = other.position("x") - here.x;
      const y = other.position("y") - here.y;
      const along = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      // Only what lies more in this direction than beside it.
      if (along <= 0 || aside > along * 1.2) return;
      if (along + 2 * aside < least) [best, least] = [other, along + 2 * aside];
    });
    return best;
  }

  go(/** @type {any} */ node) {
    const { viewer } = this;
    if (!node || node.empty()) return false;
    viewer.choose(node, !viewer.panel.hidden);
    const count = node.neighborhood("node").length;
    viewer.say(viewer.text("joined", { label: node.data("label"), kind: viewer.kind(node.data("kind")), count }));
    const { x, y } = node.renderedPosition();
    const inside = x > 40 && y > 40 && x < viewer.cy.width() - 40 && y < viewer.cy.height() - 40;
    if (!inside) viewer.fitted = false;
    if (!inside) viewer.cy.animate({ center: { eles: node }, duration: viewer.calm.matches ? 0 : 150 });
    return true;
  }

  /** First lets go of what is chosen, then of the drawing itself. */
  leave() {
    if (this.viewer.chosen) this.viewer.choose(null);
    else this.canvas.blur();
    return true;
  }
}
