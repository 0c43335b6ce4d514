/**
 * What is shown of a citation while it is pointed at or focused (WCAG 1.4.13: it can be pointed at itself, stays while it is, and goes with Escape).
 */

import { fill, h } from "./dom.js";
import { followPlace } from "./router.js";

const LINGER = 140;

const tip = h("div.tip", { role: "tooltip", id: "tip", hidden: true });
let owner = null;
let leaving = 0;

/** Shows content beside an element while the element is pointed at or focused. */
export function tipFor(element, content) {
  const show = () => {
    hide();
    if (!tip.isConnected) {
      document.body.append(tip);
    }
    owner = element;
    fill(tip, content());
    tip.hidden = false;
    element.setAttribute("aria-describedby", "tip");
    placeBeside(element);
  };
  const leave = () => {
    if (owner === element) {
      leaving = setTimeout(hide, LINGER);
    }
  };
  element.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && show());
  element.addEventListener("pointerleave", leave);
  element.addEventListener("focus", () => element.matches(":focus-visible") && show());
  element.addEventListener("blur", leave);
  element.addEventListener("click", hide);
}

function hide() {
  clearTimeout(leaving);
  tip.hidden = true;
  owner?.removeAttribute("aria-describedby");
  owner = null;
}

/** An element that is drawn anew never tells that it was left. */
function hideOrphan() {
  if (owner !== null && !owner.isConnected) {
    hide();
  }
}

function placeBeside(element) {
  const at = element.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const left = Math.max(12, Math.min(innerWidth - size.width - 12, at.left + at.width / 2 - size.width / 2));
  const above = at.top - size.height - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : at.bottom + 8}px`;
}

tip.addEventListener("pointerenter", () => clearTimeout(leaving));
tip.addEventListener("pointerleave", hide);
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("scroll", hide, { passive: true, capture: true });
addEventListener("pointermove", hideOrphan, { passive: true });
addEventListener("focusin", hideOrphan);
followPlace(hide);
