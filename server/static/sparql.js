// The query page: runs the form without leaving it, with an editor where there is one, and its answer below.
import { edit } from "./editor.js";
import { enhance } from "./table.js";

/** The longest URL that every browser and proxy passes on, in characters. */
const LONGEST = 8000;

const form = document.getElementById("ask");
const texts = form.dataset;
const status = form.querySelector(".status");
const stop = form.querySelector(".stop");
const result = document.getElementById("result");
const area = document.getElementById("query");
const editor = "Yasqe" in window ? edit(form, area, () => form.requestSubmit()) : null;
let running = null;

/** Shows what the server made of the query: an answer, or what is wrong with it. */
function show(page) {
  result.replaceChildren(...page.getElementById("result").childNodes);
  settle();
  const mistake = document.getElementById("mistake");
  status.textContent = mistake ? "" : texts.done;
  if (!mistake) document.getElementById("answer")?.scrollIntoView({ block: "nearest" });
}

/** Makes what stands in the page's answer work: the table, and the way to a mistake. */
function settle() {
  const mistake = document.getElementById("mistake");
  const place = mistake ? [Number(mistake.dataset.line), Number(mistake.dataset.column)] : [0, 0];
  editor?.mark(...place);
  mistake?.querySelector(".place")?.addEventListener("click", (event) => {
    if (editor) {
      event.preventDefault();
      editor.go(...place);
    }
  });
  enhance(result);
}

async function run() {
  running?.abort();
  const mine = (running = new AbortController());
  const given = new URLSearchParams(new FormData(form));
  given.delete("format");
  const url = `${form.action}?${given}`;
  const short = url.length <= LONGEST;
  status.textContent = texts.running;
  stop.hidden = false;
  try {
    const options = { headers: { Accept: "text/html" }, signal: mine.signal };
    const posted = { ...options, method: "POST", body: given };
    const response = await (short ? fetch(url, options) : fetch(form.action, posted));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (running !== mine) return;
    if (!page.getElementById("result")) throw new Error("no page of ours");
    // The address is the query's, so that it can be kept and sent.
    if (short) history.pushState(null, "", url);
    show(page);
    if (!short && !document.getElementById("mistake")) status.textContent = texts.long;
  } catch {
    if (running === mine) status.textContent = mine.signal.aborted ? texts.stopped : texts.failed;
  } finally {
    if (running === mine) {
      running = null;
      stop.hidden = true;
    }
  }
}

form.addEventListener("submit", (event) => {
  editor?.save();
  if (form.elements.format.value !== "html") return;
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => {
  running?.abort();
  editor ? editor.focus() : area.focus();
});
window.addEventListener("popstate", () => location.reload());
settle();
