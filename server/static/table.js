// A table of an answer: sorted by a click on a column's name, narrowed by what is typed.

const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

/** Makes the tables in a part of the page sortable, and shows the field that narrows them. */
export function enhance(part) {
  const table = part.querySelector("table");
  if (!table) return;
  const body = table.tBodies[0];
  const original = [...body.rows];
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    button.addEventListener("click", () => sort(body, original, cell, column));
    cell.replaceChildren(button);
  });
  const filter = part.querySelector(".filter");
  filter.hidden = false;
  filter.querySelector("input").addEventListener("input", (event) => narrow(original, event.target.value));
}

/** Sorts upwards, then downwards, then as the query has it. */
function sort(body, original, cell, column) {
  const next = { none: "ascending", ascending: "descending", descending: "none" }[cell.ariaSort ?? "none"];
  for (const other of cell.parentElement.cells) other.ariaSort = null;
  if (next !== "none") cell.ariaSort = next;
  const way = next === "descending" ? -1 : 1;
  const text = (row) => row.cells[column].textContent;
  const rows = next === "none" ? original : original.toSorted((one, other) => way * compare(text(one), text(other)));
  body.append(...rows);
}

function narrow(rows, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
}
