// Spoken help at the kiosk, for whoever cannot read: every screen has one sentence. It is said when it is
// asked for, and while it is wanted whenever another screen stands there.

const sounds = new Map(); // kept before they are needed: without a connection nothing more can be had
let sentence = () => "welcome";
let said = null;
let voice = null;

const source = (name) => `/speech/kiosk/kiosk-${name}.wav`;

/** `which` names the sentence that fits what stands on the screen now. */
export const speakAbout = (which) => { sentence = which; };

/** Whether this hall has a voice. */
export const canSpeak = () => fetch(source("welcome"), { method: "HEAD" }).then((answer) => answer.ok, () => false);

/** Has a sentence at hand for a time in which none can be fetched. */
export function keepReady(name) {
  if (sounds.has(name)) return;
  const sound = new Audio(source(name));
  sound.preload = "auto";
  sounds.set(name, sound);
}

/** Says what helps here, unless it was said already. */
export function speak() {
  const name = sentence();
  if (name === said) return;
  hush();
  said = name;
  voice = sounds.get(name) ?? new Audio(source(name));
  voice.onplaying = () => { document.body.dataset.spoken = name; };
  voice.play().catch(() => {}); // a browser that refuses sound shows everything all the same
}

/** Ends what is being said; it may be said again. */
export function hush() {
  if (voice) {
    voice.pause();
    voice.currentTime = 0;
  }
  voice = null;
  said = null;
  delete document.body.dataset.spoken;
}
