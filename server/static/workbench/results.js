// YASGUI's view of answers, Yasr, as this site has it: its table and its raw view, with our terms and our words, and
// with what its own parts lack for keyboards and screen readers.
import { make } from "../texts.js";
import { address, escaped, iriOf, literalOf, written } from "./terms.js";

/** Makes Yasr ours before any of it is drawn. `ontology` is where terms of our ontology are described. */
export function prepare(Yasr, texts, ontology) {
  const { table: Table, response: Response } = Yasr.plugins;
  Object.assign(Table.defaults.tableConfig, { language: language(texts), initComplete: unsized, autoWidth: false });
  Yasr.registerPlugin("table", tableOf(Table, texts, ontology));
  Yasr.registerPlugin("response", rawOf(Response, texts));
  const { draw, drawHeader } = Yasr.prototype;
  Object.assign(Yasr.prototype, {
    draw() {
      if (this.results) read(this.results);
      draw.call(this);
    },
    drawHeader() {
      drawHeader.call(this);
      // Downloads below hold the whole answer in every format; the help leads to another host.
      this.downloadBtn.remove();
      this.documentationLink.remove();
      this.pluginControls.removeAttribute("id");
      this.pluginControls.removeAttribute("aria-controls");
      this.pluginSelectorsEl.setAttribute("aria-label", texts("views"));
      for (const button of this.pluginSelectorsEl.querySelectorAll("button")) button.setAttribute("aria-label", button.title);
    },
    updatePluginSelectors: pressing(Yasr.prototype.updatePluginSelectors),
    updateResponseInfo() {
      this.dataElement.textContent = this.results ? info(this.results, texts) : "";
      this.dataElement.classList.toggle("empty", !this.dataElement.textContent);
    },
    fillFallbackBox(name) {
      this.emptyFallbackElement();
      if (!this.plugins[name]?.hideFromSelection) this.fallbackInfoEl.append(make("p", {}, texts("other")));
    },
  });
}

/** Which view is chosen is told by more than a colour. */
function pressing(update) {
  return function (enabled) {
    update.call(this, enabled);
    for (const button of this.pluginSelectorsEl?.querySelectorAll("button") ?? []) {
      button.setAttribute("aria-pressed", button.classList.contains("selected"));
      button.disabled = button.classList.contains("disabled");
    }
  };
}

/** Reads JSON results in place of Yasr, which knows no triples as terms and rewrites braces in texts. */
function read(results) {
  if (results.json !== undefined || results.hasError()) return;
  if (!results.getContentType()?.includes("sparql-results+json")) return;
  try {
    const found = JSON.parse(results.getOriginalResponseAsString());
    for (const row of found.results?.bindings ?? []) {
      for (const [name, term] of Object.entries(row)) {
        if (term.type === "triple") row[name] = { type: "literal", value: written(term) };
      }
    }
    Object.assign(results, { json: found, type: "json" });
  } catch {
    // Yasr then says that it can't read it.
  }
}

/** How many rows there are, whether there were more, and how long it took. */
function info(results, texts) {
  if (results.hasError()) return "";
  const rows = results.getBindings()?.length;
  const seconds = (results.getResponseTime() ?? 0) / 1000;
  const told = seconds ? [texts("seconds", { seconds })] : [];
  if (rows === undefined) return told.join("");
  return [texts(isCut(results) ? "cut" : "rows", { rows }), ...told].join(" · ");
}

function isCut(results) {
  const header = results.res?.headers.get("Rolegraph-Truncated");
  return header === "true" || results.json?.truncated === true || /# truncated\s*$/.test(results.getOriginalResponseAsString());
}

/** The words of the library that Yasr's table is made with. */
function language(texts) {
  const sorting = (name) => `: ${texts(name)}`;
  return {
    aria: {
      orderable: sorting("sort"),
      orderableReverse: sorting("reverse"),
      orderableRemove: sorting("unsort"),
      paginate: { first: texts("first"), last: texts("last"), next: texts("next"), previous: texts("previous"), number: `${texts("page")} ` },
    },
    emptyTable: texts("empty"),
    info: texts("range", { first: "_START_", last: "_END_", count: "_TOTAL_" }),
    infoEmpty: "",
    infoFiltered: "",
    thousands: "",
    zeroRecords: texts("nothing"),
  };
}

/** Keeps a table from being sized by the mouse: what does that puts a style into the page, which the policy refuses. */
function unsized() {
  this[0].matches = () => false;
}

function tableOf(Table, texts, ontology) {
  return class extends Table {
    constructor(yasr) {
      super(yasr);
      this.label = texts("table");
      this.helpReference = undefined;
      this.persistentConfig = { isEllipsed: false };
    }

    draw(given) {
      super.draw(given);
      this.destroyResizer();
      this.tableEl.style.removeProperty("width");
      this.tableEl.setAttribute("aria-label", texts("answer"));
      const region = this.tableEl.closest(".dt-layout-table");
      for (const [name, value] of Object.entries({ role: "region", tabindex: "0", "aria-label": texts("answer") })) {
        region.setAttribute(name, value);
      }
    }

    getColumns() {
      const [number, ...others] = super.getColumns();
      const prefixes = this.yasr.getPrefixes();
      const title = `<span class="unseen">${escaped(texts("row"))}</span>`;
      const renderer = (bearer) => (term, use, row) => {
        if (term === "") return "";
        if (use === "display") return this.getCellContent(term, prefixes, row[bearer]);
        // What is searched is read as HTML; what is sorted, or tells of what type a column is, is not.
        return use === "filter" ? escaped(term.value) : term.value;
      };
      const bearers = bearersOf(this.yasr.results.getVariables());
      const columns = others.map((one, place) => ({ ...one, render: renderer(bearers[place]) }));
      return [{ ...number, title, width: undefined }, ...columns];
    }

    /** Gives the HTML of a term; a label leads to what bears it. */
    getCellContent(term, prefixes, bearer) {
      if (term.type === "uri") return `<div>${iriOf(term.value, prefixes, ontology)}</div>`;
      const leads = bearer?.type === "uri" ? address(bearer.value, ontology) : "";
      return `<div>${literalOf(term, this.persistentConfig.compact === true, leads)}</div>`;
    }

    drawControls() {
      super.drawControls();
      this.tableSizeField.setAttribute("aria-label", texts("size"));
      this.tableFilterField.type = "search";
      this.tableFilterField.addEventListener("input", this.handleTableSearch);
    }
  };
}

/** Gives for each column of labels the place of its bearers in a row, which begins with a number: `role`, `roleLabel`. */
function bearersOf(names) {
  return names.map((name, place) => (place && ["label", `${names[place - 1]}Label`].includes(name) ? place : undefined));
}

function rawOf(Response, texts) {
  return class extends Response {
    constructor(yasr) {
      super(yasr);
      this.label = texts("raw");
      this.helpReference = undefined;
    }

    draw(given) {
      super.draw(given);
      this.cm.getInputField().setAttribute("aria-label", texts("raw"));
      const region = { role: "region", tabindex: "0", "aria-label": texts("raw") };
      for (const [name, value] of Object.entries(region)) this.cm.getScrollerElement().setAttribute(name, value);
    }

    showLess(again) {
      super.showLess(again);
      // The downloads below hold all of the answer, this one what is shown.
      this.overLay.querySelector("button:last-of-type").remove();
      for (const button of this.overLay.querySelectorAll("button")) button.type = "button";
    }
  };
}
