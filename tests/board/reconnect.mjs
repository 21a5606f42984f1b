// The service is killed under open pages: they say so, come back by themselves, and miss and double nothing.
import { desktop, expect, expectQuiet, phone, play, until } from './harness.mjs';

await play(async ({ night: open, page: openPage }) => {
  const night = await open({ Run__Plan: 'quick', Run__Fleet: 'practice-small' });
  await night.start();
  const [pocket, wall] = [await openPage(phone), await openPage(desktop)];
  for (const page of [pocket, wall]) {
    await page.goto(night.url);
    await page.locator('body[data-link=live]').waitFor();
  }
  await pocket.locator('[data-person=executor]').tap();
  await pocket.locator('[data-person=executor][aria-pressed=true]').waitFor();
  const say = async (line) => {
    await pocket.locator('#box').fill(line);
    await pocket.locator('#send').tap();
  };
  const lines = (page, text) => page.locator('#log .msg.person', { hasText: text }).count();
  await say('/note before the crash');
  await until('the line before is seen', async () => await lines(wall, 'before the crash') === 1);

  await night.kill();
  for (const page of [pocket, wall]) await page.locator('#lost:visible').waitFor();
  await say('/note typed while it was dead');
  await pocket.locator('#composer .trouble:visible').waitFor();
  expect(await pocket.locator('#box').inputValue() === '/note typed while it was dead', 'what was typed stays');

  await night.start();
  for (const page of [pocket, wall]) await page.locator('body[data-link=live]').waitFor();
  for (const page of [pocket, wall]) await page.locator('#lost').waitFor({ state: 'hidden' });
  await pocket.locator('#send').tap();
  await until('the line goes out once', async () => await lines(wall, 'typed while it was dead') === 1);
  await until('who typed it sees it', async () => await lines(pocket, 'typed while it was dead') === 1);

  // A stream that was opened before sleep and looks alive: the page comes back and asks anew.
  await wall.context().setOffline(true);
  await say('/note said while one page slept');
  await until('said', async () => await lines(pocket, 'while one page slept') === 1);
  await wall.context().setOffline(false);
  await until('the sleeper has it', async () => await lines(wall, 'while one page slept') === 1);
  for (const page of [pocket, wall]) {
    for (const text of ['before the crash', 'typed while it was dead', 'while one page slept']) expect(await lines(page, text) === 1, `${text} is there once`);
    expectQuiet(page, /Failed to load resource/u, /ERR_/u);
  }
});
