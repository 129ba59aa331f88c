// Suggests labels in fields that name where to ask for them (data-suggest); without this script a field takes any text.

const PAUSE = 150;
const LEAST = 2;

/** Gives a field a list of suggestions that follows what is typed. */
function attach(field) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer = 0;
  let last = "";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const text = field.value.trim();
      if (text.length < LEAST || text === last) return;
      last = text;
      const found = await suggestions(field.dataset.suggest, text);
      if (last === text) list.replaceChildren(...found.map(option));
    }, PAUSE);
  });
}

/** Asks the server; a failure is no suggestion. */
async function suggestions(address, text) {
  const url = new URL(address, location.href);
  url.searchParams.set("q", text);
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).suggestions : [];
  } catch {
    return [];
  }
}

function option(one) {
  const made = document.createElement("option");
  made.value = one.matched.label;
  if (one.label !== one.matched.label) made.label = one.label;
  return made;
}

document.querySelectorAll("[data-suggest]").forEach(attach);
