// The editor of each tab, Yasqe, as this site has it: our marks, our words, and nothing that asks another host.

/** Makes an editor ours; gives what else is done with it: `mark` marks a place of the query, `go` leads to one. */
export function dress(editor, texts) {
  const notify = editor.showNotification;
  editor.showNotification = (key) => notify(key, texts("hint"));
  editor.on("autocompletionShown", (_, widget) => widget.hints.setAttribute("aria-label", texts("completions")));
  const marks = [];
  editor.checkSyntax = () => check(editor, texts("broken"));
  editor.on("change", () => marks.splice(0).forEach((mark) => mark.clear()));
  check(editor, texts("broken"));
  editor.on("update", () => reach(editor, texts("query")));
  return {
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

/** Lets the keyboard stop at, and scroll, a query that is taller than its editor; the Tab key goes on from there. */
function reach(editor, name) {
  const part = editor.getScrollerElement();
  const taller = part.clientHeight > 0 && part.scrollHeight > part.clientHeight;
  part.tabIndex = taller ? 0 : -1;
  part.role = taller ? "region" : null;
  part.ariaLabel = taller ? name : null;
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
