/** What the tests of the demo site share: the built site in Chromium, and what its tree says. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { openSite } from "../../bench/demo/browser.mjs";
import { chromium } from "../support/runtimes.js";

export interface Site {
  /** What the consoles and the network of all pages had to complain of. */
  readonly errors: string[];
  open(name: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export const openBuiltSite = (): Promise<Site> => openSite(chromium.path);

/** What Tab reaches first on every page. */
export const frame = [
  "Skip to the content",
  "Steinbock",
  ...["Bayesian optimization", "Pareto set", "Your own table", "Race"],
  "theme",
];

/** Waits until the text of an element matches; throws with what it says instead. */
export async function says(
  page: Page,
  selector: string,
  pattern: RegExp,
  patience = 20_000,
): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    const text = await page.textContent(selector);
    if (text !== null && pattern.test(text)) return;
    if (performance.now() > end) throw new Error(`${selector} says ${text}, not ${pattern}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface AXNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

/** Role and name of all that the accessibility tree shows of controls, pictures and headings. */
async function tree(page: Page): Promise<{ role: string; name: string }[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as { nodes: AXNode[] };
  await session.detach();
  const roles =
    /^(button|checkbox|combobox|figure|heading|image|img|link|progressbar|slider|textbox|spinbutton|region|navigation|main)$/;
  return nodes
    .filter(({ ignored, role }) => !ignored && roles.test(role?.value ?? ""))
    .map(({ role, name }) => ({ role: role!.value, name: name?.value ?? "" }));
}

/** The ids, or texts, that Tab reaches in turn, from the top of the page. */
export async function tabOrder(page: Page, most = 40): Promise<string[]> {
  // The place from which Tab goes on is that of the last focus or click: the top, after a reload.
  await page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.blur()");
  await page.evaluate("document.body.removeAttribute('tabindex'); scrollTo(0, 0)");
  const order: string[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const at = (await page.evaluate(
      `(({ id, textContent, tagName }) => tagName === "BODY" ? "" : id || textContent.trim())(document.activeElement)`,
    )) as string;
    if (at === "" || (order.length > 0 && at === order[0])) break;
    order.push(at);
  }
  return order;
}

/** Controls and pictures have names; there is one main heading, and landmarks. */
export async function named(page: Page, pictures = 2): Promise<void> {
  const nodes = await tree(page);
  const told = nodes.filter(({ role }) => role !== "figure" && role !== "main");
  expect(told.filter(({ name }) => name.trim() === "")).toEqual([]);
  expect(nodes.filter(({ role }) => role === "main").length).toBe(1);
  expect(nodes.filter(({ role }) => role === "navigation")).toEqual([
    { role: "navigation", name: "Demos" },
  ]);
  expect(nodes.filter(({ role }) => /^ima?ge?$/.test(role)).length).toBeGreaterThanOrEqual(
    pictures,
  );
}
