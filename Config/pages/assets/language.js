// The language a screen speaks, and how its words are filled. Words come from /texts/SECTION.js.

import { keep, kept } from "/assets/kept.js";

const place = "language"; // of the choice that is kept
// The board has no chooser and many readers at once: two languages always, Vietnamese first. Turns of one
// each would hide every call for half of its time from half of the hall, and a number's letter and its
// counter's figure are read in any language.
const isForAll = "bilingual" in document.documentElement.dataset;
let chosen = isForAll ? "vi" : kept(place) ?? "vi";

/** The code of the language now shown, such as "vi". */
export const language = () => chosen;

/** Speaks another language from now on; `lasting` makes it the page's own beyond this visit. */
export function chooseLanguage(code, { lasting = false } = {}) {
  if (lasting) keep(place, code);
  if (code === chosen || isForAll) return;
  chosen = code;
  document.documentElement.lang = code;
  dispatchEvent(new Event("language"));
}

/** The one string of `{vi, en, …}` in the chosen language: for labels, titles and hints in fields. */
export const plain = (text) => (typeof text === "object" && text !== null ? text[chosen] ?? text.vi ?? "" : text ?? "");

/** Letters without marks and case, as somebody types in a hurry: "Đất đai" is "dat dai". */
export const unmarked = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");

/** Fills `{name}` in every language of a sentence; a value may itself be `{vi, en, …}`. */
export function words(table) {
  return (key, values = {}) => {
    const sentence = table[key] ?? { vi: key };
    const filled = {};
    for (const [code, text] of Object.entries(sentence)) {
      filled[code] = text.replace(/\{([\w-]+)\}/g, (braces, name) => {
        const value = values[name];
        if (value === undefined || value === null) return braces;
        return typeof value === "object" ? value[code] ?? value.vi ?? "" : String(value);
      });
    }
    return filled;
  };
}

document.documentElement.lang = chosen;
