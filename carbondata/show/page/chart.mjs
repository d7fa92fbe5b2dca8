// The figure beside its references on a logarithmic scale, bounds drawn; refused ones are absent.

import { label } from "./choices.mjs";
import { drawn } from "./elements.mjs";
import { nameOf, written } from "./sidewords.mjs";
import { central } from "./measure.mjs";
import { plain } from "./numbers.mjs";
import { bounds } from "./ratio.mjs";
import { word } from "./words.mjs";

const ROW = 54;
const TOP = 8;
const SIDE = 12;
const LETTER = 7.4;
const BOLD = 8.6;

const decade = (value, way) => Math[way](Math.log10(value));

function clipped(text, width) {
  const most = Math.floor(width / LETTER);
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

function entry(q, verdict, language) {
  const year = q.kind === "annual" && !q.times ? ` ${q.year}` : "";
  const { low, high } = bounds(q);
  return {
    name: `${q.times ? nameOf(q, language) : label(q, language)}${year}`, verdict,
    low, value: central(q), high,
    text: written(central(q), q, language),
  };
}

function drawnRow(one, at, x, width) {
  const y = TOP + at * ROW;
  const bar = y + 32;
  const low = x(one.low > 0 ? one.low : one.value);
  const high = x(one.high ?? one.value);
  const parts = [
    drawn("text", { x: SIDE, y: y + 14, class: "label" }, clipped(one.name, width - 2 * SIDE - one.text.length * BOLD - 12)),
    drawn("text", { x: width - SIDE, y: y + 14, class: "value", "text-anchor": "end" }, one.text),
    drawn("line", { x1: SIDE, x2: width - SIDE, y1: bar, y2: bar, class: "rail" }),
  ];
  if (high > low) parts.push(drawn("line", { x1: low, x2: high, y1: bar, y2: bar, class: "bounds" }));
  const hollow = one.verdict === "caution" ? " doubtful" : "";
  const kind = at === 0 ? "subject" : `reference${hollow}`;
  parts.push(drawn("circle", { cx: x(one.value), cy: bar, r: at === 0 ? 7 : 6, class: kind }));
  return drawn("g", {}, ...parts);
}

// An SVG of the given width in pixels; null unless there are two figures to draw.
export function chart(comparisons, language, width) {
  const shown = comparisons.filter((one) => one.reading && central(one.reference) > 0);
  const subject = shown[0]?.subject;
  if (!subject || !(central(subject) > 0)) return null;
  const rows = [
    entry(subject, "ok", language),
    ...shown.map((one) => entry(one.reference, one.verdict, language)),
  ];
  const all = rows.flatMap((one) => [one.low, one.value, one.high]).filter((value) => value > 0);
  const [from, to] = [decade(Math.min(...all), "floor"), decade(Math.max(...all), "ceil")];
  const span = Math.max(1, to - from);
  const x = (value) => SIDE + 8 + ((Math.log10(value) - from) / span) * (width - 2 * SIDE - 16);
  const bottom = TOP + rows.length * ROW;
  const step = Math.ceil(span / Math.max(1, Math.floor(width / 110)));
  const ticks = [];
  for (let power = from; power <= from + span; power += step) {
    const at = x(10 ** power);
    const anchor = at < 50 ? "start" : at > width - 50 ? "end" : "middle";
    ticks.push(
      drawn("line", { x1: at, x2: at, y1: TOP, y2: bottom, class: "tick" }),
      drawn("text", { x: anchor === "middle" ? at : anchor === "start" ? SIDE : width - SIDE, y: bottom + 16, class: "axis", "text-anchor": anchor }, written(10 ** power, { ...subject, gas: null }, language)),
    );
  }
  const said = rows.map((one) => `${one.name}: ${one.text}`).join("; ");
  return drawn(
    "svg",
    { viewBox: `0 0 ${width} ${bottom + 26}`, width, height: bottom + 26, role: "img", "aria-label": `${word("chart", language)}. ${said}`, "data-step": 10 ** step },
    drawn("g", {}, ...ticks),
    ...rows.map((one, at) => drawnRow(one, at, x, width)),
  );
}

// How to read the chart: what lines, bars and hollow circles mean.
export const chartHint = (drawing, language) =>
  word("chart_hint", language, { n: plain(Number(drawing.dataset.step), 15, language) });
