// What the board's tests stand on: the real program on a free port, a real browser, and what is looked at in each of them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const program = process.argv[2];
const root = path.resolve(import.meta.dirname, '../..');
const axeSource = fs.readFileSync(path.join(import.meta.dirname, 'node_modules/axe-core/axe.min.js'), 'utf8');
const patience = 120_000;

export const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const desktop = { viewport: { width: 1440, height: 900 } };

export function expect(holds, what) {
  if (!holds) throw new Error(what);
}

/** Asks until it is so; what is waited for is named when it never is. */
export async function until(what, holds, limit = patience) {
  const end = Date.now() + limit;
  for (;;) {
    let fault = null;
    try {
      const value = await holds();
      if (value) return value;
    } catch (e) {
      fault = e;
    }
    if (Date.now() > end) throw new Error(`waited for: ${what}${fault ? ` (${fault.message})` : ''}`);
    await new Promise((go) => setTimeout(go, 100));
  }
}

export const freePort = () => new Promise((found, failed) => {
  const probe = net.createServer();
  probe.on('error', failed);
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

/** A state folder, gone at the end with the practice cluster that lives in it. */
export class Night {
  static async open(settings = {}) {
    const night = new Night();
    night.state = fs.mkdtempSync(path.join(os.tmpdir(), 'mailupgrade-board-'));
    night.port = await freePort();
    night.url = `http://127.0.0.1:${night.port}`;
    night.settings = { Web__Url: night.url, ...settings };
    night.config = path.join(root, 'config');
    return night;
  }

  /** Config of one's own: a copy that may be changed. */
  ownConfig() {
    if (this.config === path.join(root, 'config')) {
      this.config = path.join(this.state, 'config-of-the-test');
      fs.cpSync(path.join(root, 'config'), this.config, { recursive: true });
    }
  }

  change(file, from, to) {
    this.ownConfig();
    const text = fs.readFileSync(path.join(this.config, file), 'utf8');
    expect(text.includes(from), `${file} has no '${from}'`);
    fs.writeFileSync(path.join(this.config, file), text.replace(from, to));
  }

  run(words) {
    const child = spawn('dotnet', [program, ...words, '--state', this.state, '--config', this.config], {
      cwd: root, env: { ...process.env, ...this.settings, DOTNET_CLI_TELEMETRY_OPTOUT: '1' }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { child.said += bytes; });
    child.ended = new Promise((over) => child.on('close', over));
    return child;
  }

  async start() {
    this.child = this.run(['serve']);
    await until('the page is served', () => this.child.exitCode !== null || this.child.said.includes('Run '));
    expect(this.child.exitCode === null, `the bot ended: ${this.child.said}`);
  }

  async kill() {
    this.child.kill('SIGKILL');
    await this.child.ended;
  }

  /** A line on the bot's own host, as a person with a key of their own: the verified chat that is always there. */
  async say(person, line) {
    const key = path.join(this.state, `${person}.key`);
    if (!fs.existsSync(key)) {
      const given = this.run(['chat', '--new-key', person]);
      expect(await given.ended === 0, given.said);
      fs.writeFileSync(key, given.said.trim().split('\n').at(-1), { mode: 0o600 });
    }
    const child = this.run(['chat', '--as', person, '--key', key, line]);
    expect(await child.ended === 0, `${line}: ${child.said}`);
    return child.said;
  }

  async link(person, line = '/board') {
    const said = await this.say(person, line);
    return said.match(/https?:\/\/\S+\/enter\.html#\S+/u)?.[0] ?? expect(false, `no link in: ${said}`);
  }

  async close() {
    if (this.child?.exitCode === null) await this.kill();
    const clusters = path.join(this.state, 'practice');
    for (const fleet of fs.existsSync(clusters) ? fs.readdirSync(clusters) : []) {
      try {
        process.kill(Number(fs.readFileSync(path.join(clusters, fleet, 'pid'), 'utf8').trim().split(/\s/u)[0]), 'SIGKILL');
      } catch { /* it has ended by itself */ }
    }
    fs.rmSync(this.state, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** A browser profile of its own; everything that its console says is kept, and a violated policy is a line there. */
export async function openPage(browser, kind, more = {}) {
  const context = await browser.newContext({ ...kind, ...more });
  await context.addInitScript(() => addEventListener('securitypolicyviolation', (e) => console.error(`policy violated: ${e.violatedDirective} ${e.blockedURI}`)));
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('console', (line) => { if (['error', 'warning'].includes(line.type())) page.faults.push(line.text()); });
  page.on('pageerror', (fault) => page.faults.push(`${fault}`));
  return page;
}

export function expectQuiet(page, ...expected) {
  const odd = page.faults.filter((f) => !expected.some((e) => e.test(f)));
  expect(odd.length === 0, `the browser's console: ${odd.join(' | ')}`);
}

/** Nothing sticks out to the side, and axe finds nothing serious. */
export async function look(page, where) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide <= room, `${where}: ${wide} px in a window of ${room}`);
  const cramped = await page.evaluate(() => [...document.querySelectorAll('.host, .phase, .tabs button')]
    .filter((n) => n.offsetParent && n.scrollWidth > n.clientWidth + 1).map((n) => n.innerText.replace(/\s+/gu, ' ').slice(0, 60)));
  expect(cramped.length === 0, `${where}: sticks out of its place: ${cramped.join(' | ')}`);
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const bad = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
  expect(bad.length === 0, `${where}: ${bad.map((v) => `${v.id} (${v.impact}): ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(', ')}`).join('; ')}`);
  expect(found.passes.length > 5, `${where}: axe looked at nothing`);
}

/** The short plan on a fleet of somebody's own: nothing of it is ever reached here. */
export function realFleet(night) {
  night.ownConfig();
  const password = path.join(night.state, 'mail-password');
  fs.writeFileSync(password, 'not used', { mode: 0o600 });
  const own = path.join(night.config, 'providers/ours');
  fs.cpSync(path.join(night.config, 'providers/directory'), own, { recursive: true });
  const plain = fs.readFileSync(path.join(night.config, 'fleets/practice-small.yaml'), 'utf8');
  fs.writeFileSync(path.join(night.config, 'fleets/ours.yaml'), plain.replace('fleet: practice-small', 'fleet: ours').replace('kind: practice', 'kind: production')
    .replace('snapshot: directory, backup: directory', 'snapshot: ours, backup: ours')
    .replace(/^accounts: .*$/mu, `$&\nmail: { admin: admin@example.co.id, password: "file:${password}" }`));
}

/** Runs a scenario; its last line is what the caller looks for. */
export async function play(scenario) {
  const browser = await openBrowser();
  const open = [];
  let shown = null;
  try {
    await scenario({
      browser,
      async night(settings) { const n = await Night.open(settings); open.push(n); return n; },
      async page(kind, more) { const p = await openPage(browser, kind, more); shown = p; return p; },
    });
    console.log('ALL SEEN');
  } catch (fault) {
    console.log(`NOT SEEN: ${fault.stack}`);
    for (const night of open) console.log(`the bot said: ${(night.child?.said ?? '').slice(-2000)}`);
    console.log(`the page showed: ${(await shown?.locator('body').innerText().catch(() => '') ?? '').slice(-1800)}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
    for (const night of open) await night.close();
  }
}
