/** The drawing of the truss, moved without being made anew: cheap enough for every frame. */
import type { Params, Values } from "./problem.js";

const joints = { top: [60, 62], foot: [60, 192], middle: [190, 192], tip: [320, 62] } as const;
type Joint = keyof typeof joints;

/** Bars 1 to 4, of lengths 2 L, √2 L, √2 L and L, and where their areas are written. */
const bars: readonly (readonly [from: Joint, to: Joint, dx: number, dy: number])[] = [
  ["top", "tip", 0, -20],
  ["middle", "tip", 46, 22],
  ["top", "middle", -46, 22],
  ["foot", "middle", 0, 30],
];
/** Pixels for a square centimetre of cross-section, and for a centimetre of displacement: 1,000 times
 * the scale of the drawing, in which the 200 cm of L are 130 pixels. */
const [THICKNESS, SAG] = [5, 650];

const NS = "http://www.w3.org/2000/svg";

function shape(parent: Element, tag: string, attributes: Record<string, string | number>) {
  const made = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  parent.append(made);
  return made;
}

export class Truss {
  readonly #svg: Element;
  readonly #lines: readonly Element[];
  readonly #texts: readonly Element[];
  readonly #pins: ReadonlyMap<Joint, Element>;
  readonly #load: Element;

  constructor(place: Element) {
    const svg = shape(place, "svg", { viewBox: "0 0 400 262", id: "truss", role: "img" });
    this.#svg = svg;
    const wall = "M42 26V232M42 44l-14 14M42 84l-14 14M42 124l-14 14M42 164l-14 14M42 204l-14 14";
    shape(svg, "path", { class: "thin", d: `${wall}M42 62H60M42 192H60` });
    for (const [from, to] of bars) shape(svg, "path", { class: "rest", d: line(from, to, 0) });
    this.#lines = bars.map(([from, to]) =>
      shape(svg, "path", { class: "bar", d: line(from, to, 0) }),
    );
    this.#pins = new Map(
      (Object.keys(joints) as Joint[]).map((name) => {
        const [cx, cy] = joints[name];
        return [name, shape(svg, "circle", { cx, cy, r: 5 })];
      }),
    );
    this.#load = shape(svg, "path", { class: "thin", d: "M320 72v40m-6-10l6 10l6-10" });
    this.#texts = bars.map(([from, to, dx, dy]) => {
      const [x, y] = [0, 1].map((i) => (joints[from][i]! + joints[to][i]!) / 2);
      return shape(svg, "text", { x: x! + dx, y: y! + dy });
    });
  }

  /** Bars as thick as their areas; the tip sinks by the expected displacement, much enlarged. */
  show(params: Params, { volume, displacement }: Values): void {
    const sag = SAG * displacement;
    Object.values(params).forEach((area, i) => {
      const [from, to] = bars[i]!;
      this.#lines[i]!.setAttribute("d", line(from, to, sag));
      this.#lines[i]!.setAttribute("stroke-width", String(THICKNESS * area));
      this.#texts[i]!.textContent = `${area.toFixed(2)} cm²`;
    });
    this.#pins.get("tip")!.setAttribute("cy", String(joints.tip[1] + sag));
    this.#load.setAttribute("transform", `translate(0 ${sag})`);
    const label = `The truss: ${volume.toFixed(0)} cm³, its tip ${(10 * displacement).toFixed(3)} mm lower under load`;
    this.#svg.setAttribute("aria-label", label);
  }
}

function line(from: Joint, to: Joint, sag: number): string {
  const sunk = (joint: Joint) => joints[joint][1] + (joint === "tip" ? sag : 0);
  return `M${joints[from][0]} ${sunk(from)}L${joints[to][0]} ${sunk(to)}`;
}
