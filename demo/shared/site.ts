/** What every page does: the theme, the live line, and errors in words. */

/** The element with an id that the page's own HTML has. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const KEY = "steinbock-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function startTheme(): void {
  const root = document.documentElement;
  const button = element<HTMLButtonElement>("theme");
  const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const label = () => {
    button.textContent = current() === "dark" ? "Light colours" : "Dark colours";
  };
  const saved = remembered();
  if (saved !== null) root.dataset.theme = saved;
  button.addEventListener("click", () => {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // A page that may store nothing forgets the choice.
    }
    label();
  });
  dark.addEventListener("change", label);
  label();
}

/** Whether movement is wanted. */
export const moving = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

let spoken = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says something to those who do not see it: the newest text, at most once a second. */
export function announce(text: string): void {
  clearTimeout(waiting);
  const speak = () => {
    spoken = performance.now();
    element("live").textContent = text;
  };
  waiting = setTimeout(speak, Math.max(0, spoken + 1000 - performance.now()));
}

/** Shows what went wrong, or nothing. */
export function problem(error: unknown): void {
  const text = error === null ? "" : error instanceof Error ? error.message : String(error);
  element("problem").textContent = text;
}

startTheme();
