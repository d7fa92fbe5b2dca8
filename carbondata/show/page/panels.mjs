// Panels and pickers: a button opens the element that it controls, and closes the others.

import { byId } from "./elements.mjs";

const buttonsOf = (id) => document.querySelectorAll(`[aria-controls="${id}"]:not([role="combobox"])`);
const own = ".panel, .picker";

export function close(panel, focus = false) {
  panel.hidden = true;
  for (const button of buttonsOf(panel.id)) {
    button.setAttribute("aria-expanded", "false");
    if (focus) button.focus();
  }
}

export function open(panel, button) {
  for (const other of document.querySelectorAll(own)) if (other !== panel && !other.hidden) close(other);
  panel.hidden = false;
  for (const one of buttonsOf(panel.id)) one.setAttribute("aria-expanded", "true");
  if (!panel.classList.contains("picker")) return;
  // Under the name that it changes.
  panel.style.setProperty("--top", `${button.offsetTop + button.offsetHeight + 8}px`);
  panel.querySelector("[role=combobox]")?.focus();
}

// A claim with how it was checked; a keyboard goes on from there.
export function openClaim(claim) {
  byId("other-claims").open ||= byId("other-claims").contains(claim);
  for (const one of claim.querySelectorAll("details")) one.open = true;
  claim.scrollIntoView();
  claim.tabIndex = -1;
  claim.focus({ preventScroll: true });
}

export function listenToPanels() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[aria-controls]:not([role=combobox])");
    if (button) {
      const panel = byId(button.getAttribute("aria-controls"));
      if (panel.hidden) open(panel, button);
      else close(panel);
      return;
    }
    for (const picker of document.querySelectorAll(".picker")) {
      if (!picker.hidden && target.isConnected && !picker.contains(target)) close(picker);
    }
  });
  document.addEventListener("keydown", ({ key, target }) => {
    const panel = target.closest?.(own);
    const list = panel?.querySelector("[role=listbox]");
    if (key === "Escape" && panel && (!list || list.hidden)) close(panel, true);
  });
}
