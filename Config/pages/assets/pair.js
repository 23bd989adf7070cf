// This browser becomes a kiosk or a board of the hall: a token once, a cookie from then on.

import { ask, fill, find, problemBox } from "/assets/core.js";

async function pair(token) {
  try {
    const device = await ask("POST", "/api/pairing", { token });
    location.replace(device.kind === "board" ? "/board" : "/kiosk");
  } catch (problem) {
    fill("#answer", problemBox(problem));
    find("#token").select();
  }
}

find("#pair").addEventListener("submit", (event) => {
  event.preventDefault();
  // What is pasted may still bear the device's name before the token.
  pair(find("#token").value.trim().split(/[\s:]+/).pop());
});

// A kiosk without a keyboard: its start address may carry the token behind "#", which is never sent.
const given = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
if (given) pair(given);
else find("#token").focus();
