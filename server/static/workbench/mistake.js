// What is wrong with a query, from the server's problem document: the sentence, the place, what is not declared.
import { make } from "../texts.js";

/** Characters that are shown of a line before and after the place. */
const AROUND = 60;

/** Gives the function that shows an answer's error; `go` is called to lead to a place of the query. */
export function mistakes(texts, prefixes, current) {
  return async ({ text }) => {
    const problem = read(text);
    if (!problem) return make("p", {}, texts(/abort/i.test(text) ? "stopped" : "failed"));
    const { editor, query, declared } = current();
    const section = make("section", { class: "notice", role: "alert" }, make("h2", {}, problem.title));
    if (problem.line) {
      const place = make("button", { type: "button", class: "place" }, texts("place", problem));
      place.addEventListener("click", () => editor.go(problem.line, problem.column));
      editor.mark(problem.line, problem.column);
      section.append(make("p", {}, place), excerpt(query, problem));
    }
    section.append(make("p", { dir: "auto" }, problem.detail));
    const lacking = undeclared(query, prefixes, declared);
    if (lacking) {
      section.append(make("p", {}, texts("undeclared")), make("pre", { dir: "ltr", tabindex: "0" }, make("code", {}, lacking)));
    }
    return section;
  };
}

function read(text) {
  try {
    const found = JSON.parse(text);
    return typeof found?.title === "string" ? { detail: "", ...found } : null;
  } catch {
    return null;
  }
}

/** Gives the line with the character at the place marked; columns count characters from 1. */
function excerpt(query, { line, column }) {
  const characters = [...(query.split("\n")[line - 1] ?? "").replace(/\r$/, "")];
  const before = characters.slice(0, column - 1);
  const after = characters.slice(column);
  const start = before.length > AROUND ? `… ${before.slice(-AROUND).join("")}` : before.join("");
  const end = after.length > AROUND ? `${after.slice(0, AROUND).join("")} …` : after.join("");
  const code = make("code", {}, start, make("mark", {}, characters[column - 1] ?? " "), end);
  return make("pre", { dir: "ltr", tabindex: "0" }, code);
}

/** Gives declarations of our prefixes that a query uses and lacks; what stands in strings, IRIs and comments is none. */
function undeclared(query, prefixes, declared) {
  const bare = query.replace(/"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#.*/g, " ");
  const used = new Set([...bare.matchAll(/(?<![\w:?$@-])([A-Za-z][\w-]*):/g)].map((one) => one[1]));
  const lacking = [...used].filter((one) => Object.hasOwn(prefixes, one) && !Object.hasOwn(declared, one));
  return lacking.map((one) => `PREFIX ${one}: <${prefixes[one]}>`).join("\n");
}
