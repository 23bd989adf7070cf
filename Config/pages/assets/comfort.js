// How a visitor wants the screen: language, bigger text, contrast, everything lower, spoken help.
// Kept from page to page of one visit, forgotten with it.

import { both, el, fill, find } from "/assets/core.js";
import { chooseLanguage, language, plain } from "/assets/language.js";
import { canSpeak, hush, keepReady, speak, speakAbout } from "/assets/kiosk-voice.js";
import { picture } from "/assets/pictograms.js";
import { say } from "/texts/kiosk.js";
import { languages } from "/texts/languages.js";

const place = "comfort";
const afterTheFirst = 10000; // ms until what may be needed later is fetched
const ways = { bigger: false, contrast: false, lower: false, voice: false };
let chosen = { ...ways, ...kept() };
let speaks = false; // whether there are clips to play

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}");
  } catch {
    return {}; // a browser may refuse to keep anything
  }
}

function keep() {
  try {
    sessionStorage.setItem(place, JSON.stringify(chosen));
  } catch {
    // Then it holds until the page is left.
  }
}

function apply() {
  document.body.classList.toggle("bigger", chosen.bigger);
  document.body.classList.toggle("lower", chosen.lower);
  if (chosen.contrast) document.documentElement.dataset.theme = "contrast";
  else delete document.documentElement.dataset.theme;
  draw();
}

/**
 * The row of these choices, at the foot of the screen where every hand reaches; `sentence` names the
 * spoken help that fits the screen as it is.
 */
export async function drawComfort(sentence) {
  speakAbout(sentence);
  apply();
  speaks = await canSpeak();
  if (!speaks) return;
  draw();
  guide();
  setTimeout(() => keepReady("lost"), afterTheFirst);
}

/** The next visitor finds the screen as it was made. */
export function forgetComfort() {
  chosen = { ...ways };
  keep();
  hush();
  chooseLanguage("vi", { lasting: true });
  apply();
}

function draw() {
  const row = find("#comfort");
  if (!row) return;
  row.setAttribute("aria-label", plain(say("comfort")));
  fill(row,
    languages.map((one) => key(`language-${one.code}`, null, [el("span", { class: "vi", lang: one.code }, one.name)],
      language() === one.code, () => chooseLanguage(one.code, { lasting: true }))),
    toggle("bigger", "letters", say("bigger")),
    toggle("contrast", "contrast", say("contrast")),
    toggle("lower", "lower", say("lower")),
    speaks ? toggle("voice", "voice", say("voice")) : null);
}

const key = (id, image, words, pressed, action) =>
  el("button", { id, "aria-pressed": String(pressed), onclick: () => { action(); draw(); } },
    image ? picture(image) : null, el("span", { class: "words" }, words));

const toggle = (name, image, words) => key(name, image, both(words), chosen[name], () => {
  chosen[name] = !chosen[name];
  keep();
  apply();
  if (name === "voice") chosen.voice ? guide() : hush();
});

/** Says what to touch now, to whoever has asked to be led by voice. */
export function guide() {
  if (!chosen.voice || !speaks) return;
  keepReady("lost");
  speak();
}

addEventListener("language", draw);
