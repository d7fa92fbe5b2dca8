// How many: as many small pictures as the number says, or a share of a hundred squares; solid up to
// the lowest study, lighter up to the figure taken, pale up to the highest.

import { drawn } from "./elements.mjs";

const PICTURES = {
  car: ["M2 17v-5l5-1 4-6h12l6 6 5 1v5z", "M10 17a3 3 0 1 0-6 0 3 3 0 0 0 6 0zm22 0a3 3 0 1 0-6 0 3 3 0 0 0 6 0z"],
  plane: ["M33 9.5c0-1-1-1.8-3-1.8h-8L15 0h-3l4 7.7H9L6 4H4l1.5 5.5L4 15h2l3-3.7h7L12 19h3l7-7.7h8c2 0 3-.8 3-1.8z", ""],
  person: ["M18 0a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm-6 9h12l1 6h-2v5H13v-5h-2z", ""],
  home: ["M18 1 33 11h-4v9H7v-9H3z", ""],
  thing: ["M18 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z", ""],
};
const BEGINNINGS = [["car", "car"], ["flight", "plane"], ["person", "person"], ["home", "home"]];
const [WIDTH, HEIGHT, ROW] = [40, 26, 10];
const SIZE = 1.3;
const MOST = 30;

const pictureOf = (subject) =>
  PICTURES[BEGINNINGS.find(([start]) => subject.startsWith(start))?.[1] ?? "thing"];

// The reading, its low and its high, in things or in percent; null if it is neither, or not for drawing.
export function isotype({ reading, ratio, reference }, range) {
  if (!reading || !["count", "times", "percent"].includes(reading.unit)) return null;
  const scale = ratio.central ? reading.value / ratio.central : 0;
  const low = range ? range.low : ratio.low * scale || reading.value;
  const high = range ? range.value : ratio.high * scale || reading.value;
  const ends = [Math.min(low, reading.value), reading.value, Math.max(high, reading.value)];
  if (reading.unit === "percent") return { drawing: squares(ends), each: null };
  return things(ends, pictureOf(reading.unit === "count" ? reference.subject : ""));
}

function things(ends, picture) {
  // As many things a picture as needed: 1, 10, 100 …
  const each = 10 ** Math.max(0, Math.ceil(Math.log10(ends[1] / MOST)));
  const [low, taken, most] = ends.map((end) => end / each);
  const high = Math.min(most, MOST);
  const count = Math.ceil(high);
  const all = Array.from({ length: count }, (_, at) => {
    const place = `translate(${(at % ROW) * WIDTH} ${Math.floor(at / ROW) * HEIGHT})`;
    return drawn("g", { transform: place }, ...shades(at, low, taken, high).map(([share, shade]) => cut(picture, share, shade)));
  });
  const [across, down] = [Math.min(count, ROW) * WIDTH, Math.ceil(count / ROW) * HEIGHT];
  return { drawing: drawn("svg", { viewBox: `0 0 ${across} ${down}`, width: across * SIZE, height: down * SIZE }, ...all), each };
}

// How far a picture is filled in each shade, the palest first.
const shades = (at, ...ends) => ends.map((end, index) => [Math.min(1, Math.max(0, end - at)), ["solid", "light", "pale"][index]])
  .reverse().filter(([share]) => share > 0);

// A picture up to a share of its width: its outline is cut off there.
function cut([body, wheels], share, shade) {
  const path = drawn("path", { d: `${body}${wheels}`, class: shade });
  if (share === 1) return path;
  const inside = drawn("svg", { width: 36 * share, height: 22, viewBox: `0 0 ${36 * share} 22`, preserveAspectRatio: "xMinYMin slice" }, path);
  return inside;
}

// A share as a bar of a hundred parts.
function squares([low, taken, high]) {
  const bar = ([end, shade]) => drawn("rect", { x: 0, y: 3, height: 26, width: Math.min(100, end) * 4, class: shade });
  return drawn(
    "svg", { viewBox: "0 0 402 32", width: 402, height: 32 },
    drawn("rect", { x: 0.5, y: 3.5, width: 400, height: 25, class: "whole" }),
    ...[[high, "pale"], [taken, "light"], [low, "solid"]].map(bar),
  );
}
