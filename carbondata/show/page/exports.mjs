// Exports: text to the clipboard, files.

import { byId, drawn, element } from "./elements.mjs";
import { chart, chartHint } from "./chart.mjs";
import { reasonsOf, tell } from "./sentences.mjs";
import { sources } from "./receipts.mjs";
import { word } from "./words.mjs";

const PICTURE = 760;
const SCALE = 2;
const STYLED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "paint-order", "stroke-linejoin"];

export function announce(text) {
  byId("status").textContent = text;
}

export async function copy(text, language) {
  try {
    await navigator.clipboard.writeText(text);
    announce(word("copied", language));
  } catch {
    // No permission, or an old browser: show it, selected, to be copied by hand.
    const field = byId("by-hand-text");
    field.value = text;
    byId("by-hand").showModal();
    field.select();
  }
}

export function save(name, blob, language) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(word("written", language, { file: name }));
}

// An apostrophe keeps a spreadsheet from running a text as a formula, as in carbondata/faces.py.
const RUN = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^[+-]?[\d.,]+([eE][+-]?\d+)?$/;
const tame = (value) => (typeof value === "string" && RUN.test(value) && !NUMBER.test(value) ? `'${value}` : value);
const quoted = (value) => `"${String(tame(value) ?? "").replaceAll('"', '""')}"`;

export function csv(comparisons, language) {
  const header = [
    "measure", "subject", "subject_t", "subject_kwh", "subject_source", "reference", "reference_t",
    "reference_kwh", "reference_source",
    "ratio_low", "ratio", "ratio_high", "verdict", "sentence", "reasons",
  ];
  const rows = comparisons.map(({ subject, reference, ratio, verdict, ...rest }) => [
    subject.measure, subject.id, subject.emissions_t, subject.energy_kwh, subject.source_id,
    reference.id, reference.emissions_t, reference.energy_kwh, reference.source_id, ratio.low, ratio.central, ratio.high, verdict,
    tell({ subject, reference, ratio, verdict, ...rest }, language),
    reasonsOf({ subject, reference, ...rest }, language).map(([, text]) => text).join("; "),
  ]);
  const text = [header, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n");
  return new Blob([`${text}\r\n`], { type: "text/csv" });
}

// The chart as a PNG with its title and sources, on a plain background in the page's colours.
export async function png(comparisons, known, language) {
  const ids = [...new Set(comparisons.flatMap(sources))];
  const body = chart(comparisons, language, PICTURE);
  const told = [tell(comparisons[0], language, false), chartHint(body, language), word("source_line", language, { version: known.version, sources: ids.join(", ") })];
  const height = Number(body.getAttribute("height"));
  const lines = told.flatMap((line) => wrapped(line, 110));
  const total = height + 44 + lines.length * 16;
  const title = drawn("text", { x: 12, y: 26, class: "title" }, word("chart", language));
  body.setAttribute("y", "40");
  const notes = lines.map((text, at) =>
    drawn("text", { x: 12, y: height + 54 + at * 16, class: "axis" }, text));
  const whole = drawn("svg", { viewBox: `0 0 ${PICTURE} ${total}`, width: PICTURE, height: total, class: "chart" }, title, body, ...notes);
  const stage = byId("stage");
  stage.replaceChildren(whole);
  const ground = getComputedStyle(document.body).backgroundColor;
  for (const one of whole.querySelectorAll("text, line, circle")) {
    const style = getComputedStyle(one);
    for (const name of STYLED) one.setAttribute(name, style.getPropertyValue(name));
  }
  stage.replaceChildren();
  return raster(whole, [PICTURE, total], ground, SCALE);
}

// A text in lines of at most so many letters; a word that is longer is cut.
export const wrapped = (text, most) =>
  text.match(new RegExp(`.{1,${most}}(?:\\s|$)|\\S{1,${most}}`, "g")).map((line) => line.trim());

// A drawing as a PNG, on a plain background.
export async function raster(svg, [width, height], ground, scale = 1) {
  const image = new Image();
  const text = new XMLSerializer().serializeToString(svg);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = element("canvas", { width: width * scale, height: height * scale });
  const context = canvas.getContext("2d");
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
