// What can be taken away: links, sentences, citations, files; each says that it was done.

import { byId } from "./elements.mjs";
import { copy, csv, png, save } from "./exports.mjs";
import { sources } from "./receipts.mjs";
import { tell } from "./sentences.mjs";

// The works that an answer rests on, as lines or as BibTeX.
const cited = (known, made, form) => sources(made)
  .map((id) => known.sources[id][form].trim()).join(form === "line" ? "\n" : "\n\n");

// The code that shows an answer in another page.
const frame = (address, tag = "iframe") =>
  `<${tag} src="${address.replaceAll("&", "&amp;").replaceAll('"', "%22")}" width="100%" height="720" style="border:0" title="carbondata" loading="lazy"></${tag}>`;

// `page` gives the tables, the answers shown, the language, and the address with changes to the state.
export function listenToShare({ known, shown, language, address }) {
  const texts = {
    link: () => address(),
    embed: () => frame(address({ embed: "1" })),
    "sentence-copy": () => tell(shown()[0], language()),
    "citation-copy": () => cited(known(), shown()[0], "line"),
    bibtex: () => cited(known(), shown()[0], "citation"),
  };
  for (const [id, text] of Object.entries(texts)) {
    byId(id).addEventListener("click", () => copy(text(), language()));
  }
  byId("from-disk").hidden = location.protocol !== "file:";
  byId("csv").addEventListener("click", () => save("carbondata.csv", csv(shown(), language()), language()));
  byId("png").addEventListener("click", async () => save("carbondata.png", await png(shown(), known(), language()), language()));
}
