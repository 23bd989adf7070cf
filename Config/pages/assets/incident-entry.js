// What stands on a paper becomes an entry: a number that waits, a visit, a dossier, or nothing.

import { both, el, fill, fullName } from "/assets/core.js";
import { longDate } from "/assets/live.js";

const outcomes = {
  done: "Xong · Done", intake: "Đã nhận hồ sơ · Intake", guidedAway: "Đã hướng dẫn · Guided", supplement: "Cần bổ sung · Supplement",
};

/** The forms of one incident. `choose` puts a paper's number into the form it belongs to. */
export function entryForms({ node, hall, session, clock, send }) {
  let incident = null;
  const domainOf = (id) => hall.domains.find((domain) => domain.id === id);
  const canTakeIn = session.role === "officer";

  const errands = () => el("select", { name: "errand", required: true }, hall.domains.map((domain) =>
    el("optgroup", { label: domain.name.vi }, domain.errands.map((id) => hall.errands.find((errand) => errand.id === id))
      .filter(Boolean).map((errand) => el("option", { value: errand.id }, fullName(errand, domainOf(domain.id)).vi)))));
  const counters = () => el("select", { name: "counter", required: true },
    hall.counters.map((counter) => el("option", { value: counter.id }, counter.name.vi)));
  const label = (vi, en, input) => el("label", {}, el("span", {}, both(vi, en)), input);
  const text = (name, placeholder, value = "") => el("input", { name, placeholder, value, required: true, autocomplete: "off", autocapitalize: "characters", maxlength: 40 });
  const time = (name, required = true) => el("input", { name, type: "time", required });
  const day = () => el("input", { name: "day", type: "date", required: true });
  const said = el("div", { "aria-live": "polite" });

  const at = (form, name) => (form[name].value ? `${form.day.value}T${form[name].value}:00${clock.offset}` : undefined);
  const service = (form) => ({
    counter: form.counter.value, officer: form.officer.value.trim(), outcome: form.outcome.value,
    startedAt: at(form, "startedAt"), finishedAt: at(form, "finishedAt"),
    ...(form.calledAt.value ? { calledAt: at(form, "calledAt") } : {}),
  });
  const serviceFields = () => [
    label("Quầy", "Counter", counters()), label("Cán bộ đã tiếp (tài khoản)", "Officer", text("officer", "", session.account)),
    label("Giờ gọi", "Called at", time("calledAt", false)), label("Bắt đầu", "Begun", time("startedAt")),
    label("Xong", "Finished", time("finishedAt")),
    label("Kết quả", "Outcome", el("select", { name: "outcome" }, Object.keys(outcomes).map((key) => el("option", { value: key }, outcomes[key])))),
  ];

  /** Each kind of paper: where it goes, what it asks, what is said when it is in. */
  const kinds = {
    waiting: {
      title: ["Phiếu số, người dân còn chờ", "Pad number, still waiting"], path: "tickets",
      fields: () => [label("Số trên phiếu", "Number", text("number", "P001")), label("Việc cần làm", "Errand", errands()),
        label("Ngày", "Day", day()), label("Giờ phát", "Given at", time("handedOutAt"))],
      body: (form) => ({ number: form.number.value.trim(), errand: form.errand.value, handedOutAt: at(form, "handedOutAt") }),
      done: (body) => [`${body.number} đã vào hàng chờ, đúng thứ tự thời gian.`, "In the line, at its place in time."],
    },
    served: {
      title: ["Phiếu số, đã tiếp trên giấy", "Pad number, served"], path: "visits",
      fields: () => [label("Số trên phiếu", "Number", text("number", "P001")), label("Việc cần làm", "Errand", errands()),
        label("Ngày", "Day", day()), label("Giờ phát", "Given at", time("handedOutAt")), ...serviceFields()],
      body: (form) => ({ number: form.number.value.trim(), errand: form.errand.value, handedOutAt: at(form, "handedOutAt"), ...service(form) }),
      done: (body) => [`Đã ghi lượt ${body.number}.`, "Recorded."],
    },
    machine: {
      title: ["Số của máy, đã tiếp trên giấy", "Machine's number, served"], path: "services",
      fields: () => [label("Số của máy", "Number", text("ticket", "A012")), label("Ngày", "Day", day()), ...serviceFields()],
      body: (form) => ({ ticket: form.ticket.value.trim().toUpperCase(), ...service(form) }),
      done: (body) => [`Số ${body.ticket} đã xong, không còn trong hàng chờ.`, "Served; no longer in the line."],
    },
    form: {
      title: ["Mẫu tiếp nhận hồ sơ", "Intake form"], path: "forms",
      fields: () => [label("Số của mẫu", "Form", text("number", "SC-0001")),
        label("Thủ tục", "Procedure", el("select", { name: "procedure", required: true }, (hall.procedures ?? []).map((one) => el("option", { value: one.id }, one.name.vi)))),
        label("Ngày nhận", "Day", day()), label("Giờ nhận thật", "Received at", time("receivedAt")),
        label("Quầy", "Counter", counters()), label("Cán bộ đã nhận (tài khoản)", "Officer", text("officer", "", session.account)),
        label("Mã hồ sơ, nếu tỉnh cấp", "Code, if given", el("input", { name: "code", autocomplete: "off", maxlength: 64 }))],
      body: (form) => ({
        form: form.number.value.trim(), procedure: form.procedure.value, receivedAt: at(form, "receivedAt"),
        counter: form.counter.value, officer: form.officer.value.trim(), ...(form.code.value.trim() ? { code: form.code.value.trim() } : {}),
      }),
      done: (body, answer) => [`${body.form}: mã hồ sơ ${answer.code}, hẹn trả ${longDate(answer.dueDate)}. Xin ghi mã lên giấy.`, "Write the code on the paper."],
    },
    void: {
      title: ["Giấy hủy (rách, mất, ghi nhầm)", "Void paper"], path: "void",
      fields: () => [label("Số trên giấy", "Number", text("number", "P001, SC-0001, P004-P012")), label("Lý do", "Reason", el("input", { name: "reason", required: true, maxlength: 500, autocomplete: "off" }))],
      body: (form) => ({ paper: form.number.value.trim(), reason: form.reason.value.trim() }),
      done: (body) => [`${body.paper} đã ghi hủy.`, "Declared void."],
    },
  };
  const shown = Object.keys(kinds).filter((key) => key !== "form" || canTakeIn);
  const tabs = el("select", { id: "kind", onchange: () => draw() }, shown.map((key) => el("option", { value: key }, kinds[key].title.join(" · "))));
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
      fill(said, el("p", { class: "good-news" }, both(...kind.done(body, answer))));
      const first = form.number ?? form.ticket;
      first.value = "";
      first.focus();
    } }, ...kind.fields(), el("button", { class: "main", type: "submit" }, both("Nhập", "Enter")));
    const days = form.querySelector("[name=day]");
    if (days) days.value = clock.civil(incident.startedAt).toISOString().slice(0, 10);
    if (number) (form.number ?? form.ticket).value = number;
    fill(place, form);
  }

  fill(node, el("h2", {}, both("Nhập giấy", "Enter a paper")),
    el("label", {}, el("span", { class: "quiet" }, both("Loại giấy", "Kind of paper")), " ", tabs), said, place);

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
