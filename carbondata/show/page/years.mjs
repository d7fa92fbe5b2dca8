// The years of the two sides: a line for each through the studies taken, and a dot for every other.

import { drawn } from "./elements.mjs";
import { valueOf } from "./measure.mjs";
import { nameOf, withoutYear, written } from "./sidewords.mjs";
import { basisOf } from "./studies.mjs";
import { capital, typeset } from "./typeset.mjs";
import { word } from "./words.mjs";

const [WIDTH, HEIGHT] = [680, 300];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 12, 28, 28];
const FEWEST = 3;
// Beyond this much between the two, the scale is logarithmic.
const FAR = 30;

const nameOfSide = (q, language) => typeset(capital(withoutYear(q, language) ?? nameOf(q, language)), language);

// The figures of a side in all years, in the measure of the one taken.
function figures(known, q) {
  if (q.kind !== "annual" || q.times) return [];
  return known.rowsOf(q.subject).filter((one) => valueOf(one) > 0 && one.measure === q.measure && one.eligible);
}

// A line is on one basis, that of the figure taken: in each year the study preferred on it, if any.
function line(all, q) {
  const basis = basisOf(q);
  return all.filter((one) => one.preferred && basisOf({ ...one, year: q.year }) === basis)
    .sort((a, b) => a.year - b.year);
}

export function years(known, { subject, reference }, language) {
  const sides = [["subject", subject], ["reference", reference]]
    .map(([kind, q]) => ({ kind, q, all: figures(known, q) })).filter(({ all }) => new Set(all.map((one) => one.year)).size >= FEWEST);
  if (!sides.length) return null;
  const first = Math.max(...sides.map(({ all }) => Math.min(...all.map((one) => one.year))));
  const shown = sides.map((side) => ({ ...side, all: side.all.filter((one) => one.year >= first) }));
  const values = shown.flatMap(({ all }) => all.map(valueOf));
  const span = [first, Math.max(...shown.flatMap(({ all }) => all.map((one) => one.year)))];
  return chart(shown, scales(values, span), span, language);
}

function scales(values, [first, last]) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLog = most / least > FAR;
  const [from, to] = isLog ? [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))] : [0, most * 1.08];
  const share = (value) => ((isLog ? Math.log10(value) : value) - from) / (to - from || 1);
  return {
    x: (year) => LEFT + ((year - first) / Math.max(1, last - first)) * (WIDTH - LEFT - RIGHT - 8),
    y: (value) => HEIGHT - BOTTOM - share(value) * (HEIGHT - TOP - BOTTOM),
    ticks: isLog ? Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at)) : round(to),
  };
}

// Round steps from zero.
function round(most) {
  const unit = 10 ** Math.floor(Math.log10(most));
  const step = [0.2, 0.5, 1, 2].map((one) => one * unit).find((one) => most / one <= 6) ?? unit * 2;
  return Array.from({ length: Math.floor(most / step) }, (_, at) => (at + 1) * step);
}

function chart(sides, { x, y, ticks }, [first, last], language) {
  const unit = { ...sides[0].q, gas: null };
  const grid = ticks.flatMap((tick) => [
    drawn("line", { class: "tick", x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }),
    drawn("text", { class: "axis", x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end" }, written(tick, unit, language)),
  ]);
  const every = Math.ceil((last - first + 1) / 9);
  const labels = [];
  for (let year = first; year <= last; year += every) labels.push(drawn("text", { class: "axis", x: x(year), y: HEIGHT - 8, "text-anchor": "middle" }, String(year)));
  const drawnSides = sides.map(({ kind, q, all }) => {
    const points = line(all, q);
    const dots = all.filter((one) => !points.includes(one)).map((one) => drawn("circle", { class: `other ${kind}`, cx: x(one.year), cy: y(valueOf(one)), r: 3 }));
    const marks = points.map((one) => drawn("circle", { class: kind, cx: x(one.year), cy: y(valueOf(one)), r: one.year === q.year ? 6 : 3.5 }));
    const path = drawn("polyline", { class: kind, points: points.map((one) => `${x(one.year)},${y(valueOf(one))}`).join(" ") });
    return drawn("g", {}, ...dots, path, ...marks);
  });
  const keys = sides.map(({ kind, q }, at) => drawn("text", { class: `name ${kind}`, x: LEFT + at * 300, y: 16 }, nameOfSide(q, language)));
  const label = `${word("over_years", language)} ${sides.map(({ q, all }) => `${nameOfSide(q, language)}: ${line(all, q).map((one) => `${one.year} ${written(valueOf(one), one, language)}`).join(", ")}`).join("; ")}`;
  return drawn("svg", { class: "years", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label }, ...grid, ...labels, ...drawnSides, ...keys);
}
