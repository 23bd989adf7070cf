// A screen that everybody uses goes back to its beginning when nobody touches it: first it asks, and
// counts down, so that a slow reader loses nothing.

import { both, el, fill } from "/assets/core.js";
import { say } from "/texts/kiosk.js";

/**
 * After `after` seconds without a touch a question stands over the screen; `warning` seconds later
 * `leave` is called. While `isAtRest()` there is nothing to lose, so nobody is asked. `changed` hears
 * when the question comes and goes.
 */
export function watchQuiet({ after = 45, warning = 15, isAtRest = () => false, changed = () => {}, leave }) {
  const dialog = el("dialog", { id: "quiet", "aria-labelledby": "quiet-title" });
  document.body.append(dialog);
  dialog.addEventListener("close", changed);
  let quiet = 0; // seconds since the last touch
  let touched = true;

  const wake = () => {
    quiet = 0;
    touched = true;
    if (dialog.open) dialog.close();
  };
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, wake, true);

  // The button is made once: one that is made anew each second could be missed by a finger.
  const figure = el("p", { class: "number", id: "quiet-seconds", "aria-hidden": "true" });
  const sentence = el("p");
  const count = (seconds) => {
    fill(figure, String(seconds));
    fill(sentence, both(say("back-in", { seconds })));
    if (dialog.open) return;
    fill(dialog, el("h2", { id: "quiet-title" }, both(say("still-here"))), figure, sentence,
      el("button", { class: "main", id: "stay", onclick: wake }, both(say("stay"))));
    dialog.showModal();
    changed();
  };

  setInterval(() => {
    quiet += 1;
    const isOver = quiet >= after + warning;
    if (isOver && touched) {
      touched = false;
      dialog.close();
      leave();
    } else if (!isOver && quiet >= after && touched && !isAtRest()) {
      count(after + warning - quiet);
    } else if (dialog.open) dialog.close();
  }, 1000);
}
