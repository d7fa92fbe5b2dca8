// An answer: what comes out, how sure it is, whose figures they are, and the others there are.

import { label } from "./choices.mjs";
import { studies } from "./comparing.mjs";
import { element } from "./elements.mjs";
import { operand } from "./operands.mjs";
import { copy, save } from "./exports.mjs";
import { receipt, sources } from "./receipts.mjs";
import { nameOf, range, reasonsOf, tell } from "./sentences.mjs";
import { word } from "./words.mjs";
import { mass, number, plain, read, typeset } from "./writing.mjs";

const SIGNS = { ok: "✓", note: "✓", caution: "!", refuse: "✕" };
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function amountOf(q, language) {
  if (q.measure === "energy") return `${number(q.energy_kwh, 3, language)} kWh`;
  return q.emissions_t === null ? "—" : mass(q.emissions_t, q.gas, language);
}

// The reading in large: "9.7 times", "12%", "5.4 hours".
function large({ reading }, language) {
  if (!reading) return "—";
  const unit = reading.unit === "count" ? "times" : reading.unit;
  return read({ ...reading, unit }, language);
}

// A citation with its first author alone, and where it leads.
export function citation(known, id, language) {
  const source = known.sources[id];
  if (!source) return element("span", {}, word("typed", language));
  const [names, rest] = source.line.split(/ (?=\(\d{4}\)\. )/);
  const authors = rest ? names.split("; ") : [];
  const who = authors.length > 2 ? `${authors[0].split(",")[0]} et al.` : names;
  const text = (rest ? `${who} ${rest}` : source.line).replace(/ https?:\S+$/, "");
  const url = source.url?.startsWith("https://") ? source.url : null;
  return url
    ? element("a", { href: url, rel: "noreferrer" }, text)
    : element("span", {}, text);
}

function side(known, q, language) {
  const basis = [q.boundary, q.accounting, q.forcing, q.scope]
    .filter(Boolean)
    .map((one) => one.replaceAll("_", " "));
  const where = [basis.join(", "), q.locator].filter(Boolean).join(" · ");
  const factor = q.factor ? element("span", { class: "quiet" }, ` (${q.factor.replaceAll("_", " ")})`) : null;
  return element(
    "li", {},
    element("strong", {}, capital(nameOf(q, language))), `${language === "fr" ? "\u00a0" : ""}: ${amountOf(q, language)}. `,
    q.figure === "given" ? element("span", {}, word("typed", language)) : citation(known, q.source_id, language),
    factor,
    where ? element("span", { class: "quiet where" }, where) : null,
  );
}

function competing(known, given, q, language) {
  if (q.figure === "given") return null;
  const subject = operand(given);
  const all = studies(known, subject.year || q.year === null || q.kind !== "annual"
    ? given : `${given.replace(/@\d+/, "")}@${q.year}`);
  if (all.length < 2) return null;
  const values = all.map(({ q: one }) => one.emissions_t).filter((value) => value > 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spread = word("spread", language, {
    low: mass(low, null, language), high: mass(high, null, language), factor: plain(high / low, 2, language),
  });
  const rows = all.map(({ q: one, why }) => element(
    "li", { class: why === "taken" ? "taken" : null },
    element("strong", {}, amountOf(one, language)),
    one.emissions_t_low !== null && one.emissions_t_high !== null
      ? ` (${mass(one.emissions_t_low, null, language)} – ${mass(one.emissions_t_high, null, language)})` : "",
    ` · ${word(why, language)}${one.status_source ? ` (${one.status_source})` : ""}`,
    element("br"), citation(known, one.source_id, language),
    element("span", { class: "quiet where" }, [one.method, one.scope, one.locator].filter(Boolean).join(" · ")),
  ));
  const name = nameOf(q, language);
  return element(
    "details", { "data-key": `studies ${given}` },
    element("summary", {}, word("studies", language, { name, n: all.length })),
    low < high ? element("p", {}, spread) : null,
    element("ol", { class: "studies" }, ...rows),
  );
}

function sure(comparison, language) {
  const reasons = reasonsOf(comparison, language);
  if (!reasons.length) return element("p", {}, word("why_ok", language));
  return element("ul", { class: "reasons" }, ...reasons.map(([outcome, text]) =>
    element("li", { class: outcome }, capital(text) + ".")));
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
  const all = [...new Set(known.rowsOf(reference.subject).map((row) => row.year))].sort((a, b) => b - a);
  const chosen = operand(given).year;
  const options = [["", `${reference.year} (${word("same_year", language)})`], ...all.map((year) => [year, year])]
    .map(([value, text]) => element("option", { value, selected: String(chosen ?? "") === String(value) }, String(text)));
  const select = element("select", {
    "data-key": `year ${reference.subject}`,
    onchange: (event) => moved(event.target.value),
  }, ...options);
  return element("label", { class: "year" }, `${word("year", language)} `, select);
}

// One answer; `on` says what removing it and moving its year do.
export function card(known, comparison, given, language, on) {
  const { reference, verdict } = comparison;
  const name = capital(nameOf(reference, language));
  const told = range(comparison, language);
  const bounds = told ? word("between", language, { range: told }) : word("no_bounds", language);
  return element(
    "li", { class: `card ${verdict}` },
    element("h3", {}, reference.kind === "annual" ? label(reference, language) : name),
    years(known, comparison, language, given, on.moved),
    element("p", { class: "reading" }, large(comparison, language)),
    element(
      "p", { class: "verdict" },
      element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[verdict]), word(verdict, language),
      comparison.reading ? element("span", { class: "quiet" }, ` · ${bounds}`) : null,
    ),
    element("p", { class: "sentence" }, typeset(tell(comparison, language, false), language)),
    element("h4", {}, word("why", language)), sure(comparison, language),
    element("h4", {}, word("whose", language)),
    element("ul", { class: "whose" }, side(known, comparison.subject, language), side(known, reference, language)),
    competing(known, on.subject, comparison.subject, language),
    competing(known, given, reference, language),
    actions(known, comparison, language),
    element("button", {
      type: "button", class: "remove", "data-key": `remove ${reference.subject}`,
      "aria-label": word("remove_one", language, { name }), onclick: on.removed,
    }, word("remove", language)),
  );
}
