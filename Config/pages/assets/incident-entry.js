// What stands on a paper becomes an entry: a number that waits, a visit, a dossier, or nothing.

import { both, el, fill, fullName } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { dayField, timeField } from "/assets/staff.js";
import { say } from "/texts/incident.js";
import { longDate } from "/assets/live.js";

const outcomes = { done: "done", intake: "intake", guidedAway: "guided", supplement: "supplement" };

/** The forms of one incident. `choose` puts a paper's number into the form it belongs to. */
export function entryForms({ node, hall, session, clock, send }) {
  let incident = null;
  const domainOf = (id) => hall.domains.find((domain) => domain.id === id);
  const canTakeIn = session.role === "officer";

  const errands = () => el("select", { name: "errand", required: true }, hall.domains.map((domain) =>
    el("optgroup", { label: plain(domain.name) }, domain.errands.map((id) => hall.errands.find((errand) => errand.id === id))
      .filter(Boolean).map((errand) => el("option", { value: errand.id }, plain(fullName(errand, domainOf(domain.id))))))));
  const counters = () => el("select", { name: "counter", required: true },
    hall.counters.map((counter) => el("option", { value: counter.id }, plain(counter.name))));
  const label = (name, input) => el("label", {}, el("span", {}, both(say(name))), input);
  const text = (name, placeholder, value = "") => el("input", { name, placeholder, value, required: true, autocomplete: "off", autocapitalize: "characters", maxlength: 40 });
  const time = (name, required = true) => timeField({ name, required });
  const day = () => dayField({ name: "day", required: true });
  const said = el("div", { "aria-live": "polite" });

  const at = (form, name) => (form[name].typed ? `${form.day.typed}T${form[name].typed}:00${clock.offset}` : undefined);
  const service = (form) => ({
    counter: form.counter.value, officer: form.officer.value.trim(), outcome: form.outcome.value,
    startedAt: at(form, "startedAt"), finishedAt: at(form, "finishedAt"),
    ...(form.calledAt.typed ? { calledAt: at(form, "calledAt") } : {}),
  });
  const serviceFields = () => [
    label("counter", counters()), label("officer-served", text("officer", "", session.account)),
    label("called-at", time("calledAt", false)), label("begun", time("startedAt")),
    label("finished", time("finishedAt")),
    label("outcome", el("select", { name: "outcome" }, Object.keys(outcomes).map((key) => el("option", { value: key }, plain(say(outcomes[key])))))),
  ];

  /** Each kind of paper: where it goes, what it asks, what is said when it is in. */
  const kinds = {
    waiting: {
      path: "tickets",
      fields: () => [label("number-on-paper", text("number", "P001")), label("errand", errands()),
        label("day", day()), label("given-at", time("handedOutAt"))],
      body: (form) => ({ number: form.number.value.trim(), errand: form.errand.value, handedOutAt: at(form, "handedOutAt") }),
      done: (body) => say("done-waiting", body),
    },
    served: {
      path: "visits",
      fields: () => [label("number-on-paper", text("number", "P001")), label("errand", errands()),
        label("day", day()), label("given-at", time("handedOutAt")), ...serviceFields()],
      body: (form) => ({ number: form.number.value.trim(), errand: form.errand.value, handedOutAt: at(form, "handedOutAt"), ...service(form) }),
      done: (body) => say("done-served", body),
    },
    machine: {
      path: "services",
      fields: () => [label("number-of-machine", text("ticket", "A012")), label("day", day()), ...serviceFields()],
      body: (form) => ({ ticket: form.ticket.value.trim().toUpperCase(), ...service(form) }),
      done: (body) => say("done-machine", { number: body.ticket }),
    },
    form: {
      path: "forms",
      fields: () => [label("number-of-form", text("number", "SC-0001")),
        label("procedure", el("select", { name: "procedure", required: true }, (hall.procedures ?? []).map((one) => el("option", { value: one.id }, plain(one.name))))),
        label("day-taken", day()), label("received-at", time("receivedAt")),
        label("counter", counters()), label("officer-took", text("officer", "", session.account)),
        label("code", el("input", { name: "code", autocomplete: "off", maxlength: 64 }))],
      body: (form) => ({
        form: form.number.value.trim(), procedure: form.procedure.value, receivedAt: at(form, "receivedAt"),
        counter: form.counter.value, officer: form.officer.value.trim(), ...(form.code.value.trim() ? { code: form.code.value.trim() } : {}),
      }),
      done: (body, answer) => say("done-form", { number: body.form, code: answer.code, day: longDate(answer.dueDate) }),
    },
    void: {
      path: "void",
      fields: () => [label("number-on-void", text("number", "P001, SC-0001, P004-P012")), label("reason", el("input", { name: "reason", required: true, maxlength: 500, autocomplete: "off" }))],
      body: (form) => ({ paper: form.number.value.trim(), reason: form.reason.value.trim() }),
      done: (body) => say("done-void", { number: body.paper }),
    },
  };
  const shown = Object.keys(kinds).filter((key) => key !== "form" || canTakeIn);
  const tabs = el("select", { id: "kind", onchange: () => draw() }, shown.map((key) => el("option", { value: key }, plain(say(`paper-${key}`)))));
  const place = el("div");

  function draw(number = "") {
    const kind = kinds[tabs.value];
    const form = el("form", { class: "fields", id: `enter-${tabs.value}`, onsubmit: async (event) => {
      event.preventDefault();
      const body = kind.body(form);
      const answer = await send(`/api/incidents/${incident.id}/${kind.path}`, body);
      if (!answer) {
        fill(said);
        return;
      }
      fill(said, el("p", { class: "good-news" }, both(kind.done(body, answer))));
      const first = form.number ?? form.ticket;
      first.value = "";
      first.focus();
    } }, ...kind.fields(), el("button", { class: "main", type: "submit" }, both(say("enter"))));
    const days = form.querySelector("[name=day]");
    if (days) days.typed = clock.civil(incident.startedAt).toISOString().slice(0, 10);
    if (number) (form.number ?? form.ticket).value = number;
    fill(place, form);
  }

  fill(node, el("h2", {}, both(say("enter-a-paper"))),
    el("div", { class: "fields choices" }, el("label", {}, el("span", {}, both(say("kind-of-paper"))), tabs)), said, place);

  return {
    learn(now) {
      const isOther = incident?.id !== now.id;
      incident = now;
      if (isOther) draw();
    },
    choose(now, paper) {
      incident = now;
      const isForm = now.forms.missing.includes(paper);
      if (isForm !== (tabs.value === "form") && tabs.value !== "void") tabs.value = isForm && canTakeIn ? "form" : isForm ? "void" : "served";
      draw(paper);
      (place.querySelector("input:invalid") ?? place.querySelector("select"))?.focus();
    },
  };
}
