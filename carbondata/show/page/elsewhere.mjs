// What the electricity of the subject emits on the grid of every country: a map and a list.

import { byId, drawn, element } from "./elements.mjs";
import { energy, plain } from "./numbers.mjs";
import { SIGNS } from "./phrases.mjs";
import { every } from "./operands.mjs";
import { massOf, nameOf } from "./sidewords.mjs";
import { capital, typeset } from "./typeset.mjs";
import { inLanguage, word } from "./words.mjs";

// Always named, among the lowest and the highest.
const NAMED = ["FRA", "SWE", "CHN", "USA", "IND"];
// From here on a grid is in the next class, in g/kWh.
const CLASSES = [50, 150, 300, 450, 600];
const [WIDTH, HEIGHT] = [900, 391];

// The electricity of a figure in kWh: its own, else that of the preferred study of its subject.
function electricity(known, q) {
  if (q.figure === "given") return q.measure === "electricity" ? q.energy_kwh : null;
  if (q.kind !== "event") return null;
  if (q.id.includes(" ")) return q.energy_kwh;
  const own = known.rowsOf(q.subject).filter((one) => one.measure === "electricity");
  const found = own.find((one) => one.row_id === q.row_id) ?? own.find((one) => one.preferred);
  return found?.energy_kwh ? found.energy_kwh * (q.times ?? 1) : null;
}

// Each country's emissions, from the lowest, in the subject's year or the newest that most have.
function places(known, kwh, year) {
  return known.gridAreas
    .filter((area) => !area.includes("-") && known.gridYears(area).includes(year) && area !== "WLD" && area !== "EU27")
    .map((area) => ({ area, q: every(known, `${kwh} kWh@${area}@${year}`)[0] }))
    .filter(({ q }) => q?.emissions_t > 0)
    .sort((a, b) => a.q.emissions_t - b.q.emissions_t);
}

const classOf = (q) => CLASSES.filter((from) => q.intensity_g_per_kwh >= from).length;

function map(found, texts, shapes, label) {
  const paths = Object.entries(shapes).map(([area, d]) => {
    const place = found.find((one) => one.area === area);
    const path = drawn("path", { d, class: place ? `grid-${classOf(place.q)}` : "no-grid", "data-area": area });
    if (place) path.append(drawn("title", {}, texts.get(area)));
    return path;
  });
  return drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label }, ...paths);
}

function legend(language) {
  const texts = [...CLASSES.map((to, at) => (at ? `${CLASSES[at - 1]}–${to}` : `< ${to}`)), `> ${CLASSES.at(-1)}`];
  const keys = texts.map((text, at) => element("span", { class: "key" }, element("span", { class: `swatch grid-${at}` }), text));
  return element("p", { class: "legend hint" }, ...keys, ` ${word("per_kwh", language)}`);
}

function listed(found, texts, language) {
  const row = ({ area, q }) => element("li", { class: NAMED.includes(area) ? "named" : null }, texts.get(area), element("span", { class: "quiet" }, ` · ${plain(q.intensity_g_per_kwh, 3, language)} g/kWh`));
  const short = found.filter(({ area }, at) => NAMED.includes(area) || at < 1 || at === found.length - 1);
  return [
    element("ul", { class: "places" }, ...short.map(row)),
    element("details", { "data-key": "places" },
      element("summary", {}, word("all_places", language, { n: found.length })),
      element("ol", { class: "places all" }, ...found.map(row))),
  ];
}

// The run by its title, as its electricity may be that of another figure.
const nameOfRun = (known, q, language) =>
  (known.titles[q.subject] ? inLanguage(known.titles[q.subject], language) : nameOf(q, language));

// It is below the first screen, so it is drawn when the browser has nothing else to do.
let waiting = 0;
export function elsewhere(known, made, shapes, language) {
  const [wait, cancel] = window.requestIdleCallback
    ? [requestIdleCallback, cancelIdleCallback] : [setTimeout, clearTimeout];
  cancel(waiting);
  waiting = wait(() => fill(known, made, shapes, language));
}

// Fill the section, or hide it where the electricity is not known.
function fill(known, made, shapes, language) {
  const q = made?.subject ?? null;
  const kwh = q && electricity(known, q);
  const years = kwh ? [q.year, ...known.gridYears("FRA")].filter(Boolean) : [];
  const found = kwh ? years.slice(0, 2).map((year) => places(known, kwh, year)).find((all) => all.length) ?? [] : [];
  byId("elsewhere").hidden = !found.length;
  if (!found.length) return;
  const nameOfArea = (area) => inLanguage(known.areas[area], language);
  const texts = new Map(found.map(({ area, q: there }) => [area, typeset(`${capital(nameOfArea(area))}${SIGNS[language].colon}${massOf(there, language)}`, language)]));
  const bracketed = ({ area, q: there }) => `${massOf(there, language)} (${nameOfArea(area)})`;
  const [first, last] = [found[0], found.at(-1)];
  const told = word(q.id.includes(" ") ? "elsewhere_amount" : "elsewhere_told", language, {
    kwh: energy(kwh, language), name: nameOfRun(known, q, language),
    low: bracketed(first), high: bracketed(last), year: first.q.year,
  });
  byId("elsewhere-told").textContent = told;
  byId("map").replaceChildren(map(found, texts, shapes, told), legend(language));
  byId("places").replaceChildren(...listed(found, texts, language));
}
