// Reads {data, words, pairs, receipts, changed} from standard input; compares each pair, or one with several,
// with the page's own JavaScript, from the figures in the page, and tells it of a subject that is
// `changed` so. Prints a list of what it found.

import { readFileSync } from "node:fs";
import { compareAll } from "../../carbondata/show/page/comparing.mjs";
import { learn } from "../../carbondata/show/page/phrases.mjs";
import { reasonTexts } from "../../carbondata/show/page/reasons.mjs";
import { receipt } from "../../carbondata/show/page/receipts.mjs";
import { tell } from "../../carbondata/show/page/sentences.mjs";
import { tables } from "../../carbondata/show/page/tables.mjs";

const { data, words, pairs, receipts, changed } = JSON.parse(readFileSync(0, "utf8"));
learn(JSON.parse(words));
const known = tables(JSON.parse(data));

const found = [];
for (const [one, ...others] of pairs) {
  for (const made of compareAll(known, one, others)) {
    if (made) Object.assign(made.subject, changed);
    found.push(made && {
      subject: made.subject, reference: made.reference, ratio: made.ratio, verdict: made.verdict,
      reading: made.reading,
      reasons: made.reasons.map(({ outcome, dimension, side }) => [outcome, dimension, side]),
      texts: made.reasons.map((reason) => reasonTexts(made, reason)),
      en: tell(made, "en"), fr: tell(made, "fr"),
      receipt: receipts ? await receipt(known, made) : null,
    });
  }
}
process.stdout.write(JSON.stringify(found));
