// The page of a number arrives whole and needs no script. With one it looks every few seconds, shakes
// the phone when the number is called, and says when it hears nothing.

const { token, state, ahead, counter } = document.body.dataset;
const shown = [state, ahead, counter].join(" ");
const every = 5000; // ms between two questions
const staleAfter = 15000; // ms without an answer until the page says that it may be old
const oldAfter = 60000; // ms after which the estimate is asked for again, though nothing else changed
const leaveAfter = 20000; // ms without a touch at the kiosk: the next person finds nothing of the last
const over = ["done", "cancelled", "expired", ""];
const began = performance.now();
let heard = began;

async function look() {
  try {
    const answer = await fetch(`/api/tickets/${encodeURIComponent(token)}`, { cache: "no-store" });
    if (answer.ok || answer.status === 404) heard = performance.now();
    if (answer.ok) renew(await answer.json());
  } catch {
    // The banner says so, when it lasts.
  }
}

/** Loads the page again when it would show something else; a hand at the form is not disturbed. */
function renew(ticket) {
  const now = [ticket.state, ticket.ahead ?? -1, ticket.counter?.id ?? ""].join(" ");
  if (now === shown && performance.now() - began < oldAfter) return;
  if (ticket.state === state && document.querySelector("details[open]")) return;
  if (ticket.state === "called" && state !== "called") navigator.vibrate?.([400, 150, 400]);
  location.reload();
}

function drawStale() {
  const isStale = performance.now() - heard > staleAfter;
  document.body.classList.toggle("stale", isStale);
  document.querySelector("#lost").hidden = !isStale;
}

/** Opened by the kiosk's scanner: the page gives way to the next person, by a button or by itself. */
async function standAtKiosk() {
  const leave = () => location.replace("/kiosk");
  let idle = setTimeout(leave, leaveAfter);
  document.addEventListener("pointerdown", () => { clearTimeout(idle); idle = setTimeout(leave, leaveAfter); });
  document.body.classList.add("at-kiosk");
  document.querySelector("#leave").hidden = false;
  document.querySelector("main").append(document.querySelector("#leave"));
  const [{ both, el, fill }, { listen, scannedPlace }, { drawComfort }] =
    await Promise.all(["core", "live", "comfort"].map((name) => import(`/assets/${name}.js`)));
  drawComfort(() => "ticket");
  listen("/api/kiosk/stream", { scan: (scan) => {
    const place = scannedPlace(scan);
    if (place) location.assign(place);
    else fill("#answer", el("p", { class: "box warn" }, both(scan.refused)));
  } });
}

if (location.hash === "#kiosk") standAtKiosk();
if (!over.includes(state)) {
  setInterval(look, every);
  setInterval(drawStale, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
