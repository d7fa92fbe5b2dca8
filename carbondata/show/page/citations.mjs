// Who says so: sources as authors and year.

import { element } from "./elements.mjs";
import { word } from "./words.mjs";

// The id of a source within a text: luccioni-2023-bloom.
const ID = /(?<![\w#@/.-])[a-z][a-z0-9]*(?:-[a-z0-9]+(?:\.\d+)?)+(?![\w/@-])/g;

// A source with only its first author; further works are on lines of their own.
function whole(source) {
  const [line] = source.line.split("\n");
  const [names, rest] = line.split(/ (?=\(\d{4}\)\. )/);
  const authors = rest ? names.split("; ") : [];
  const who = authors.length > 2 ? `${authors[0].split(",")[0]} et al.` : names;
  return (rest ? `${who} ${rest}` : line).replace(/ https?:\S+$/, "");
}

// A citation with its link.
export function citation(known, id, language, isBrief = false) {
  const source = known.sources[id];
  if (!source) return element("span", {}, word("typed", language));
  const text = isBrief ? source.who : whole(source);
  const [line] = source.line.split("\n");
  const url = / (https:\/\/\S+)$/.exec(line)?.[1] ?? (source.url?.startsWith("https://") ? source.url : null);
  return url
    ? element("a", { href: url, rel: "noreferrer" }, text)
    : element("span", {}, text);
}

// A text with authors and year in place of the ids of sources: (luccioni-2023-bloom) is (Luccioni et al., 2023).
export const attributed = (known, text) => text.replace(ID, (id, at) => {
  if (!Object.hasOwn(known.sources, id)) return id;
  const { who } = known.sources[id];
  const before = text.slice(0, at);
  return before.split("(").length > before.split(")").length ? who.replace(/ \((\d{4}[^()]*)\)$/, ", $1") : who;
});
