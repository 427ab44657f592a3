/** Headless Firefox on a page that sends its result back. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const paths = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
const path = process.env.FIREFOX ?? paths.find((path) => existsSync(path));

export const firefox = {
  path,
  present: path !== undefined,
  name: `Firefox${path ? "" : " (absent: apt-get install firefox-esr, or set FIREFOX)"}`,
};

/** No question at the start, no traffic of its own. */
const preferences = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.enabled": false,
};

/**
 * What the page at `url` sends to the address in its `?report=`. Nothing drives the browser, so a page
 * that cannot even start is known by the silence alone.
 */
export async function reportOfPage(url: string, milliseconds = 50_000): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "steinbock-firefox-"));
  const lines = Object.entries(preferences).map(([key, value]) => `user_pref("${key}", ${value});`);
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const { address, report, close } = await mailbox();
  const target = `${url}?report=${encodeURIComponent(address)}`;
  const args = ["--headless", "--no-remote", "--profile", profile, target];
  const browser = spawn(path!, args, { stdio: "ignore" });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  const late = new AbortController();
  const silence = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error("Firefox said nothing")), milliseconds);
    late.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  try {
    return await Promise.race([report, silence]);
  } finally {
    late.abort();
    browser.kill();
    await ended;
    close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A server that waits for one POST from any page. */
async function mailbox() {
  let resolve: (text: string) => void;
  const report = new Promise<string>((done) => {
    resolve = done;
  });
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    response.writeHead(200, { "access-control-allow-origin": "*" }).end();
    if (request.method === "POST") resolve(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, report, close: () => server.close() };
}
