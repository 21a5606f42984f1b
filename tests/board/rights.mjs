// On a fleet that is people's mail the page opens by a link of one's own: who may press, who only reads, and what a thief of a link gets.
import fs from 'node:fs';
import path from 'node:path';
import { desktop, expect, expectQuiet, look, phone, play, realFleet, until } from './harness.mjs';

await play(async ({ night: open, page: openPage }) => {
  const night = await open({ Run__Plan: 'quick', Run__Fleet: 'ours', Run__Mode: 'production' });
  realFleet(night);
  await night.start();

  // Nobody without a link.
  const stranger = await openPage(phone);
  await stranger.goto(night.url);
  await stranger.locator('body[data-link=closed]').waitFor();
  expect((await stranger.locator('#headline').innerText()).length > 0, 'why it is closed is said');
  await look(stranger, 'closed');
  expectQuiet(stranger, /status of 401/u, /EventSource/u);

  // Two readers with different rights.
  const link = await night.link('executor');
  const executor = await openPage(phone);
  await executor.goto(link);
  await look(executor, 'the page of a link');
  await executor.locator('#open').tap();
  await executor.locator('body[data-link=live]').waitFor();
  expect(new URL(executor.url()).hash === '', 'the secret is gone from the address');
  await executor.locator('#box:enabled').fill('/note from my own link');
  await executor.locator('#send').tap();
  await until('the executor is heard', async () => await executor.locator('#log .msg.person', { hasText: 'from my own link' }).count() === 1);
  expect(await executor.locator('[data-person]').count() === 0, 'nobody can be played on a real fleet');

  const client = await openPage(phone, { locale: 'id-ID' });
  await client.goto(await night.link('client-it'));
  expect((await client.locator('#open').innerText()).includes('Buka'), 'the page of a link in the language of the browser');
  await client.locator('#open').tap();
  await client.locator('body[data-link=live]').waitFor();
  await until('the client reads along', async () => await client.locator('#log .msg.person', { hasText: 'from my own link' }).count() === 1);
  expect(await client.locator('#box').isDisabled(), 'the client has nothing to type into');
  expect(await client.locator('button.act:visible').count() === 0, 'the client has nothing to press');
  const pressed = await client.evaluate(async () => (await fetch('/api/say', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: '0123456789abcdef', text: '/ok' }) })).status);
  expect(pressed === 403, `a line past the page is refused: ${pressed}`);
  await look(client, 'who only reads');
  expectQuiet(client, /status of 403/u);

  // The same link in another browser.
  const thief = await openPage(desktop);
  await thief.goto(link);
  await thief.locator('#open').click();
  await thief.locator('#trouble:visible').waitFor();
  const told = await thief.locator('#trouble').innerText();
  expect(told.includes('browser') && told.includes('/board'), `the thief is told: ${told}`);
  const read = await thief.evaluate(async () => (await fetch('/api/board')).status);
  expect(read === 401, `and reads nothing: ${read}`);
  await look(thief, 'a stolen link');
  expectQuiet(thief, /status of 403/u, /status of 401/u);
  await executor.reload();
  await executor.locator('body[data-link=live]').waitFor();

  // The wall: the board, not the talk. And a link that is taken back closes the page that is open.
  const wall = await openPage(desktop);
  await wall.goto(await night.link('executor', '/board wall'));
  await wall.locator('#open').click();
  await wall.locator('body[data-wall] .phase').first().waitFor();
  expect(!(await wall.content()).includes('from my own link'), 'no talk on the wall');
  await look(wall, 'the wall');
  await night.say('executor', '/board revoke');
  await executor.locator('body[data-link=closed]').waitFor();
  expectQuiet(wall);
  expectQuiet(executor, /status of 401/u, /EventSource/u, /ERR_/u);

  // Each press left a line with who, what and from where.
  const log = fs.readdirSync(night.state).filter((f) => f.startsWith('bot')).map((f) => fs.readFileSync(path.join(night.state, f), 'utf8')).join('');
  expect(/\/api\/say.*executor.*taken/u.test(log) && /\/api\/say.*client-it/u.test(log), 'presses are in the log');
});
