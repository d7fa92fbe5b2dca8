// The claims stand in the file for those who have no script, and cost no time until they are wanted.

import { giveReceipt } from "./cards.mjs";
import { compareAll } from "./comparing.mjs";
import { byId, drawn, element } from "./elements.mjs";
import { raster, save, wrapped } from "./exports.mjs";
import { openClaim } from "./panels.mjs";
import { SIGNS } from "./phrases.mjs";
import { capital } from "./typeset.mjs";
import { word } from "./words.mjs";

// The picture of a claim has the size and the places of that of `carbondata plot claim`.
const [WIDTH, HEIGHT, LEFT, LONG] = [1200, 630, 70, 1060];
// The size of letters, how many make a line, and for how many lines: a long sentence is smaller.
const SIZES = [[46, 44, 4], [36, 56, 5], [28, 72, 6], [22, 92, 9]];
const FONT = "Arial, Helvetica, sans-serif";

// Lay the claims out, with what can be done with each; `compare` shows its figures.
export function layClaims(known, compare) {
  const written = byId("claims").querySelector("noscript");
  if (!written) return;
  const { body } = new DOMParser().parseFromString(written.textContent, "text/html");
  byId("claims").replaceChildren(...body.children);
  const doings = {
    compare_claim: ({ dataset }) => compare(dataset),
    receipt: ({ dataset: { s, r } }, language) => giveReceipt(known, compareAll(known, s, [r])[0], language),
    png: async (claim, language) => save(`${claim.id.replace(/[^\w.-]+/g, "-")}.png`, await picture(claim, language), language),
  };
  for (const said of byId("claims").querySelectorAll(".claim > .said")) {
    const claim = said.closest(".claim");
    const keys = claim.dataset.s ? Object.keys(doings) : ["png"];
    said.querySelector(".actions").prepend(...keys.map((key) => element(
      "button", { type: "button", "data-do": key, onclick: () => doings[key](claim, said.lang) }, word(key, said.lang),
    )));
  }
}

export function showClaim(known, id, compare) {
  layClaims(known, compare);
  openClaim(byId(`claim-${id}`));
}

// The card of a claim as a picture: the verdict, the sentence, stated beside known, who said it.
function picture(claim, language) {
  const said = claim.querySelector(`.said[lang=${language}]`);
  const [finding, quote, who, bar] = [".finding", "blockquote", ".quiet", ".bar"].map((one) => said.querySelector(one));
  const look = getComputedStyle(finding);
  const [ink, quiet] = [claim, who].map((one) => getComputedStyle(one).color);
  const text = (what, x, y, size, fill, more = {}) =>
    drawn("text", { x, y, fill, "font-size": size, "font-family": FONT, ...more }, what);
  const [size, lines] = sized(quote.textContent);
  const parts = [
    text("carbondata", LEFT, 66, 26, ink, { "font-weight": "bold" }),
    drawn("rect", { x: LEFT, y: 92, width: widthOf(finding.textContent, `bold 30px ${FONT}`) + 44, height: 54, rx: 8, fill: look.backgroundColor }),
    text(finding.textContent, LEFT + 22, 130, 30, look.color, { "font-weight": "bold" }),
    ...lines.map((line, at) => text(line, LEFT, 208 + at * size * 1.22, size, ink, { "font-style": "italic" })),
    ...(bar ? [barOf(bar), ...ends(said).map((line, at) => text(line, LEFT, 522 + at * 26, 24, ink))] : []),
    text(who.textContent, LEFT, 610, 22, quiet),
  ];
  const whole = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT }, ...parts);
  return raster(whole, [WIDTH, HEIGHT], getComputedStyle(claim).backgroundColor);
}

function widthOf(text, font) {
  const context = element("canvas").getContext("2d");
  context.font = font;
  return context.measureText(text).width;
}

function sized(quote) {
  for (const [size, letters, most] of SIZES) {
    const lines = wrapped(quote, letters);
    if (lines.length <= most || size === SIZES.at(-1)[0]) return [size, lines];
  }
}

// The bar of a card, in its colours.
function barOf(bar) {
  const copy = bar.cloneNode(true);
  for (const [name, value] of Object.entries({ x: LEFT, y: 430, width: LONG, height: (LONG * 18) / 300 })) copy.setAttribute(name, value);
  [...bar.children].forEach((one, at) => copy.children[at].setAttribute("fill", getComputedStyle(one).fill));
  return copy;
}

// What was stated, and what is known today, as the card says it, to its end.
const ends = (said) => [...said.querySelectorAll("dt[class]")]
  .flatMap((head) => wrapped(`${capital(head.textContent)}${SIGNS[said.lang].colon}${head.nextSibling.textContent}`, 88));
