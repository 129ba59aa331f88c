// The query page: YASGUI in the place of the form's text field. What stands in its tabs is run with the form's choices,
// the address follows, and below an answer stands what can be done with it.
import { textsOf } from "../texts.js";
import { draw } from "./bench.js";
import { choose, chosen, parameters, tells } from "./choices.js";

/** The longest URL that every browser and proxy passes on, in characters. */
const LONGEST = 8000;

const form = document.getElementById("ask");
const area = document.getElementById("query");
const place = document.getElementById("workbench");
const asking = form.querySelector(".asking");
const status = asking.querySelector(".status");
const stop = asking.querySelector(".stop");
const result = document.getElementById("result");
const texts = textsOf(document);
/** What each tab was last asked, and what stands below its answer. */
const last = new WeakMap();
let running = null;

/** Has YASGUI put the query of the tab in front, with the form's choices. */
async function run() {
  const tab = bench.getTab();
  await halt();
  const query = tab.getQuery();
  const pairs = chosen(form);
  const given = parameters(form, query, pairs);
  const url = `${form.action}?${given}`;
  const short = url.length <= LONGEST;
  const args = [...given].filter(([name]) => name !== "query").map(([name, value]) => ({ name, value }));
  tab.setRequestConfig({ args: [...args, { name: "rows", value: place.dataset.most }], method: short ? "GET" : "POST" });
  status.textContent = texts("running");
  stop.hidden = false;
  const yasqe = tab.getYasqe();
  const mine = (running = { yasqe, done: Object.getPrototypeOf(yasqe).query.call(yasqe).then(() => true, () => false) });
  const good = await mine.done;
  if (running === mine) {
    running = null;
    stop.hidden = true;
  }
  if (mine.stopped) return void (status.textContent = texts("stopped"));
  // The address is the query's, so that it can be kept and sent.
  if (short && url !== location.href) history.pushState(null, "", url);
  last.set(tab, good ? { given, query } : null);
  status.textContent = good ? texts(short ? "done" : "long") : "";
  if (bench.getTab() !== tab) return;
  await tell(tab);
  if (good) tab.getYasr().rootEl.scrollIntoView({ block: "nearest" });
}

/** Ends the query that runs, if one does. */
async function halt() {
  if (!running) return;
  running.stopped = true;
  running.yasqe.abortQuery();
  await running.done;
}

/** Shows below an answer where it can be downloaded and how programs ask for it. */
async function tell(tab) {
  const asked = last.get(tab);
  if (!asked) return result.replaceChildren();
  asked.told ??= await uses(asked.given);
  if (bench.getTab() === tab) result.replaceChildren(...asked.told);
}

async function uses(given) {
  const url = new URL(place.dataset.uses, location.href);
  const short = `${url}?${given}`.length <= LONGEST;
  for (const [name, value] of given) if (short) url.searchParams.append(name, value);
  try {
    const response = await fetch(url, short ? {} : { method: "POST", body: given });
    if (!response.ok) return [];
    return [...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes];
  } catch {
    return [];
  }
}

/** Puts our choices below the editor of the tab that has come to the front, with what that tab is asked with. */
function shown(tab) {
  tab.getYasr().rootEl.parentElement.before(asking);
  const kept = tab.getRequestConfig().args;
  if (bench) {
    choose(form, kept);
    status.textContent = "";
    tell(tab);
  }
}

/** Opens a query in a tab: the one that holds it, the one in front if nothing was done there, or a new one. */
function open(query, name, pairs) {
  const held = Object.values(bench._tabs).find((tab) => valueOf(tab) === query);
  const front = bench.getTab();
  if (held) bench.selectTabId(held.getId());
  else if (valueOf(front) === place.dataset.start && !last.get(front)) {
    front.setQuery(query);
    if (name) front.setName(name);
  } else {
    const value = { yasqe: { value: query }, ...(name ? { name: bench.createTabName(name) } : {}) };
    bench.addTab(true, value);
  }
  choose(form, pairs);
  keep();
}

function valueOf(tab) {
  return tab.getYasqe()?.getValue() ?? tab.getPersistedJson().yasqe.value;
}

/** Keeps the form's choices with the tab in front. */
function keep() {
  bench.getTab().setRequestConfig({ args: chosen(form) });
}

/** Opens the query of the page's address and runs it. */
function follow() {
  const given = new URLSearchParams(location.search);
  const query = given.get("query");
  if (query === null) return;
  open(query, "", [...given].map(([name, value]) => ({ name, value })));
  run();
}

async function example(link) {
  const response = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  open(page.getElementById("query").value, link.textContent, chosen(form));
  bench.getTab().getYasqe().focus();
}

const asked = result.childElementCount > 0;
const named = new URLSearchParams(location.search).has("example");
const pairs = chosen(form);
let bench = null;
form.querySelector("label[for=query]").hidden = true;
area.hidden = true;
area.required = false;
asking.querySelector(".keys").hidden = false;
bench = draw(place, { texts, query: asked || named ? area.value : place.dataset.start, endpoint: new URL(form.action).href, run, shown });
shown(bench.getTab());
if (asked || named) open(area.value, "", pairs);
else if (tells(location.search)) choose(form, pairs);
if (asked) run();

form.addEventListener("submit", (event) => {
  area.value = bench.getTab().getQuery();
  if (form.elements.format.value !== "html") return;
  event.preventDefault();
  run();
});
asking.addEventListener("change", keep);
stop.addEventListener("click", () => {
  halt();
  bench.getTab().getYasqe().focus();
});
document.querySelector(".examples").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  example(link).catch(() => location.assign(link.href));
});
window.addEventListener("popstate", follow);
window.addEventListener("pagehide", () => {
  for (const tab of Object.values(bench._tabs)) if (tab.getYasqe()) tab.handleYasqeBlur(tab.getYasqe());
});
