// The important spot of a picture: set by a press on it or by arrow keys, beside the two fields.

const area = document.querySelector(".focal");
const picture = area.querySelector("img");
const marker = area.querySelector("button");
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const number = (text) =>
  Number(text.replace(/[০-৯]/g, (digit) => digit.charCodeAt() - "০".charCodeAt()));
const inside = (value) => Math.min(100, Math.max(0, Math.round(value) || 0));
const spot = () => fields.map((field) => inside(number(field.value)));

function show() {
  const [x, y] = spot();
  marker.style.left = `${x}%`;
  marker.style.top = `${y}%`;
}

function set(values) {
  values.forEach((value, index) => (fields[index].value = inside(value)));
  show();
}

picture.addEventListener("click", (event) => {
  const box = picture.getBoundingClientRect();
  set([
    (100 * (event.clientX - box.left)) / box.width,
    (100 * (event.clientY - box.top)) / box.height,
  ]);
  marker.focus();
});
marker.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const far = event.shiftKey ? 10 : 1;
  set(spot().map((value, index) => value + far * step[index]));
});
fields.forEach((field) => field.addEventListener("input", show));
marker.hidden = false;
show();
