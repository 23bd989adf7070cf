// Words that stand in the page itself, said anew when another language is chosen.

import { both, el, fill } from "/assets/core.js";
import { chooseLanguage, language } from "/assets/language.js";
import { languages } from "/texts/languages.js";

/** Fills every node that names its sentence by `data-words`. */
export function translate(say) {
  const draw = () => {
    for (const node of document.querySelectorAll("[data-words]")) fill(node, both(say(node.dataset.words)));
  };
  addEventListener("language", draw);
  if (language() !== "vi") draw();
}

/** A button for each language, where a page has a place for them. */
export function languageKeys(target) {
  const draw = () => fill(target, languages.map((one) => el("button", {
    type: "button", lang: one.code, "data-language": one.code, "aria-pressed": String(language() === one.code),
    onclick: () => chooseLanguage(one.code, { keep: true }),
  }, one.name)));
  addEventListener("language", draw);
  draw();
}
