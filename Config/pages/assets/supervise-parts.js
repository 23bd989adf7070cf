// What the parts of supervision are made of: a heading with a table, a length of time.

import { both, el, fill } from "/assets/core.js";
import { say } from "/texts/supervise.js";

/** A part of the page under its heading. */
export const section = (target, key, ...content) => fill(target, el("h2", {}, both(say(key))), ...content);

/** A table with its heads, each a word of the page. */
export const list = (heads, rows) => el("table", { class: "list" },
  el("thead", {}, el("tr", {}, heads.map((key) => el("th", { scope: "col" }, both(say(key)))))), el("tbody", {}, rows));

export const row = (...cells) => el("tr", {}, cells.map((cell) => el("td", {}, cell)));

/** A length of time to the minute, as words. */
export function span(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return say("just-now");
  return minutes < 60 ? say("minutes", { minutes }) : say("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
