// YASGUI's tabs for keyboards and screen readers: it makes them for the mouse.
import { make } from "../texts.js";

/** Makes the tabs of a YASGUI ours. `menus` is the element that the menu of tabs is drawn in. */
export function dress(yasgui, menus, texts) {
  const list = yasgui.tabElements._tabsListEl;
  list.setAttribute("aria-label", texts("tabs"));
  const naming = make("p", { class: "naming", hidden: "hidden" });
  const menu = make("button", { type: "button", class: "tabMenuButton", title: texts("menu"), "aria-label": texts("menu"), "aria-haspopup": "menu" }, "⋯");
  const add = list.querySelector(".addTab");
  add.type = "button";
  // A list of tabs has nothing but tabs in it.
  const row = make("div", { class: "tabsRow" });
  list.before(row);
  row.append(list, add, menu, naming);
  for (const one of list.querySelectorAll(".tab")) dressTab(one, naming, texts);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const one of addedNodes) if (one.classList?.contains("tab")) dressTab(one, naming, texts);
    }
  }).observe(list, { childList: true });
  menu.addEventListener("click", (event) => openMenu(yasgui, event));
  list.addEventListener("keydown", (event) => keys(yasgui, list, event), true);
  add.addEventListener("click", () => yasgui.getTab().getYasqe().focus());
  yasgui.on("tabClose", () => queueMicrotask(() => settle(yasgui, list)));
  new MutationObserver(() => {
    const shown = menus.querySelector(".context-menu-list");
    if (shown && !shown.role) dressMenu(shown, texts, menu);
  }).observe(menus, { childList: true });
  // YASGUI closes its menu at any key, which would close one that a key has opened.
  document.addEventListener("keyup", (event) => menus.firstChild && event.stopPropagation(), true);
}

/** The tab's field for its name stands beside the list: a tab has no fields in it. */
function dressTab(tab, naming, texts) {
  const field = tab.querySelector("input");
  const link = tab.querySelector("[role=tab]");
  field.remove();
  field.setAttribute("aria-label", texts("name"));
  new MutationObserver(() => {
    const named = tab.classList.contains("renaming");
    if (named && !field.isConnected) {
      naming.replaceChildren(field);
      naming.hidden = false;
      field.focus();
      field.select();
    } else if (!named && field.isConnected) {
      const back = document.activeElement === field;
      field.remove();
      naming.hidden = true;
      if (back) link.focus();
    }
  }).observe(tab, { attributeFilter: ["class"] });
  // YASGUI takes a name at the Enter key's way up, which may be that of the key that chose to rename.
  field.addEventListener("keyup", (event) => event.stopImmediatePropagation(), true);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") field.value = link.textContent.replace(/✖$/, "");
    if (event.key === "Escape" || event.key === "Enter") {
      event.preventDefault();
      field.dispatchEvent(new FocusEvent("blur"));
    }
  });
}

/** Arrows, Home and End go between tabs, F2 names one, Delete closes it. */
function keys(yasgui, list, event) {
  const tab = event.target.closest("[role=tab]");
  if (!tab) return;
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const at = tabs.indexOf(tab);
  const backwards = getComputedStyle(list).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const forwards = backwards === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const to = { [backwards]: at - 1, [forwards]: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (event.key === "F2") yasgui.tabElements.get(tab.getAttribute("aria-controls")).startRename();
  if (event.key === " ") tab.click();
  if (to !== undefined) {
    const next = tabs.at(to % tabs.length);
    next.click();
    next.focus();
  }
  if (to === undefined && event.key !== "F2" && event.key !== " ") return;
  event.preventDefault();
  event.stopPropagation();
}

/** After a tab was closed there is always one left, and the keyboard is in the tabs. */
function settle(yasgui, list) {
  if (!yasgui.persistentConfig.getTabs().length) yasgui.addTab(true);
  if (document.activeElement === document.body) list.querySelector("[aria-selected=true]")?.focus();
}

function openMenu(yasgui, event) {
  const tab = yasgui.getTab();
  const element = yasgui.tabElements.get(tab.getId());
  yasgui.tabElements.tabContextMenu.openConfigMenu(tab.getId(), element, event);
}

/** YASGUI's menu of a tab as a menu is: with roles, the arrow keys and Escape. */
function dressMenu(shown, texts, opener) {
  const before = document.activeElement;
  shown.role = "menu";
  shown.setAttribute("aria-label", texts("menu"));
  for (const line of shown.querySelectorAll("hr")) line.replaceWith(make("li", { role: "separator" }));
  const items = [...shown.querySelectorAll(".context-menu-item")];
  for (const item of items) {
    item.role = "menuitem";
    item.tabIndex = -1;
    if (item.classList.contains("disabled")) item.ariaDisabled = "true";
  }
  const box = shown.parentElement;
  const most = document.documentElement.clientWidth - box.offsetWidth - 4;
  if (parseFloat(box.style.left) > most) box.style.left = `${Math.max(most, 0)}px`;
  const close = () => {
    box.remove();
    (before?.isConnected && before !== document.body ? before : opener).focus();
  };
  shown.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) items.at(to % items.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key === "Enter" || event.key === " ") document.activeElement.click();
    else return;
    event.preventDefault();
  });
  items[0].focus();
}
