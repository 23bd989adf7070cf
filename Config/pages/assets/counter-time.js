// Lengths of time as the console writes them.

import { plain } from "/assets/language.js";
import { say } from "/texts/counter.js";

const two = (number) => String(number).padStart(2, "0");

/** Minutes and seconds between two instants, "4:05"; an hour and more as "1:04:05". */
export function length(seconds) {
  const left = Math.max(0, Math.round(seconds));
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor(left / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
}

/** How long somebody has waited, to the minute. */
export function waited({ waitedSeconds }) {
  const minutes = Math.floor(waitedSeconds / 60);
  if (minutes < 1) return plain(say("just-came"));
  return plain(minutes < 60 ? say("minutes", { minutes }) : say("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 }));
}
