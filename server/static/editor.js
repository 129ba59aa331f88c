// The editor in the place of the form's text field: Yasqe with our prefixes, our completions and our words.
import { complete } from "./completion.js";

/** Puts an editor in the place of a text field; `run` is called for Ctrl and Enter. */
export function edit(form, area, run) {
  const Yasqe = window.Yasqe;
  const texts = form.dataset;
  const names = complete(Yasqe, JSON.parse(texts.prefixes), texts.void, texts.suggest);
  const place = document.createElement("div");
  area.before(place);
  // Lists are merged with the defaults one by one, so ours has to take their place: two of them ask another host.
  Yasqe.defaults.autocompleters = names;
  const editor = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    screenReaderLabel: texts.label,
    editorHeight: "16rem",
    // The keyboard must get out of the editor as it came in.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false },
  });
  area.hidden = true;
  area.required = false;
  form.querySelector("label[for=query]").addEventListener("click", () => editor.focus());
  form.querySelector(".keys").hidden = false;
  const notify = editor.showNotification;
  editor.showNotification = (key) => notify(key, texts.hint);
  editor.on("autocompletionShown", (_, widget) => widget.hints.setAttribute("aria-label", texts.completions));
  const marks = [];
  editor.checkSyntax = () => check(editor, texts.broken);
  editor.on("change", () => marks.splice(0).forEach((mark) => mark.clear()));
  check(editor, texts.broken);
  return {
    save: () => (area.value = editor.getValue()),
    focus: () => editor.focus(),
    go: (line, column) => {
      editor.focus();
      editor.getDoc().setCursor(position(editor, line, column));
    },
    mark: (line, column) => {
      marks.splice(0).forEach((mark) => mark.clear());
      if (line) marks.push(...mark(editor, position(editor, line, column)));
    },
  };
}

/** The editor's position for a line and a column that count characters from 1. */
function position(editor, line, column) {
  const text = editor.getDoc().getLine(line - 1) ?? "";
  return { line: line - 1, ch: [...text].slice(0, column - 1).join("").length };
}

/** Marks the word at a position, or the line's end. */
function mark(editor, from) {
  const doc = editor.getDoc();
  const rest = (doc.getLine(from.line) ?? "").slice(from.ch);
  const length = rest.match(/^(?:[\p{L}\p{N}_:?$-]+|.)/u)?.[0].length ?? 0;
  if (length) return [doc.markText(from, { line: from.line, ch: from.ch + length }, { className: "wrong" })];
  const end = document.createElement("span");
  end.className = "wrong";
  end.textContent = " ";
  return [doc.setBookmark(from, { widget: end })];
}

/** Marks the first line that can't be read, as the editor's own check does, in the page's language. */
function check(editor, words) {
  const doc = editor.getDoc();
  editor.clearGutter("gutterErrorBar");
  editor.queryValid = true;
  for (let line = 0; line < doc.lineCount(); line++) {
    const { state } = editor.getTokenAt({ line, ch: doc.getLine(line).length }, true);
    editor.setOption("queryType", state.queryType);
    if (state.OK === false) {
      const sign = document.createElement("span");
      sign.className = "broken";
      sign.textContent = "!";
      sign.title = `${words} ${line + 1}`;
      editor.setGutterMarker(line, "gutterErrorBar", sign);
      editor.queryValid = false;
      return;
    }
  }
}
