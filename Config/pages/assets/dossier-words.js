// What is asked for when an officer acts on a dossier: each member, how it is typed, and its words.

import { say } from "/texts/dossiers.js";

/** A list to choose from: `[value, {vi, en}]` for each of these values. */
const choices = (prefix, values) => values.split(" ")
  .map((value) => [value, say(`${prefix}-${value.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)]);

export const reasons = choices("reason", "missing-papers wrong-content not-eligible out-of-scope verification awaiting-opinion workload force-majeure agency-fault other");

const parties = choices("party", "agency centre post applicant");
const ways = choices("way", "counter post online");

export const findings = choices("finding", "complete missing contentIncomplete held");

const notes = choices("note", "progress passedOn progressAsked progressAnswered delayReason reminder digitised exchange meeting consultedBefore explanationAsked explanationGiven pickedUp supportCalled supportCame mirrored bypassReported ministrySoftware mandate corrected");

/** Each member: how it is asked for, its words, and whether it may be left empty. */
export const members = {
  reason: { as: "choice", name: say("of-reason"), choices: reasons },
  authority: { as: "text", name: say("of-authority"), most: 120 },
  letter: { as: "check", name: say("of-letter") },
  amount: { as: "amount", name: say("of-amount") },
  receipt: { as: "mark", name: say("of-receipt") },
  code: { as: "text", name: say("of-code"), most: 64, optional: true },
  medium: { as: "choice", preset: true, name: say("of-medium"), choices: choices("medium", "paper electronic") },
  applicant: { as: "choice", preset: true, name: say("of-applicant"), choices: choices("applicant", "person organisation") },
  digitised: { as: "check", name: say("of-digitised"), isOn: true, always: true },
  resultChannel: { as: "choice", preset: true, name: say("of-result-channel"), choices: ways },
  delegation: { as: "mark", name: say("of-delegation"), optional: true },
  results: { as: "marks", name: say("of-results"), optional: true },
  bag: { as: "mark", name: say("of-bag"), optional: true },
  carrier: { as: "choice", name: say("of-carrier"), optional: true, choices: choices("carrier", "publicPost agencyStaff centreStaff secondedOfficer other") },
  round: { as: "moment", name: say("of-round"), optional: true },
  extraReason: { as: "choice", name: say("of-extra-reason"), choices: reasons, optional: true },
  record: { as: "mark", name: say("of-record") },
  declared: { as: "count", name: say("of-declared") },
  counted: { as: "count", name: say("of-counted") },
  officer: { as: "mark", name: say("of-officer") },
  appointmentAt: { as: "moment", name: say("of-appointment-at"), optional: true },
  place: { as: "text", name: say("of-place"), most: 120, optional: true },
  participants: { as: "marks", name: say("of-participants"), optional: true },
  complete: { as: "check", name: say("of-complete"), always: true },
  agency: { as: "text", name: say("of-agency"), most: 120 },
  question: { as: "mark", name: say("of-question") },
  dueAt: { as: "moment", name: say("of-due-at") },
  number: { as: "count", name: say("of-number") },
  means: { as: "choice", name: say("of-means"), choices: choices("means", "system controlSlip") },
  lead: { as: "text", name: say("of-lead"), most: 120 },
  proofs: { as: "checks", name: say("of-proofs"), choices: choices("proofs", "slip identity authorisation") },
  representative: { as: "check", name: say("of-representative") },
  counterOf: { as: "text", name: say("of-counter-of"), most: 120, optional: true },
  tracking: { as: "mark", name: say("of-tracking"), optional: true },
  cause: { as: "choice", name: say("of-cause"), choices: choices("cause", "objective subjective"), optional: true },
  newDate: { as: "day", name: say("of-new-date") },
  reference: { as: "mark", name: say("of-reference"), optional: true },
  fault: { as: "choice", name: say("of-fault"), choices: parties },
  bearer: { as: "choice", name: say("of-bearer"), choices: parties },
  item: { as: "mark", name: say("of-item") },
  damaged: { as: "check", name: say("of-damaged"), always: true },
  transferred: { as: "check", name: say("of-transferred"), always: true },
  applicantRequest: { as: "mark", name: say("of-applicant-request"), optional: true },
  agencyRequest: { as: "mark", name: say("of-agency-request"), optional: true },
  cancelledReceipt: { as: "mark", name: say("of-cancelled-receipt") },
  channel: { as: "choice", name: say("of-channel"), choices: ways },
  request: { as: "mark", name: say("of-request"), optional: true },
  note: { as: "choice", name: say("of-note"), choices: notes },
  party: { as: "text", name: say("of-party"), most: 120, optional: true },
};

/** The same word means another thing in these acts. */
export const ofAct = {
  transfer: { slip: { as: "mark", name: say("of-slip") } },
  approve: { slip: { as: "mark", name: say("of-slip-approve"), optional: true } },
  accept: { slip: { as: "check", name: say("of-slip-accept") } },
  "handle-immediately": { slip: { as: "check", name: say("of-slip-immediate") } },
  "receive-result": {
    record: { as: "mark", name: say("of-record-result"), optional: true },
    declared: { as: "count", name: say("of-declared"), optional: true },
    counted: { as: "count", name: say("of-counted"), optional: true },
  },
  "file-explanation": { reference: { as: "mark", name: say("of-reference-explanation") } },
};
