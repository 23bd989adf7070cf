// The voice of the board: calls are played one after the other, and a board without sound says so.

const mostWaiting = 8; // the hall sends one at a time; more than this wait only after a stall
const mostRemembered = 64;
const patience = 4000; // ms beyond a sound's own length, then the next one is due

export class Voice {
  #sound = new Audio();
  #waiting = [];
  #played = [];
  #current = null;
  #watch = 0;
  #sign;
  #speaking;

  /** `sign` is shown while the browser keeps the sound off; `speaking` hears which number is spoken. */
  constructor({ sign, speaking }) {
    this.#sign = sign;
    this.#speaking = speaking;
    this.#sound.preload = "auto";
    this.#sound.addEventListener("playing", () => this.#isHeard());
    this.#sound.addEventListener("ended", () => this.#next());
    this.#sound.addEventListener("error", () => this.#next());
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => this.#touched(), true);
  }

  /** Looks whether this browser lets a page speak that nobody has touched. */
  begin() {
    const trial = new AudioContext();
    const look = () => {
      this.#refused(trial.state === "suspended");
      trial.close();
    };
    if (trial.state === "running") look();
    else setTimeout(look, 1000);
  }

  /** Plays a call when those before it are over; the same call is never played twice. */
  announce(call) {
    if (this.#played.includes(call.id)) return;
    this.#played.push(call.id);
    if (this.#played.length > mostRemembered) this.#played.shift();
    this.#waiting.push(call);
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
    if (!this.#current) this.#next();
  }

  #next() {
    clearTimeout(this.#watch);
    this.#current = this.#waiting.shift() ?? null;
    if (!this.#current) return this.#speaking(null);
    this.#watch = setTimeout(() => this.#next(), this.#current.milliseconds + patience);
    this.#play(this.#current.sound);
  }

  async #play(address) {
    const call = this.#current;
    this.#sound.src = address;
    try {
      await this.#sound.play();
      this.#refused(false);
    } catch (problem) {
      if (problem.name === "NotAllowedError") this.#refused(true);
      if (call && this.#current === call) this.#next();
    }
  }

  #isHeard() {
    if (!this.#current) return;
    this.#speaking(this.#current.number);
    // When the ear could hear it: the browser test measures from the officer's key to here.
    const heard = document.body.dataset;
    heard.spoken = this.#current.number;
    heard.spokenAt = String(performance.timeOrigin + performance.now());
    heard.spokenCount = String(Number(heard.spokenCount ?? 0) + 1);
  }

  #refused(isRefused) {
    this.#sign.hidden = !isRefused;
  }

  /** A touch is what the browser waits for: the chime shows that there is sound now. */
  #touched() {
    if (this.#sign.hidden || this.#current) return;
    this.#play("/speech/chime.wav");
  }
}
