// What every screen needs: elements, sentences in two languages, and requests that say what went wrong.

import { language } from "/assets/language.js";
import { say } from "/texts/common.js";

/** An element; `attributes` starting with "on" are listeners, the rest are attributes. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...shown(children));
  return node;
}

/** What is not there, `null` or `false`, is left out. */
const shown = (children) =>
  children.flat().filter((child) => child !== null && child !== undefined && child !== false);

export const find = (selector) => document.querySelector(selector);

/** Replaces the content of a node, found by selector or given. */
export function fill(target, ...children) {
  const node = typeof target === "string" ? find(target) : target;
  node.replaceChildren(...shown(children));
  return node;
}

/** The chosen language first, Vietnamese (or English beside Vietnamese) smaller by it. `text` is `{vi, en, …}` or one plain word. */
export function both(text, english) {
  const names = typeof text === "object" && text !== null ? text : { vi: text, en: english };
  const first = names[language()] ? language() : "vi";
  const second = first === "vi" ? "en" : "vi";
  const parts = [el("span", { class: "vi", lang: first === "vi" ? null : first }, names[first] ?? "")];
  if (names[second] && names[second] !== names[first]) {
    parts.push(" ", el("span", { class: "en", lang: second }, names[second]));
  }
  return parts;
}

/** An errand's name where its field stands beside it: "Nộp hồ sơ: Đất đai" is "Nộp hồ sơ" there. */
export function shortName(errand, domain) {
  const without = (name, field) =>
    (name.endsWith(field) && name.slice(0, -field.length).replace(/[\s:–·-]+$/, "")) || name;
  return { vi: without(errand.name.vi, domain.name.vi), en: without(errand.name.en, domain.name.en) };
}

/** An errand's name with its field, each said once. */
export function fullName(errand, domain) {
  const short = shortName(errand, domain);
  return { vi: `${domain.name.vi} · ${short.vi}`, en: `${domain.name.en} · ${short.en}` };
}

/** A fresh idempotency key. `randomUUID` exists only on secure origins; a hall's kiosk may use plain http. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A screen that changes under a finger would lose the touch: what is pressed and what is released
// must be the same button. So news wait until the finger is up and its click has been heard.
const clickAfterRelease = 120; // ms
const longestPress = 3000; // ms; after that the release was missed
const held = new Set();
let pressed = 0;

function release() {
  clearTimeout(pressed);
  pressed = 0;
  const draws = [...held];
  held.clear();
  draws.forEach((draw) => draw());
}

addEventListener("pointerdown", () => {
  clearTimeout(pressed);
  pressed = setTimeout(release, longestPress);
}, true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    clearTimeout(pressed);
    pressed = setTimeout(release, clickAfterRelease);
  }, true);
}

/** Draws now, or as soon as nothing is pressed. */
export function calmly(draw) {
  if (pressed) held.add(draw);
  else draw();
}

/** Why a request was not done. `status` is 0 when no answer came, so nobody knows whether it was done. */
export class Problem extends Error {
  constructor(status, document = {}) {
    super(document.detail ?? document.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = document.code ?? null;
    this.values = Object.values(document.arguments ?? {});
    const failed = say("request-failed", { status });
    this.vi = document.detail ?? document.title ?? failed.vi;
    this.en = document.detailEn ?? (document.detail ? "" : failed.en);
  }

  /** Asking again with the same key is safe and sensible. */
  get isUnknown() {
    return this.status === 0 || this.status >= 500;
  }
}

const noAnswer = { detail: say("no-answer").vi, detailEn: say("no-answer").en };

/** One request. Answers the JSON body, or null for an empty one; throws `Problem` for everything else. */
export async function ask(method, path, body, { key, patience = 5000 } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  let answer;
  let text;
  try {
    answer = await fetch(path, {
      method, headers, cache: "no-store", credentials: "same-origin",
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    text = await answer.text();
  } catch {
    throw new Problem(0, noAnswer);
  }
  let document = null;
  try {
    document = text ? JSON.parse(text) : null;
  } catch {
    if (answer.ok) throw new Problem(0, noAnswer);
  }
  if (!answer.ok) throw new Problem(answer.status, document ?? {});
  return document;
}

/** The same request, with the same key, until an answer comes or `patience` milliseconds are over. */
export async function askUntilAnswered(method, path, body, { key, patience = 9000 } = {}) {
  const end = performance.now() + patience;
  for (let pause = 200; ; pause = Math.min(pause * 2, 1500)) {
    try {
      return await ask(method, path, body, { key, patience: 3000 });
    } catch (problem) {
      if (!problem.isUnknown || performance.now() + pause > end) throw problem;
    }
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

/** A problem as a box with the sentence in both languages. */
export const problemBox = (problem) =>
  el("div", { class: "box bad", role: "alert" }, el("p", {}, both({ vi: problem.vi ?? problem.message, en: problem.en })));
