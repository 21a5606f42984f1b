// A whole practice night from the page alone, at the width of a small phone.
import fs from 'node:fs';
import path from 'node:path';
import { desktop, expect, expectQuiet, look, phone, play, until } from './harness.mjs';

await play(async ({ night: open, page: openPage }) => {
  const night = await open({ Run__Plan: 'quick', Run__Fleet: 'practice-small', Run__Starts: '2018-12-29T20:00:00+07:00', Run__Speed: '600' });
  // At this speed a real second is ten minutes of the night; a slow machine must not run into the end of the window.
  night.change('plans/quick.yaml', 'closes: "06:00"', 'closes: "22:00"');
  await night.start();
  const page = await openPage(phone, { timezoneId: 'Europe/Berlin' });
  await page.goto(night.url);
  const tab = (name) => page.locator(`#tabs [data-tab=${name}]`).tap();
  const speakAs = async (person) => {
    await page.locator(`[data-person=${person}]`).tap();
    await page.locator(`[data-person=${person}][aria-pressed=true]`).waitFor();
  };
  const say = async (line) => {
    await page.locator('#box').fill(line);
    await page.locator('#send').tap();
    await until(`${line} is taken`, async () => await page.locator('#box').inputValue() === '');
  };
  const state = () => page.evaluate(async () => (await (await fetch('/api/board')).json()).run.state);
  const phase = (id) => page.evaluate(async (wanted) => (await (await fetch('/api/board')).json()).phases.find((p) => p.id === wanted).state, id);
  const press = async (text) => {
    const button = page.locator('#log .msg.open button.act', { hasText: text }).last();
    await button.tap();
  };

  // The evening.
  await look(page, 'before anybody is chosen');
  await speakAs('executor');
  await say('/precheck');
  await until('the precheck passes', async () => await phase('precheck') === 'succeeded');
  await say('/ready');
  await page.locator('#log .msg.open').last().waitFor();
  await look(page, 'chat with a decision');
  await speakAs('supervisor');
  await press(/^GO/u);
  await until('the permit is sealed or the night runs', async () => ['waiting', 'running'].includes(await state()));

  // The night: every tab, on the way.
  await until('the night runs', async () => await state() === 'running');
  await tab('phases');
  await page.locator('.phase .lane-svg rect.plan').first().waitFor();
  await look(page, 'phases');
  await tab('hosts');
  await until('a host says what it does', async () => await page.locator('.host .last:visible').count() > 0);
  expect((await page.locator('.host .version').first().innerText()).startsWith('8.7.1'), 'the version before is missing');
  await page.locator('.host .last:visible').first().tap();
  await page.locator('#steplog[open]').waitFor();
  await look(page, 'the output of a step');
  await page.keyboard.press('Escape');
  await page.locator('#steplog').waitFor({ state: 'hidden' });
  await tab('records');
  await page.locator('#record-list h3').first().waitFor();
  await until('checks are on record', async () => await page.locator('#record-list .record').count() > 4);
  await look(page, 'records');
  const here = await page.locator('#now').innerText();
  expect(/\d\d:\d\d Jakarta · \d\d:\d\d/u.test(here), `both clocks: ${here}`);

  // The client's IT, in their own language, and the doors.
  await tab('chat');
  await page.locator('#log .msg.open', { hasText: 'Please check' }).waitFor();
  await speakAs('client-it');
  await until('the page speaks Indonesian', async () => await page.evaluate(() => document.documentElement.lang) === 'id');
  expect((await page.locator('#tabs').innerText()).includes('Fase'), 'words of the page in Indonesian');
  await look(page, 'in Indonesian');
  await say('/ok');
  await page.locator('#log .msg.open', { hasText: 'Open the doors' }).waitFor();
  await speakAs('supervisor');
  await press(/^GO/u);
  await until('the night ends', async () => await state() === 'completed');
  await tab('hosts');
  await until('every host is on the new version', async () => (await page.locator('.host .version').allInnerTexts()).every((v) => v === '8.7.1 → 8.8.10'));
  await until('services are said in words', async () => await page.locator('.host .services[data-services=running]').count() === 4);
  await look(page, 'the end');

  // The paper of the night, on the page and the same bytes when it is made again; a day later, by the night's own clock, the three questions.
  await tab('records');
  await page.locator('#record-list .paper a').first().waitFor();
  await look(page, 'records with papers');
  const [paper] = await Promise.all([page.context().waitForEvent('page'), page.locator('#record-list .paper a[href$="paper.en.html"]').tap()]);
  await paper.locator('.sign').first().waitFor();
  expect((await paper.locator('h1').allInnerTexts()).some((t) => t.includes('no acceptance')), 'a practice night is no acceptance');
  expect(await paper.evaluate(() => getComputedStyle(document.querySelector('.sign')).display) === 'flex', 'its own style is allowed');
  await paper.close();
  const [run] = fs.readdirSync(path.join(night.state, 'papers'));
  for (const [name, format] of [['paper.en.md', 'markdown'], ['paper.id.html', 'html']]) {
    const again = path.join(night.state, `again.${name}`);
    const made = night.run(['report', run, '--paper', '--format', format, '--language', name.split('.')[1], '--out', again]);
    expect(await made.ended === 0, made.said);
    expect(fs.readFileSync(again).equals(fs.readFileSync(path.join(night.state, 'papers', run, name))), `${name} is the same bytes again`);
  }
  await tab('chat');
  await page.locator('#log .msg', { hasText: 'Three questions about the night' }).waitFor({ timeout: 240000 }); // a day, should the clock not jump
  await say('/review 3 print the licence keys beforehand');
  await page.locator('#log .msg', { hasText: 'Answer 3 noted' }).waitFor();
  const history = night.run(['history']);
  expect(await history.ended === 0 && history.said.includes('print the licence keys beforehand'), `history: ${history.said}`);
  expectQuiet(page);

  // The same night by keyboard alone, on a desk.
  const desk = await openPage(desktop);
  await desk.goto(night.url);
  await desk.locator('.phase').first().waitFor();
  await look(desk, 'desktop');
  await desk.keyboard.press('Tab');
  expect(await desk.evaluate(() => document.activeElement.className) === 'skip', 'the first stop is the way to the input');
  const reached = new Set();
  for (let stop = 0; stop < 60; stop += 1) {
    await desk.keyboard.press('Tab');
    const id = await desk.evaluate(() => {
      const box = document.activeElement.getBoundingClientRect();
      const style = getComputedStyle(document.activeElement);
      return box.width > 0 && style.outlineStyle !== 'none' ? document.activeElement.id || document.activeElement.dataset.person || '' : '';
    });
    reached.add(id);
  }
  for (const wanted of ['phase-list', 'to-records', 'host-list', 'log', 'executor']) expect(reached.has(wanted), `${wanted} is not reached by Tab with a visible mark: ${[...reached]}`);
  await desk.locator('[data-person=executor]').focus();
  await desk.keyboard.press('Enter');
  await desk.locator('[data-person=executor][aria-pressed=true]').waitFor();
  for (let stop = 0; stop < 12 && await desk.evaluate(() => document.activeElement.id) !== 'box'; stop += 1) await desk.keyboard.press('Tab');
  expect(await desk.evaluate(() => document.activeElement.id) === 'box', 'the input is reached by Tab once somebody speaks');
  await desk.keyboard.type('/stat');
  await desk.locator('#suggest:visible').waitFor();
  await look(desk, 'suggestions');
  await desk.keyboard.press('Escape');
  await desk.keyboard.type('us');
  await desk.keyboard.press('Enter');
  await desk.locator('#log .msg.person:has-text("/status") + .msg.bot').waitFor();
  expectQuiet(desk);
});
