// Opens the evidence of a statement below it; without this script the same link leads to a page of its own.
"use strict";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.why");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const open = link.getAttribute("aria-expanded") === "true";
  if (open) {
    document.getElementById(link.getAttribute("aria-controls")).remove();
    link.setAttribute("aria-expanded", "false");
    return;
  }
  let answer;
  try {
    answer = await fetch(link.href + "&part=1", { headers: { Accept: "text/html" } });
  } catch {
    answer = null;
  }
  if (!answer || !answer.ok) {
    location.href = link.href;
    return;
  }
  const shown = document.createElement("div");
  shown.className = "shown";
  shown.id = "shown-" + Math.random().toString(36).slice(2);
  shown.innerHTML = await answer.text();
  (link.closest("li") || link).append(shown);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", shown.id);
});
