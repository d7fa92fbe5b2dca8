// What is compared, on the ruler of familiar things, whose scale is in its attributes.

import { valueOf } from "./measure.mjs";
import { drawn } from "./elements.mjs";
import { bounds } from "./ratio.mjs";

const LETTER = 7.3;
const LINE = 16;
// Names are cut into lines of so many letters where the ruler stands.
const NARROW = 17;

function place(ruler, amount) {
  const [low, from, step] = ["low", "from", "step"].map((name) => Number(ruler.dataset[name]));
  const { width, height } = ruler.viewBox.baseVal;
  const at = from + (Math.log10(amount) - low) * step;
  const most = step > 0 ? width - 8 : height - 8;
  return Math.min(Math.max(at, 8), most);
}

// Draw a side on every ruler of its measure; `kind` is subject or reference.
function added(ruler, q, name, kind) {
  const middle = valueOf(q);
  if (!(middle > 0)) return [];
  const lies = ruler.classList.contains("lying");
  const at = place(ruler, middle);
  const { low, high } = bounds(q);
  const [least, most] = [low > 0 ? low : middle, high ?? middle].map((one) => place(ruler, one));
  const rail = Number(ruler.querySelector(".rule").getAttribute(lies ? "y1" : "x1"));
  const spot = lies ? { cx: at, cy: rail } : { cx: rail, cy: at };
  const line = lies ? { x1: least, x2: most, y1: rail, y2: rail } : { x1: rail, x2: rail, y1: least, y2: most };
  const marks = [drawn("circle", { ...spot, r: kind === "subject" ? 9 : 7, class: kind })];
  if (Math.abs(most - least) > 1) marks.unshift(drawn("line", { ...line, class: `range ${kind}` }));
  return [...marks, named(ruler, name, kind, at, rail, lies)];
}

function named(ruler, name, kind, at, rail, lies) {
  if (!lies) return standing(ruler, name, kind, at, rail);
  const half = (name.length * LETTER) / 2;
  const x = Math.min(Math.max(at, half + 4), ruler.viewBox.baseVal.width - half - 4);
  const y = kind === "subject" ? rail - 16 : rail + 38;
  return drawn("text", { x, y, class: `name ${kind}`, "text-anchor": "middle" }, name);
}

// At the right edge, in lines; familiar names behind it give way.
function standing(ruler, name, kind, at, rail) {
  const lines = name.split(" ").reduce((all, word) => {
    const last = all.at(-1);
    if (last && last.length + word.length < NARROW) all[all.length - 1] = `${last} ${word}`;
    else all.push(word);
    return all;
  }, []);
  const width = Math.max(...lines.map((one) => one.length)) * LETTER;
  const x = ruler.viewBox.baseVal.width - 4;
  const spans = lines.map((text, index) => drawn("tspan", { x, dy: index ? LINE : 0 }, text));
  const top = Math.min(Math.max(at - ((lines.length - 1) * LINE) / 2, 14), ruler.viewBox.baseVal.height - lines.length * LINE);
  const label = drawn("text", { x, y: top + 5, class: `name ${kind}`, "text-anchor": "end" }, ...spans);
  const lead = drawn("line", { class: `lead ${kind}`, x1: rail, x2: x - width - 4, y1: at, y2: at });
  const group = drawn("g", { "data-top": top - LINE, "data-bottom": top + lines.length * LINE, "data-left": x - width - 8 }, lead, label);
  return group;
}

// A familiar name gives way to what is compared, to the line that leads there, and to its own; its
// dot stays.
function giveWay(ruler, subjects) {
  const boxes = [...ruler.querySelectorAll(".compared [data-top]")].map(({ dataset }) =>
    ["top", "bottom", "left"].map((name) => Number(dataset[name])));
  const leads = [...ruler.querySelectorAll(".compared .lead")].map((lead) => Number(lead.getAttribute("y1")));
  for (const text of ruler.querySelectorAll(".mark text")) {
    const [x, y] = ["x", "y"].map((name) => Number(text.getAttribute(name)));
    const right = x + text.textContent.length * LETTER;
    const isBehind = boxes.some(([top, bottom, left]) => y > top && y < bottom + 4 && right > left)
      || leads.some((at) => at > y - LINE && at < y + 4);
    const mark = text.parentNode;
    mark.classList.toggle("covered", isBehind || subjects.includes(mark.dataset.subject));
  }
}

// Put the sides of a comparison on all rulers; without one, take them off.
export function measure(rulers, subject, reference, names) {
  for (const ruler of rulers) {
    ruler.querySelector(".compared")?.remove();
    if (!subject || ruler.dataset.measure !== subject.measure) continue;
    const sides = [[reference, names.reference, "reference"], [subject, names.subject, "subject"]];
    ruler.append(drawn("g", { class: "compared" }, ...sides.flatMap(([q, name, kind]) =>
      (q && q.measure === subject.measure ? added(ruler, q, name, kind) : []))));
    apart(ruler);
    giveWay(ruler, [subject.subject, reference?.subject]);
  }
}

// Two names at one place of a standing ruler: the second moves down.
function apart(ruler) {
  const [reference, subject] = ruler.querySelectorAll(".compared [data-top]");
  if (!subject) return;
  const [top, bottom] = [Number(subject.dataset.top), Number(subject.dataset.bottom)];
  const [own, end] = [Number(reference.dataset.top), Number(reference.dataset.bottom)];
  if (own >= bottom || end <= top) return;
  const down = own >= top ? bottom - own : top - end;
  reference.querySelector("text").setAttribute("transform", `translate(0 ${down})`);
  reference.dataset.top = own + down;
  reference.dataset.bottom = end + down;
}
