// The page: it paints first, then reads its figures, then answers.

import { AMOUNT_FIELDS, fillAmounts, fillYears, hoursTold, readAmounts, showAmounts, writeAmounts } from "./amounts.mjs";
import { newest } from "./cards.mjs";
import { answer, shortNames } from "./answer.mjs";
import { basisTold, lacking } from "./basis.mjs";
import { layClaims, showClaim } from "./claims.mjs";
import { chart, chartHint } from "./chart.mjs";
import { choices, combobox, titleOf } from "./choices.mjs";
import { compareAll, onBasis } from "./comparing.mjs";
import { details } from "./details.mjs";
import { byId, element, refill } from "./elements.mjs";
import { announce } from "./exports.mjs";
import { operand } from "./operands.mjs";
import { BOUNDARIES, GASES, START, read, write } from "./permalinks.mjs";
import { close, listenToPanels } from "./panels.mjs";
import { nameOf } from "./sidewords.mjs";
import { pick } from "./sides.mjs";
import { forOne, forSubject } from "./questions.mjs";
import { ownLanguage, remember, remembered } from "./speaking.mjs";
import { tables } from "./tables.mjs";
import { learn } from "./phrases.mjs";
import { listenToShare } from "./share.mjs";
import { word } from "./words.mjs";

const NARROWEST = 280;

learn(JSON.parse(byId("phrases").textContent));

let known = null;
let state = { ...START, lang: ownLanguage() };
let shown = [];
let all = null;
let width = 0;
let shapes = {};
// What is below the answer, which waits until the page can be used.
let rest = () => {};
let isReady = false;
const told = (key, values) => word(key, state.lang, values);

// The language that the reader once chose, unless the link has one.
function recall() {
  const chosen = remembered();
  if (!chosen || chosen === state.lang || /[#&]lang=/.test(location.hash)) return;
  state.lang = chosen;
  respeak();
}

function speak() {
  document.documentElement.lang = state.lang;
  document.documentElement.toggleAttribute("data-embed", Boolean(state.embed));
  document.title = told("title");
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = told(one.dataset.word);
  for (const one of document.querySelectorAll("[data-lang]")) {
    one.setAttribute("aria-pressed", String(one.dataset.lang === state.lang));
  }
}

// Each change can be undone by the browser's back button, unless it is one of many while typing.
function change(changes, isTyping = false) {
  if (!isTyping) history.replaceState(null, "", write(state, known.version));
  state = { ...state, ...changes };
  history[isTyping ? "replaceState" : "pushState"](null, "", write(state, known.version));
  render();
}

function fillControls() {
  all = null;
  const words = (list, names) => list.map((one, at) => [one, told(names[at])]);
  refill(byId("gas"), words(GASES, ["gas_any", "gas_co2e", "gas_co2"]), state.gas);
  refill(byId("boundary"), words(BOUNDARIES, ["boundary_any", "boundary_use", "boundary_life"]), state.boundary);
}

// Put the state into the controls, except an amount that is being typed.
function fillState() {
  const own = writeAmounts(known, state, state.lang) || isOwn();
  byId("is-own").checked = own;
  byId("is-published").checked = !own;
  showMode();
  byId("gas").value = state.gas;
  byId("boundary").value = state.boundary;
  byId("subject").value = subjectName();
  fillSubjectYears();
}

const isOwn = () => byId("is-own").checked;
const published = () => (operand(state.s).unit === null ? pick(known, state.s)[0] : null);
const subjectName = () => (published() ? titleOf(known, published(), state.lang) : "");

function showMode() {
  byId("published-fields").hidden = isOwn();
  byId("own-fields").hidden = !isOwn();
  if (isOwn()) fillAmounts(known, state.lang);
  showAmounts();
}

function fillSubjectYears() {
  const q = published();
  byId("subject-year-field").hidden = q?.kind !== "annual";
  if (q?.kind !== "annual") return;
  const years = known.yearsOf(q.subject);
  refill(byId("subject-year"), years.map((year) => [year, year]), q.year);
  byId("newest").textContent = newest(years, state.lang);
}

function answers() {
  if (isOwn() && operand(state.s).unit === null) return [];
  const basis = { ...state, in: lacking(known, state).length ? "" : state.in };
  const [subject, ...others] = [state.s, ...state.r].map((given) => onBasis(known, given, basis));
  return compareAll(known, subject, others)
    .map((made, at) => ({ given: state.r[at], operand: others[at], made }))
    .filter(({ made }) => made);
}

// The operands without an answer.
function unanswered(list) {
  const names = state.r.filter((given) => !list.some((one) => one.given === given));
  return names.length ? told("unanswered", { names: names.join(", ") }) : "";
}

function unmeasured([{ made: { subject, reference } }]) {
  const [first] = lacking(known, state);
  return first ? told("no_electricity", { name: nameOf(first === state.s ? subject : reference, state.lang) }) : "";
}

function render() {
  const focused = document.activeElement?.dataset?.key;
  const open = new Set([...document.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const trouble = isOwn() ? readAmounts(known).trouble : null;
  const list = trouble ? [] : answers();
  shown = list.map(({ made }) => made);
  const first = shown[0] ?? null;
  byId("whole").href = write({ ...state, embed: "" }, known.version);
  answer(known, first, shortNames(known, [first?.subject ?? published(), first?.reference], state.lang), state.lang);
  byId("basis-said").textContent = basisTold(known, state, first);
  for (const one of document.querySelectorAll("[data-in]")) one.setAttribute("aria-pressed", String(one.dataset.in === (state.in || (first?.subject.measure === "electricity" ? "electricity" : ""))));
  byId("empty").textContent = trouble ? told(trouble) : list.length ? [unanswered(list), unmeasured(list)].filter(Boolean).join(" ") : told("none");
  byId("number").setAttribute("aria-invalid", String(trouble === "bad_number"));
  byId("pue").setAttribute("aria-invalid", String(trouble === "bad_pue"));
  byId("hours-told").textContent = trouble ? "" : hoursTold(known, state, state.lang);
  rest = () => details(known, list, state, shapes, change);
  if (isReady) rest();
  byId("tools").hidden = byId("details").hidden = !list.length;
  byId("chart-section").hidden = list.length < 2;
  draw();
  announce(list.length ? told("compared", { n: list.length, name: nameOf(shown[0].subject, state.lang) }) : "");
  for (const one of document.querySelectorAll("#cards details")) one.open = open.has(one.dataset.key);
  if (focused) document.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

// As wide as the answers, which is known once they are laid out.
function draw() {
  const made = width && shown.length ? chart(shown, state.lang, Math.max(NARROWEST, width)) : null;
  byId("chart").replaceChildren(...(made ? [made] : []));
  byId("chart-hint").textContent = made ? chartHint(made, state.lang) : "";
}

// The figures of a claim in place of what is compared.
function compareClaim({ s, r }) {
  byId("is-published").checked = true;
  change({ ...START, lang: state.lang, s, r: [r] });
  fillState();
  render();
  byId("answers").scrollIntoView();
  byId("answers").focus({ preventScroll: true });
}

// Everything that depends on the language.
function respeak() {
  speak();
  if (!known) return;
  fillControls();
  fillState();
  byId("footer").textContent = told("footer", { version: known.version });
  render();
}

function follow() {
  const found = read(location.hash, known, state);
  state = found.state;
  byId("is-published").checked = true;
  respeak();
  byId("troubles").hidden = !found.troubles.length;
  byId("trouble-list").replaceChildren(...found.troubles.map(([key, value, newest]) =>
    element("li", {}, told(key, { value, newest, version: known.version }))));
  if (state.claim) showClaim(known, state.claim, compareClaim);
}

function own() {
  const made = readAmounts(known);
  return made.trouble ? render() : change(made, true);
}

const CONTROLS = {
  "is-published": () => { showMode(); change(published() ? {} : { s: START.s, hours: "", chip: "", pue: "" }); fillState(); render(); },
  "is-own": () => { showMode(); own(); },
  "subject-year": (event) => change({ s: `${published().subject}@${event.target.value}` }),
  gas: (event) => change({ gas: event.target.value }),
  boundary: (event) => change({ boundary: event.target.value }),
  area: () => { fillYears(known, state.lang); own(); },
  unit: () => { showAmounts(); own(); },
};

// After a choice the sentence has the focus again, at the name that was changed.
function done(side) {
  close(byId(`${side}-picker`));
  document.querySelector(`.pick[aria-controls="${side}-picker"]`)?.focus();
}

// The choices, worked out when they are first needed.
function everything() {
  all ??= choices(known, state.lang);
  return all;
}

// The references without those of the same subject as another.
const without = (list, given) => list.filter((one) => operand(one).name !== operand(given).name);

// The references with another first. Those that the page began with are examples: they go when a
// reader asks, as all figures are taken on a basis that is common to all of them.
const withFirst = (first) => [first, ...without(state.r.slice(1), first).filter((one) => !START.r.includes(one))];

// What was chosen for the subject: a figure, the reader's own amount, both sides, or a claim to read.
function takeSubject({ operand: s, beside, claim, hours = "", chip = "" }) {
  if (claim) {
    close(byId("subject-picker"));
    location.hash = write({ ...state, claim }, known.version);
    return;
  }
  byId("is-published").checked = true;
  change({ s, hours, chip, pue: "", r: state.r.length || beside ? withFirst(beside ?? state.r[0]) : [] });
  fillState();
  done("subject");
}

function listen() {
  const language = () => state.lang;
  const sought = (choicesFor) => (typed) => choicesFor(known, everything(), typed, state.lang);
  combobox(byId("subject"), { found: sought(forSubject), language, resting: subjectName, picked: takeSubject });
  combobox(byId("reference"), {
    found: sought(forOne), language, resting: () => "",
    picked: ({ operand: r }) => { change({ r: withFirst(r) }); done("reference"); },
  });
  combobox(byId("more"), {
    found: sought(forOne), language, resting: () => "",
    picked: ({ operand: r }) => change({ r: [...without(state.r, r), r] }),
  });
  for (const [id, heard] of Object.entries(CONTROLS)) byId(id).addEventListener("change", heard);
  for (const id of AMOUNT_FIELDS.filter((one) => !(one in CONTROLS))) {
    byId(id).addEventListener(["number", "pue"].includes(id) ? "input" : "change", own);
  }
  byId("tools").addEventListener("click", ({ target }) => { if ("in" in target.dataset) change({ in: target.dataset.in }); });
  listenToPanels();
  byId("ask").addEventListener("submit", (event) => event.preventDefault());
  listenToShare({
    known: () => known, shown: () => shown, language,
    address: (more = {}) => location.href.split("#")[0] + write({ ...state, ...more }, known.version),
  });
  byId("dismiss").addEventListener("click", () => { byId("troubles").hidden = true; byId("answers").focus(); });
  byId("by-hand-close").addEventListener("click", () => byId("by-hand").close());
  window.addEventListener("hashchange", follow);
}

for (const one of document.querySelectorAll("[data-lang]")) {
  one.addEventListener("click", () => {
    state.lang = one.dataset.lang;
    remember(state.lang);
    if (known) history.replaceState(null, "", write(state, known.version));
    respeak();
  });
}
function start() {
  try {
    known = tables(JSON.parse(byId("figures").textContent));
    shapes = JSON.parse(byId("world").textContent);
  } catch (error) {
    byId("empty").textContent = told("broken");
    throw error;
  }
  byId("ask").removeAttribute("inert");
  follow();
  listen();
  performance.mark("ready");
  setTimeout(() => {
    isReady = true;
    recall();
    layClaims(known, compareClaim);
    rest();
    document.documentElement.dataset.ready = "";
  });
}

speak();
new ResizeObserver(([{ contentRect }]) => {
  if (contentRect.width === width) return;
  width = contentRect.width;
  draw();
}).observe(byId("answers"));
// The figures come last in the file, so that the first paint does not wait for them.
document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(start)));
