// Priority: explained once, chosen without giving reasons, before the errand, so that it costs nobody
// else a touch.

import { both, el, fill, find } from "/assets/core.js";
import { picture, priorityPicture } from "/assets/pictograms.js";
import { say } from "/texts/kiosk.js";

export function priorityButton(hall, priority, ask) {
  const chosen = hall.priorities.find((entry) => entry.id === priority);
  return el("button", { id: "need-priority", class: chosen ? "chosen" : "", onclick: ask },
    picture(chosen ? priorityPicture(chosen.id) : "elderly"),
    el("span", {}, both(chosen ? say("priority-chosen", { name: chosen.name }) : say("priority"))));
}

/** Calls `choose` with a priority's id, or with null for an ordinary number. */
export function askPriority(hall, touch, choose) {
  const dialog = find("#priority");
  const answer = (id) => touch(() => { dialog.close(); choose(id); });
  fill(dialog,
    el("h2", { id: "priority-title" }, both(say("priority-title"))),
    el("p", { class: "why" }, both(say("priority-why"))),
    el("div", { class: "list" },
      hall.priorities.map((entry) =>
        el("button", { "data-priority": entry.id, onclick: answer(entry.id) },
          picture(priorityPicture(entry.id)), el("span", {}, both(entry.name)))),
      el("button", { id: "no-priority", onclick: answer(null) }, picture("people"),
        el("span", {}, both(say("priority-none"))))));
  dialog.showModal();
}
