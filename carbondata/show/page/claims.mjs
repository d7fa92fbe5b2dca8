// The claims with their verdicts: those of the article first, each in full when opened.

import { element } from "./elements.mjs";
import { inLanguage, word } from "./words.mjs";
import { typeset } from "./typeset.mjs";

const ARTICLE = "article-2019/";

function told(claim, language, compared) {
  const [[, text], ...rows] = claim[language];
  return element(
    "details", { class: "claim", id: `claim-${claim.claim_id}`, "data-key": claim.claim_id },
    element(
      "summary", {},
      element("span", { class: `finding ${claim.verdict}` }, typeset(inLanguage(claim.finding, language), language)),
      " ", text,
    ),
    element("dl", {}, ...rows.flatMap(([what, said]) =>
      [element("dt", {}, what), element("dd", {}, said)])),
    claim.operands
      ? element("p", {}, element("button", { type: "button", onclick: () => compared(claim) }, word("compare_claim", language)))
      : null,
  );
}

export function claimList(known, language, compared) {
  const [own, others] = [true, false].map((ours) =>
    known.claims.filter((claim) => claim.claim_id.startsWith(ARTICLE) === ours));
  const list = (some) => some.map((claim) => told(claim, language, compared));
  return [
    ...list(own),
    element(
      "details", { class: "others", id: "other-claims" },
      element("summary", {}, word("other_claims", language, { n: others.length })),
      ...list(others),
    ),
  ];
}
