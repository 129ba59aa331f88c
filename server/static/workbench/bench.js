// The workbench: YASGUI with its tabs, its editor and its view of answers, at this server alone.
import { complete } from "./completion.js";
import { dress as dressEditor } from "./editor.js";
import { mistakes } from "./mistake.js";
import { prepare } from "./results.js";
import { dress as dressTabs } from "./tabs.js";
import { translate } from "./words.js";

/** What is accepted: rows as JSON, triples as Turtle. */
const ACCEPTED = "application/sparql-results+json,text/turtle;q=0.9";
/** Where tabs are kept in the browser. */
const KEPT = "rolegraph";

/**
 * Draws the workbench into a place. `query` is what its first tab holds where the browser keeps none, `endpoint` the
 * URL that queries are put to; `run` is called for Ctrl and Enter, `shown` with each tab that comes to the front.
 */
export function draw(place, { texts, query, endpoint, run, shown }) {
  const { Yasgui, Yasqe, Yasr } = window;
  const { prefixes: given, void: contents, suggest, ontology, start } = place.dataset;
  const prefixes = JSON.parse(given);
  // Lists are merged with the defaults one by one, so ours has to take their place: two of them ask another host.
  Yasqe.defaults.autocompleters = complete(Yasqe, prefixes, contents, suggest);
  const menus = document.createElement("div");
  place.append(menus);
  translate(place, document.querySelector("template[data-words]"));
  prepare(Yasr, texts, ontology);
  adopt(Yasgui.Tab, { texts, run, shown });
  Yasr.defaults.errorRenderers = [
    mistakes(texts, prefixes, () => {
      const yasqe = yasgui.getTab().getYasqe();
      return { editor: yasqe.ours, query: yasqe.getValue(), declared: yasqe.getPrefixesFromQuery() };
    }),
  ];
  const yasgui = new Yasgui(place, {
    persistenceId: KEPT,
    populateFromUrl: false,
    autofocus: false,
    tabName: texts("query"),
    contextMenuContainer: menus,
    requestConfig: { endpoint, acceptHeaderSelect: ACCEPTED, acceptHeaderGraph: ACCEPTED },
    yasqe: {
      value: query,
      showQueryButton: false,
      screenReaderLabel: texts("query"),
      editorHeight: "16rem",
      // The keyboard must get out of the editor as it came in.
      extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false },
    },
    yasr: {
      prefixes,
      // Answers are not kept: what is kept would outlive the data that it is from.
      maxPersistentResponseSize: 0,
    },
  });
  yasgui.config.yasqe.value = start;
  for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint);
  dressTabs(yasgui, menus, texts);
  return yasgui;
}

/** Makes YASGUI's tabs ours: there is one endpoint, and what it is asked with stands in our form. */
function adopt(Tab, { texts, run, shown }) {
  const { initYasqe, show } = Tab.prototype;
  Object.assign(Tab.prototype, {
    initEndpointSelectField() {},
    initTabSettingsMenu() {},
    initYasqe() {
      initYasqe.call(this);
      const yasqe = this.getYasqe();
      // Its link leads to a fragment; ours stands below each answer, with the code.
      yasqe.rootEl.querySelector(".yasqe_share")?.remove();
      yasqe.ours = dressEditor(yasqe, texts);
      yasqe.query = run;
    },
    show() {
      show.call(this);
      shown(this);
    },
  });
}
