// Hearing from the hall: a stream that notices silence, and the hall's own clock.

import { plain } from "/assets/language.js";
import { say } from "/texts/common.js";

/**
 * Listens to server-sent events and says when it has heard nothing for `silence` milliseconds.
 *
 * `handlers` maps an event's name to what is done with its JSON; any event, also "beat", counts as heard.
 * Answers with what ends the listening.
 */
export function listen(url, handlers, { silence = 5000, stale = () => {} } = {}) {
  let source = null;
  let heard = performance.now();
  let isStale = false;
  const heardSomething = () => {
    heard = performance.now();
    if (isStale) stale((isStale = false));
  };
  const connect = () => {
    source?.close();
    source = new EventSource(url);
    source.addEventListener("open", heardSomething);
    source.addEventListener("beat", heardSomething);
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => {
        heardSomething();
        handle(JSON.parse(event.data));
      });
    }
  };
  connect();
  // A page that was left is kept by the browser for a while, and its stream with it: not here.
  const ending = new AbortController();
  addEventListener("pagehide", () => source.close(), { signal: ending.signal });
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); }, { signal: ending.signal });
  let triedAt = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    if (now - heard > silence && !isStale) stale((isStale = true));
    // The browser gives up on some failures, and a half-dead connection says nothing: begin anew.
    const gaveUp = source.readyState === EventSource.CLOSED;
    if (now - triedAt > (gaveUp ? 1000 : 10000) && now - heard > (gaveUp ? 1000 : 10000)) {
      triedAt = now;
      connect();
    }
  }, 250);
  return () => {
    clearInterval(watch);
    ending.abort();
    source.close();
  };
}

/** Where a kiosk goes for what was held under its scanner; null when only a sentence answers it. */
export function scannedPlace(scan) {
  if (scan.ticket) return `/t/${encodeURIComponent(scan.ticket)}#kiosk`;
  if (!scan.dossier) return null;
  const proof = scan.proof ? `&proof=${encodeURIComponent(scan.proof)}` : "";
  return `/lookup?at=kiosk#code=${encodeURIComponent(scan.dossier)}${proof}`;
}

/** The hall's time: the server's instants moved on by this machine's steady clock. */
export class HallClock {
  #difference = 0;
  #offsetMinutes = 420;

  /** Learns from a time with offset such as "2026-11-21T14:00:00.000+07:00". */
  learn(instant) {
    const parts = /([+-])(\d\d):(\d\d)$/.exec(instant ?? "");
    const at = Date.parse(instant);
    if (Number.isNaN(at)) return;
    this.#difference = at - performance.now();
    if (parts) this.#offsetMinutes = (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
  }

  /** A date whose UTC fields are the hall's civil time; the browser's own zone plays no part. */
  civil(instant) {
    const at = instant === undefined ? this.#known() : Date.parse(instant);
    return new Date(at + this.#offsetMinutes * 60000);
  }

  #known() {
    return this.#difference ? this.#difference + performance.now() : Date.now();
  }

  /** The hall's offset as RFC 3339 writes it. */
  get offset() {
    const two = (value) => String(value).padStart(2, "0");
    const minutes = Math.abs(this.#offsetMinutes);
    return `${this.#offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }

  time(instant) {
    return this.civil(instant).toISOString().slice(11, 16);
  }

  day(instant) {
    const date = this.civil(instant);
    return `${weekday(date)}, ${plainDate(date.toISOString())}`;
  }
}

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const weekday = (date) => plain(say(weekdays[date.getUTCDay()]));

/** "2026-12-21…" as people here write it: 21/12/2026. */
export const plainDate = (iso) =>
  /^\d{4}-\d\d-\d\d/.test(iso ?? "") ? iso.slice(0, 10).split("-").reverse().join("/") : (iso ?? "");

/** "Thứ Hai, 21/12/2026" for a civil date. */
export function longDate(iso) {
  const date = new Date(`${(iso ?? "").slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? "" : `${weekday(date)}, ${plainDate(iso)}`;
}

/** The same in every language: `{vi, en, …}`. */
export function dateInWords(iso) {
  const date = new Date(`${(iso ?? "").slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return { vi: "" };
  return Object.fromEntries(Object.entries(say(weekdays[date.getUTCDay()]))
    .map(([code, name]) => [code, `${name}, ${plainDate(iso)}`]));
}

/** A wait as people say it, rounded up to five minutes above ten; null when it cannot be said. */
export function wait(seconds) {
  if (seconds === null || seconds === undefined) return null;
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const rounded = minutes <= 10 ? minutes : Math.ceil(minutes / 5) * 5;
  if (rounded < 60) return say("about-minutes", { minutes: rounded });
  const hours = Math.floor(rounded / 60);
  const rest = rounded % 60;
  return rest ? say("about-hours-minutes", { hours, minutes: rest }) : say("about-hours", { hours });
}
