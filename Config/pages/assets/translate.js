// Words that stand in the page itself, said anew when another language is chosen.

import { both, el, fill } from "/assets/core.js";
import { chooseLanguage, language, plain } from "/assets/language.js";
import { languages } from "/texts/languages.js";

/** Says every node that names its sentence by `data-words`, and what a field shows by `data-shows`, anew with the language; `redraw` does the rest of the page. */
export function translate(say, redraw = () => {}) {
  const fixed = () => {
    for (const node of document.querySelectorAll("[data-words]")) fill(node, both(say(node.dataset.words)));
    for (const node of document.querySelectorAll("[data-shows]")) node.placeholder = plain(say(node.dataset.shows));
  };
  // As a page arrives it is in Vietnamese.
  if (language() !== "vi") fixed();
  addEventListener("language", () => { fixed(); redraw(); });
}

/** A button for each language, where a page has a place for them. */
export function languageKeys(target) {
  const draw = () => fill(target, languages.map((one) => el("button", {
    type: "button", lang: one.code, "data-language": one.code, "aria-pressed": String(language() === one.code),
    onclick: () => chooseLanguage(one.code, { lasting: true }),
  }, one.name)));
  addEventListener("language", draw);
  draw();
}
