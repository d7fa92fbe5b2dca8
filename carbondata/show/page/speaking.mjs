// The language that a reader is spoken to in: the browser's, or the one that was chosen before.

import { languages } from "./words.mjs";

const KEPT = "carbondata-language";

// The browser's language, if the page speaks it.
export function ownLanguage() {
  const [first] = languages();
  return languages().find((one) => navigator.language?.startsWith(one)) ?? first;
}

// The language that was chosen before, or null. To ask for it costs a browser as much as half of the
// answer, so that it waits for the answer.
export function remembered() {
  try {
    const chosen = localStorage.getItem(KEPT);
    return languages().includes(chosen) ? chosen : null;
  } catch { return null; /* a browser may forbid storage */ }
}

export function remember(language) {
  try { localStorage.setItem(KEPT, language); } catch { /* then it is not remembered */ }
}
