// Completes the field of the search while one types, from this server's own suggestions.

/** How long a word has to rest before it is looked up, in milliseconds. */
const SETTLED = 120;

/** @param {HTMLInputElement} field with its `list` */
export function complete(field) {
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => suggest(field), SETTLED);
  });
}

async function suggest(/** @type {HTMLInputElement} */ field) {
  const typed = field.value.trim();
  if (typed.length < 2) return;
  const url = new URL(field.dataset.suggest, location.href);
  url.searchParams.set("q", typed);
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || field.value.trim() !== typed) return;
  const { suggestions } = await answer.json();
  const names = new Set(suggestions.map((/** @type {any} */ one) => one.matched.label));
  field.list.replaceChildren(
    ...[...names].map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }),
  );
}
