// What the editor completes: our prefixes, the classes and properties of our data, labels of concepts. All of it comes
// from this server.

/** The most completions that are shown, and how many letters a label needs. */
const MOST = 50;
const LEAST = 2;
const CONTENTS = new Set(["variable-3", "comment", "string", "keyword", "punc", "atom", "var"]);

/** Registers our completers in place of Yasqe's own; gives their names. */
export function complete(Yasqe, prefixes, voidUrl, suggestUrl) {
  const own = Yasqe.Autocompleters.property;
  const declarations = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: () => declarations, persistenceId: null }, false);
  const terms = termsOf(voidUrl);
  const labels = new Map();
  Yasqe.registerAutocompleter(
    {
      name: "our-names",
      bulk: false,
      autoShow: true,
      isValidCompletionPosition: (yasqe) => isName(yasqe),
      preProcessToken: (yasqe, token) => own.preProcessToken(yasqe, token),
      get: async (yasqe, token) => {
        const typed = token.autocompletionString ?? "";
        const isIri = /^[a-z][a-z0-9+.-]*:/i.test(typed);
        const known = await terms();
        if (isIri) return known.filter((iri) => iri.startsWith(typed)).slice(0, MOST);
        const small = typed.toLowerCase();
        const named = known.filter((iri) => localName(iri).toLowerCase().includes(small)).slice(0, MOST);
        return [...named, ...(await concepts(suggestUrl, typed, labels))];
      },
      postProcessSuggestion: (yasqe, token, iri) => written(yasqe, iri, prefixes),
      postprocessHints: (yasqe, hints) => hints.map((hint) => shown(yasqe, hint, prefixes, labels)),
    },
    false,
  );
  for (const name of ["property", "class", "prefixes"]) delete Yasqe.Autocompleters[name];
  return ["our-prefixes", "variables", "our-names"];
}

/** Whether a name could stand at the cursor: part of an IRI, a prefixed name, or a word that is none of SPARQL's. */
function isName(yasqe) {
  const token = yasqe.getCompleteToken();
  const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
  if (["PREFIX", "BASE"].includes(before.string.toUpperCase()) || before.string.endsWith(":")) return false;
  if (token.string.startsWith("<")) return token.string.length > 1;
  return token.string.length >= LEAST && !/^[?$"'#]/.test(token.string) && !CONTENTS.has(token.type) && /^[\p{L}_]/u.test(token.string);
}

/** Gives a function that reads the classes and properties from our VoID description, once it is made. */
function termsOf(url) {
  let found = null;
  return async () => {
    if (found) return found;
    const response = await fetch(url, { headers: { Accept: "application/n-triples" } }).catch(() => null);
    if (!response?.ok) return [];
    const lines = (await response.text()).matchAll(/<http:\/\/rdfs\.org\/ns\/void#(?:class|property)> <([^>]+)> ?\./g);
    return (found = [...new Set([...lines].map((line) => line[1]))]);
  };
}

/** Gives the IRIs of concepts by what is typed of a label, and keeps their labels. */
async function concepts(url, typed, labels) {
  if (!url || typed.length < LEAST) return [];
  const asked = new URL(url, location.href);
  asked.searchParams.set("q", typed);
  const response = await fetch(asked, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok) return [];
  const { suggestions } = await response.json();
  for (const one of suggestions) labels.set(one.iri, `${one.matched?.label ?? one.label} (${one.type})`);
  return suggestions.map((one) => one.iri);
}

function localName(iri) {
  return iri.slice(Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1);
}

/** Writes an IRI by a prefix, the query's own or one of ours, where what follows needs no escapes; else in full. */
function written(yasqe, iri, prefixes) {
  for (const [prefix, start] of Object.entries({ ...prefixes, ...yasqe.getPrefixesFromQuery() })) {
    const rest = iri.slice(start.length);
    if (iri.startsWith(start) && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(rest)) return `${prefix}:${rest}`;
  }
  return `<${iri}>`;
}

/** Shows a completion with its label; choosing it declares its prefix. */
function shown(yasqe, hint, prefixes, labels) {
  const label = labels.get(hint.text.replace(/^<|>$/g, ""));
  return {
    ...hint,
    render: (element) => {
      element.textContent = hint.text;
      if (label) {
        const small = document.createElement("small");
        small.textContent = label;
        element.append(small);
      }
    },
    hint: (editor, data, chosen) => {
      editor.getDoc().replaceRange(chosen.text, chosen.from ?? data.from, chosen.to ?? data.to, "complete");
      const prefix = chosen.text.match(/^([\p{L}_][\p{L}\p{N}_-]*):/u)?.[1];
      if (prefix && !(prefix in yasqe.getPrefixesFromQuery())) yasqe.addPrefixes({ [prefix]: prefixes[prefix] });
    },
  };
}
