// The state of the page in the fragment of its address, and back. Anyone can write a fragment: what
// is not understood is named and left out.

import { inReach, operand } from "./operands.mjs";
import { pick } from "./sides.mjs";
import { languages } from "./words.mjs";

const VERSION = "1";
const MOST = 12;
const SHOWN = 60;
export const BOUNDARIES = ["", "use", "life_cycle"];
export const GASES = ["", "CO2e", "CO2"];
export const MEASURES = ["", "electricity"];
const KEYS = ["v", "d", "lang", "s", "r", "in", "gas", "boundary", "hours", "chip", "pue", "claim", "embed"];

export const START = {
  lang: "en", s: "gpt-3-175b",
  r: ["car-lifetime-usa", "flight-new-york-san-francisco", "SWE", "bitcoin"],
  in: "", gas: "", boundary: "", hours: "", chip: "", pue: "", claim: "", embed: "",
};

export function write(state, version) {
  const found = new URLSearchParams({ v: VERSION, d: version });
  for (const [key, value] of Object.entries(state)) {
    for (const one of [value].flat()) if (one) found.append(key, one);
  }
  if (!state.r.length) found.append("r", "");
  return `#${found}`;
}

const brief = (text) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

// The state that a fragment asks for, and what in it was not understood, as [word, value].
export function read(fragment, known, state) {
  const asked = new URLSearchParams(fragment.replace(/^#/, ""));
  const troubles = [];
  const trouble = (key, value, newest) => troubles.push([key, brief(value), newest]);
  const next = { ...state };

  if (![...asked.keys()].length) return { state: next, troubles };
  if (asked.has("v") && asked.get("v") !== VERSION) trouble("link_version", asked.get("v"));
  if (asked.has("d") && asked.get("d") !== known.version) trouble("link_data", asked.get("d"));
  for (const key of new Set(asked.keys())) if (!KEYS.includes(key)) trouble("link_word", key);

  const oneOf = (key, allowed) => {
    if (!asked.has(key)) return;
    if (allowed.includes(asked.get(key))) next[key] = asked.get(key);
    else trouble("link_word", `${key}=${asked.get(key)}`);
  };
  oneOf("lang", languages());
  // A link without a basis has none.
  Object.assign(next, { in: "", gas: "", boundary: "", hours: "", chip: "", pue: "", claim: "", embed: "" });
  oneOf("in", MEASURES);
  oneOf("embed", ["", "1"]);
  oneOf("gas", GASES);
  oneOf("boundary", BOUNDARIES);
  oneOf("claim", known.claims);

  const subject = asked.get("s");
  if (subject !== null && subject !== "") {
    if (pick(known, subject)[0]) next.s = subject;
    else unknown(known, subject, trouble);
  }
  readHours(asked, known, next, trouble);
  if (asked.has("r")) {
    const wanted = [...new Set(asked.getAll("r").filter(Boolean))];
    next.r = wanted.slice(0, MOST).filter((one) => divides(known, one, trouble));
    if (wanted.length > MOST) trouble("link_many", String(MOST));
  }
  return { state: next, troubles };
}

// If only other years have figures, the newest of them is named; or since when the page has any.
function unknown(known, one, trouble) {
  const { year, name, bare, area } = operand(one);
  const subject = known.meaning(name)?.subject;
  if (bare && area === null && year !== null && year < known.since && subject in known.areas) {
    trouble("link_since", one, known.since);
    return;
  }
  const [newest] = year === null || !bare || area !== null ? [] : known.yearsOf(subject);
  if (newest) trouble("link_year", one, newest);
  else trouble("link_operand", one);
}

function divides(known, one, trouble) {
  const [taken] = pick(known, one);
  const sound = taken && (taken.emissions_t ?? taken.emissions_t_low ?? taken.energy_kwh) > 0;
  if (!taken) unknown(known, one, trouble);
  else if (!sound) trouble("link_zero", one);
  return sound;
}

function readHours(asked, known, next, trouble) {
  if (!asked.has("hours") && !asked.has("chip")) return;
  const [hours, chip, pue] = ["hours", "chip", "pue"].map((key) => asked.get(key) ?? "");
  const kwh = ofHours(known, hours, chip, pue);
  const at = operand(next.s);
  if (kwh === null || at.unit !== "kWh" || at.amount !== kwh) trouble("link_word", `hours=${hours}`);
  else Object.assign(next, { hours, chip, pue });
}

// Hours x TDP, x PUE if known, in kWh; null if one of them is not a valid number.
export function ofHours(known, hours, chip, pue) {
  const found = known.chips.find((one) => one.accelerator_id === chip);
  const factor = pue === "" ? 1 : Number(pue);
  const product = (Number(hours) * (found?.tdp_w ?? NaN)) / 1000 * factor;
  // Without floating-point noise: 180.09, not 180.08999999999997.
  const kwh = Number(product.toPrecision(12));
  return hours !== "" && factor >= 1 && inReach(kwh) ? kwh : null;
}
