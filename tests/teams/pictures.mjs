// Pictures of our cards in the Agents Playground, at desktop and phone width and in both languages: node pictures.mjs FOLDER.
// It posts the approved renderings of cards/approved as the bot would, to a page that is open, since the page keeps no history.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const out = process.argv[2];
const approved = path.resolve(import.meta.dirname, '../../cards/approved');
const { playground } = JSON.parse(fs.readFileSync('/var/lib/mailupgrade-teams/ready.json', 'utf8'));
const chat = '19:night@thread.v2';
const shown = ['status', 'permit', 'failure', 'prompt', 'second-tap', 'client-check', 'permit-decided'];

async function post(language, name) {
  const content = JSON.parse(fs.readFileSync(path.join(approved, `${name}.${language}.teams.json`), 'utf8'));
  const answer = await fetch(`${playground}/_connector/v3/conversations/${encodeURIComponent(chat)}/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] }),
  });
  if (answer.status !== 201) {
    throw new Error(`${name}.${language}: ${answer.status} ${await answer.text()}`);
  }
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const language of ['en', 'id']) {
    for (const [width, names] of [['desktop', shown], ['phone', shown]]) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(playground, { waitUntil: 'load' });
      await page.getByText('Night of the upgrade').first().click();
      // The log beside the chat is the Playground's own.
      await page.locator('text=Log Panel').locator('xpath=following::*[name()="button"][2]').click({ timeout: 3000 }).catch(() => {});
      if (width === 'phone') {
        // The Playground's page and its cards are never narrower than 600 and 450 pixels; a phone is.
        await page.addStyleTag({ content: `div { min-width: 0 !important; }
          div:has(> .fai-OutputCard), .fai-OutputCard, div:has(> .ac-preview-panel), .ac-preview-panel, .ac-adaptiveCard { width: auto !important; max-width: 352px !important; margin-right: 0 !important; }` });
        await page.setViewportSize({ width: 390, height: 844 });
      }
      for (const name of names) {
        await post(language, name);
      }
      await page.waitForFunction(count => document.querySelectorAll('.ac-adaptiveCard').length >= count, names.length);
      // Tall enough that nothing has to be scrolled.
      await page.setViewportSize({ width: width === 'phone' ? 390 : 1280, height: width === 'phone' ? 2600 : 2200 });
      await page.waitForTimeout(800);
      await page.screenshot({ path: path.join(out, `teams-${language}-${width}.png`) });
      await page.close();
    }
  }
} finally {
  await browser.close();
}
