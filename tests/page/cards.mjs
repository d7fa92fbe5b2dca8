// Reads {data, words, pairs} from standard input; makes the card of each pair in each language with a
// stand-in for the browser's document. Prints what the cards say: [pair, language, text].

import { readFileSync } from "node:fs";

class Stub {
  children = [];
  style = {};
  dataset = {};
  setAttribute() {}
  getAttribute() { return null; }
  addEventListener() {}
  append(...some) { this.children.push(...some); }
  replaceChildren(...some) { this.children = some; }
  get text() { return this.children.map((one) => one?.text ?? String(one)).join(" "); }
}
globalThis.document = { createElement: () => new Stub(), createElementNS: () => new Stub(), getElementById: () => new Stub() };

const { card } = await import("../../carbondata/show/page/cards.mjs");
const { chart } = await import("../../carbondata/show/page/chart.mjs");
const { doubts, sentence } = await import("../../carbondata/show/page/answer.mjs");
const { parts } = await import("../../carbondata/show/page/parts.mjs");
const { compareAll } = await import("../../carbondata/show/page/comparing.mjs");
const { learn } = await import("../../carbondata/show/page/phrases.mjs");
const { tables } = await import("../../carbondata/show/page/tables.mjs");
const { languages } = await import("../../carbondata/show/page/words.mjs");

const { data, words, pairs } = JSON.parse(readFileSync(0, "utf8"));
learn(JSON.parse(words));
const known = tables(JSON.parse(data));
const on = { removed() {}, moved() {}, replaced() {} };
const told = [];
for (const language of languages()) {
  for (const [one, other] of pairs) {
    const [made] = compareAll(known, one, [other]);
    told.push([`${one} ${other}`, language, card(known, made, other, language, on).text]);
    told.push([`answer ${one} ${other}`, language, [...sentence(made, "", language), ...doubts(known, made, language)].map((part) => part.text ?? part).join("")]);
    told.push([`parts ${one} ${other}`, language, JSON.stringify(parts(made, language) ?? [])]);
    const drawn = chart([made], language, 600);
    if (drawn) told.push([`chart ${one} ${other}`, language, drawn.text]);
  }
}
process.stdout.write(JSON.stringify(told));
