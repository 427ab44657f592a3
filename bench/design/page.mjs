/* Runs in the report: shows the design at the slider's position. */
const find = (selector) => document.querySelector(selector);
const designs = JSON.parse(find("#designs").textContent);
const slider = find("#along");
const bars = document.querySelectorAll("#truss .bar");
const areas = document.querySelectorAll("#truss .area");
const cells = document.querySelectorAll("#expected td");

function show() {
  const { areas: values, predicted, measured, place } = designs[Number(slider.value)];
  values.forEach((area, i) => {
    bars[i].style.strokeWidth = `${5 * area}px`;
    areas[i].textContent = `${area.toFixed(2)} cm²`;
  });
  const { volume, displacement } = predicted;
  const texts = [
    `${volume.mean.toFixed(1)} ± ${volume.sd.toFixed(1)}`,
    measured.volume.toFixed(1),
    `${displacement.mean.toFixed(6)} ± ${displacement.sd.toFixed(6)}`,
    measured.displacement.toFixed(6),
  ];
  texts.forEach((text, i) => {
    cells[i].textContent = text;
  });
  const { x, y } = place;
  find("#here").setAttribute("transform", `translate(${x} ${y})`);
  slider.setAttribute("aria-valuetext", `volume ${texts[0]} cm³, displacement ${texts[2]} cm`);
}

slider.addEventListener("input", show);
show();
