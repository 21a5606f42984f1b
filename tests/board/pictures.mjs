// Pictures of the board for the README: node tests/board/pictures.mjs PROGRAM FOLDER. Desktop, phone and wall, in both languages, of a night in which one
// mailbox host fails, on the cluster of the case.
import path from 'node:path';
import { desktop, phone, play, until } from './harness.mjs';

const out = process.argv[3];

await play(async ({ night: open, page: openPage }) => {
  const night = await open({ Run__Starts: '2018-12-29T20:00:00+07:00', Run__Speed: '300', Run__GivenRehearsal: 'passed', Run__GivenLengths: 'close-doors=8m; stop=22m; stores=150m; ldap=25m; mta=20m; proxy=15m; sampling=35m' });
  await night.start();
  const desk = await openPage({ ...desktop, viewport: { width: 1600, height: 1000 } }, { timezoneId: 'Asia/Jakarta' });
  await desk.goto(night.url);
  const say = async (person, line) => {
    await desk.locator(`[data-person=${person}]`).click();
    await desk.locator(`[data-person=${person}][aria-pressed=true]`).waitFor();
    await desk.locator('#box').fill(line);
    await desk.locator('#send').click();
    await until(`${line} is taken`, async () => await desk.locator('#box').inputValue() === '');
  };
  const board = () => desk.evaluate(async () => (await fetch('/api/board')).json());
  await say('executor', '/precheck');
  await until('the precheck', async () => (await board()).phases[0].state === 'succeeded', 300_000);
  await say('executor', '/ready');
  await say('supervisor', '/go');
  await until('the LDAP master', async () => (await board()).phases.some((p) => p.id === 'ldap' && p.state === 'running'), 600_000);
  await night.run(['fault', 'set', 'mailboxd-slow-start', '--host', 'mbs3', 'seconds=5000']).ended;
  await until('a store fails', async () => (await board()).hosts.some((h) => h.name === 'mbs3' && h.state === 'failed'), 600_000);
  await say('executor', '/status');
  await desk.screenshot({ path: path.join(out, 'board.png') });
  await desk.locator('#to-records').click();
  await desk.locator('#record-list .record').first().waitFor();
  await desk.screenshot({ path: path.join(out, 'records.png') });
  await desk.locator('#records-back').click();
  await desk.locator('[data-person=client-it]').click();
  await until('Indonesian', async () => await desk.evaluate(() => document.documentElement.lang) === 'id');
  await desk.screenshot({ path: path.join(out, 'board-id.png') });
  const pocket = await openPage(phone, { timezoneId: 'Europe/Berlin' });
  await pocket.goto(night.url);
  await pocket.locator('[data-person=executor]').tap();
  await pocket.locator('[data-person=executor][aria-pressed=true]').waitFor();
  await pocket.screenshot({ path: path.join(out, 'phone-chat.png') });
  await pocket.locator('#tabs [data-tab=phases]').tap();
  await pocket.locator('#phase-list .phase').first().waitFor();
  await pocket.screenshot({ path: path.join(out, 'phone.png') });
  await pocket.locator('[data-person=client-it]').tap();
  await until('Indonesian', async () => await pocket.evaluate(() => document.documentElement.lang) === 'id');
  await pocket.locator('#tabs [data-tab=hosts]').tap();
  await pocket.screenshot({ path: path.join(out, 'phone-id.png') });
  const wall = await openPage({ viewport: { width: 1920, height: 1080 } }, { timezoneId: 'Asia/Jakarta' });
  await wall.goto(await night.link('executor', '/board wall'));
  await wall.locator('#open').click();
  await wall.locator('body[data-wall] .phase').first().waitFor();
  await wall.waitForLoadState('networkidle').catch(() => {});
  await wall.screenshot({ path: path.join(out, 'wall.png') });
});
