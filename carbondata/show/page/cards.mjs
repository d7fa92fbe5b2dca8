// An answer: what comes out, how sure it is, whose figures they are, and the others there are.

import { positive } from "./amounts.mjs";
import { label } from "./choices.mjs";
import { severity, studies } from "./comparing.mjs";
import { element } from "./elements.mjs";
import { operand } from "./operands.mjs";
import { copy, save } from "./exports.mjs";
import { receipt, sources } from "./receipts.mjs";
import { massOf, nameOf, range, reasonsOf, tell } from "./sentences.mjs";
import { word } from "./words.mjs";
import { mass, number, plain, quoted, read, several, typeset } from "./numbers.mjs";

// Figures closer than this are the same but for rounding.
const CLOSE = 1.05;
const WIDE = 2;
const BASIS = ["boundary", "accounting", "electricity", "land_use", "forcing", "method"];
const SIGNS = { ok: "✓", note: "✓", caution: "!", refuse: "✕" };
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function amountOf(q, language) {
  if (q.measure === "energy") return `${number(q.energy_kwh, 3, language)} kWh`;
  return massOf(q, language);
}

// The reading in large: "9.7 lifetimes", "12 times", "12%", "5.4 hours".
function large({ reading, reference }, language) {
  if (!reading) return "—";
  const told = read(reading, language);
  return reading.unit === "count" ? several(told, nameOf(reference, language), language)[0] : told;
}

// A citation with its first author alone, and where it leads.
export function citation(known, id, language) {
  const source = known.sources[id];
  if (!source) return element("span", {}, word("typed", language));
  const [names, rest] = source.line.split(/ (?=\(\d{4}\)\. )/);
  const authors = rest ? names.split("; ") : [];
  const who = authors.length > 2 ? `${authors[0].split(",")[0]} et al.` : names;
  const text = (rest ? `${who} ${rest}` : source.line).replace(/ https?:\S+$/, "");
  const url = / (https:\/\/\S+)$/.exec(source.line)?.[1] ?? (source.url?.startsWith("https://") ? source.url : null);
  return url
    ? element("a", { href: url, rel: "noreferrer" }, text)
    : element("span", {}, text);
}

// The factor of an electricity grid: its place, its year, its source.
function factorOf(known, q, language) {
  if (!q.factor) return null;
  const [source, area, year] = q.factor.split(" ");
  const [english, french] = known.areas[area];
  return word("grid_of", language, { area: language === "fr" ? french ?? english : english, year, source });
}

// What a figure counts and how it was made; what nobody says is left out.
const described = (known, q, language) => BASIS
  .map((column) => known.vocabulary[column][q[column]]?.[language === "fr" ? 1 : 0])
  .filter(Boolean)
  .join(", ");

// What it counts, how it was made, and where it stands in its source.
function where(known, q, language) {
  const english = (text) => text && element("span", { lang: "en" }, text);
  const scope = english(q.scope && quoted(q.scope, language));
  const said = [described(known, q, language), factorOf(known, q, language), scope, english(q.locator)]
    .filter(Boolean)
    .flatMap((one, at) => (at ? [" · ", one] : [one]));
  return said.length ? element("span", { class: "quiet where" }, ...said) : null;
}

function side(known, q, language) {
  return element(
    "li", {},
    element("strong", {}, capital(nameOf(q, language))), `${language === "fr" ? "\u00a0" : ""}: ${amountOf(q, language)}. `,
    q.figure === "given" ? element("span", {}, word("typed", language)) : citation(known, q.source_id, language),
    where(known, q, language),
  );
}

// The studies of the same subject and year, on every basis; none of an amount that was typed in.
function rivals(known, q) {
  if (q.figure === "given" || q.factor_source && q.id.includes(" ")) return [];
  const times = q.times ? `${q.times}*` : "";
  const others = q.kind === "event" ? known.namesakes(q) : [];
  return studies(known, [q.id, ...others].map((id) => times + id), q);
}

// How far apart the figures that were seen are: where some are, it is a doubt of its own.
function spread(known, q, language) {
  const values = rivals(known, q)
    .filter(({ q: one }) => one.verified && one.scenario === null)
    .flatMap(({ q: one }) => [one.emissions_t_low, one.emissions_t, one.emissions_t_high])
    .filter((value) => value > 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high / low > CLOSE)) return null;
  const text = word("spread", language, {
    name: nameOf(q, language), low: mass(low, null, language), high: mass(high, null, language),
    factor: plain(high / low, 2, language),
  });
  return [high / low > WIDE ? "caution" : "note", text];
}

function bounds(q, language) {
  if ([q.emissions_t_low, q.emissions_t, q.emissions_t_high].includes(null)) return "";
  const [low, high] = [q.emissions_t_low, q.emissions_t_high].map((one) => mass(one, null, language));
  return low === high ? "" : ` (${low} – ${high})`;
}

function competing(known, q, language) {
  const all = rivals(known, q);
  if (all.length < 2) return null;
  const rows = all.map(({ q: one, why }) => element(
    "li", { class: why === "taken" ? "taken" : null },
    element("strong", {}, amountOf(one, language)),
    bounds(one, language),
    ` · ${word(why, language)}${one.status_source ? ` (${one.status_source})` : ""}`,
    element("br"), citation(known, one.source_id, language),
    where(known, one, language),
  ));
  const name = nameOf(q, language);
  return element(
    "details", { "data-key": `studies ${q.id}` },
    element("summary", {}, word("studies", language, { name, n: all.length })),
    element("ol", { class: "studies" }, ...rows),
  );
}

// The bounds of the answer in words; of one side alone where one alone is published.
function doubt(comparison, language) {
  const told = range(comparison, language);
  if (told) return word("between", language, { range: told });
  const { ratio, reading } = comparison;
  if (ratio.central === null) return word("bounds_only", language);
  const at = (bound) => large({ reference: comparison.reference, reading: { ...reading, value: (bound * reading.value) / ratio.central } }, language);
  if (ratio.low !== null && ratio.low < ratio.central && ratio.high === null) return word("at_least", language, { x: at(ratio.low) });
  if (ratio.high > ratio.central && ratio.low === null) return word("at_most", language, { x: at(ratio.high) });
  return word(ratio.low === null && ratio.high === null ? "no_bounds" : "close_bounds", language);
}

function sure(comparison, spreads, language) {
  const reasons = [...reasonsOf(comparison, language), ...spreads]
    .sort(([one], [other]) => severity(other) - severity(one));
  if (!reasons.length) return element("p", {}, word("why_ok", language));
  return element("ul", { class: "reasons" }, ...reasons.map(([outcome, text]) =>
    element("li", { class: outcome }, capital(text.replace(/\.$/, "")) + ".")));
}

function actions(known, comparison, language) {
  const cited = () => sources(comparison).map((id) => known.sources[id].line).join("\n");
  const name = `carbondata-${comparison.subject.id}-${comparison.reference.id}`.replace(/[^\w.-]+/g, "-");
  const give = async () => {
    const text = await receipt(known, comparison);
    save(`${name}.json`, new Blob([text], { type: "application/json" }), language);
  };
  const button = (key, onclick) => element("button", { type: "button", onclick }, word(key, language));
  return element(
    "p", { class: "actions" },
    button("copy_sentence", () => copy(tell(comparison, language), language)),
    button("copy_citation", () => copy(cited(), language)),
    button("receipt", give),
  );
}

function years(known, comparison, language, given, moved) {
  const { reference } = comparison;
  if (reference.kind !== "annual") return null;
  const all = known.yearsOf(reference.subject);
  const chosen = operand(given).year;
  const own = comparison.subject.year;
  const unasked = all.includes(own)
    ? word("year_alike", language, { year: own })
    : word("year_newest", language, { year: all[0] });
  const options = [["", unasked], ...all.map((year) => [year, year])]
    .map(([value, text]) => element("option", { value, selected: String(chosen ?? "") === String(value) }, String(text)));
  const select = element("select", {
    "data-key": `year ${reference.subject}`,
    "aria-label": `${word("year", language)}, ${label(reference, language)}`,
    onchange: (event) => moved(event.target.value),
  }, ...options);
  return element(
    "p", { class: "year" },
    element("label", {}, `${word("year", language)} `, select),
    element("span", {}, newest(all, language)),
  );
}

// Which year is the newest, and that the year before this one is not here, where it is not.
export function newest([year], language) {
  const last = new Date().getFullYear() - 1;
  return word(year < last ? "newest_old" : "newest_year", language, { year, last });
}

// How many of a thing are meant.
function count(comparison, language, replaced) {
  const { reference } = comparison;
  if (reference.kind !== "unit") return null;
  const field = element("input", {
    type: "text", inputmode: "decimal", size: "8", "data-key": `count ${reference.subject}`,
    "aria-label": `${word("count", language)}, ${label(reference, language)}`,
    value: String(reference.times ?? 1).replace(".", language === "fr" ? "," : "."),
    onchange: ({ target }) => {
      const many = positive(target.value);
      const name = reference.row_id ?? reference.subject;
      if (many === null) target.value = target.defaultValue;
      else replaced(Number(many) === 1 ? name : `${many}*${name}`);
    },
  });
  return element("label", { class: "year" }, `${word("count", language)} `, field);
}

// One answer; `on` says what removing it, moving its year and counting it do.
export function card(known, comparison, given, language, on) {
  const { reference, verdict } = comparison;
  const name = capital(nameOf(reference, language));
  const spreads = [comparison.subject, reference].map((q) => spread(known, q, language)).filter(Boolean);
  // Nothing bars the comparison, and yet nobody knows the figure well.
  const torn = ["ok", "note"].includes(verdict) && spreads.some(([outcome]) => outcome === "caution");
  return element(
    "li", { class: `card ${torn ? "caution" : verdict}` },
    element("h3", {}, reference.kind === "annual" ? label(reference, language) : name),
    years(known, comparison, language, given, on.moved),
    count(comparison, language, on.replaced),
    element("p", { class: "reading" }, large(comparison, language)),
    element(
      "p", { class: "verdict" },
      element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[torn ? "caution" : verdict]),
      word(torn ? "divergent" : verdict, language),
      comparison.reading ? element("span", { class: "quiet" }, ` · ${doubt(comparison, language)}`) : null,
    ),
    element("p", { class: "sentence" }, typeset(tell(comparison, language, false), language)),
    element("h4", {}, word("why", language)), sure(comparison, spreads, language),
    element("h4", {}, word("whose", language)),
    element("ul", { class: "whose" }, side(known, comparison.subject, language), side(known, reference, language)),
    competing(known, comparison.subject, language),
    competing(known, reference, language),
    actions(known, comparison, language),
    element("button", {
      type: "button", class: "remove", "data-key": `remove ${reference.subject}`,
      "aria-label": word("remove_one", language, { name }), onclick: on.removed,
    }, word("remove", language)),
  );
}
