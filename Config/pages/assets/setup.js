// The first account of a new hall: the code from the data folder, a name, an own password.

import { ask, fill, find, problemBox } from "/assets/core.js";
import { say } from "/texts/setup.js";

const value = (id) => find(`#${id}`).value;

find("#setup")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  fill("#answer");
  if (value("password") !== value("again")) {
    fill("#answer", problemBox(say("differ")));
    find("#again").select();
    return;
  }
  const body = { code: value("code").trim(), account: value("account"), fullName: value("fullName").trim(), password: value("password") };
  if (value("title").trim()) body.title = value("title").trim();
  const button = event.submitter;
  if (button) button.disabled = true;
  try {
    await ask("POST", "/api/setup", body);
    location.replace("/accounts");
  } catch (problem) {
    fill("#answer", problemBox(problem));
    find("#answer").scrollIntoView({ block: "center" });
  } finally {
    if (button) button.disabled = false;
  }
});
