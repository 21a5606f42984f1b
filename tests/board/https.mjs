// The page under https: with a certificate of its own, and behind a proxy that ends TLS. Links, cookies and checks hold in both.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { desktop, expect, expectQuiet, freePort, phone, play, realFleet, until } from './harness.mjs';

const ask = (url, headers = {}) => new Promise((answered, failed) => {
  https.get(url, { headers, rejectUnauthorized: false }, (answer) => { answer.resume(); answered(answer); }).on('error', failed);
});

function certificate(folder) {
  const [cert, key] = [path.join(folder, 'page.pem'), path.join(folder, 'page.key')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert, key };
}

/** Ends TLS and hands on, as a site's own proxy does: Host as it came, the reader's address behind what was there. */
function proxy(port, target, { cert, key }) {
  const server = https.createServer({ cert: fs.readFileSync(cert), key: fs.readFileSync(key) }, (request, answer) => {
    const headers = { ...request.headers, 'x-forwarded-for': [request.headers['x-forwarded-for'], request.headers['x-test-from'] ?? '203.0.113.7'].filter(Boolean).join(', '), 'x-forwarded-proto': 'https' };
    const on = http.request({ host: '127.0.0.1', port: target, path: request.url, method: request.method, headers }, (said) => {
      answer.writeHead(said.statusCode, said.headers);
      said.pipe(answer);
      answer.on('close', () => said.destroy());
    });
    on.on('error', () => answer.destroy());
    request.pipe(on);
  });
  return new Promise((up) => server.listen(port, '127.0.0.1', () => up(server)));
}

async function opens(openPage, night, address) {
  const page = await openPage(phone, { ignoreHTTPSErrors: true });
  const link = await night.link('executor');
  expect(link.startsWith(`${address}/enter.html#`), `the link begins with what phones open: ${link}`);
  await page.goto(link);
  await page.locator('#open').tap();
  await page.locator('body[data-link=live]').waitFor();
  await page.locator('#box:enabled').fill('/note by https');
  await page.locator('#send').tap();
  await until('heard', async () => await page.locator('#log .msg.person', { hasText: 'by https' }).count() === 1);
  const [cookie] = await page.context().cookies();
  expect(cookie.secure && cookie.httpOnly && cookie.sameSite === 'Strict', `the cookie: ${JSON.stringify({ ...cookie, value: '' })}`);
  const front = await ask(`${address}/`);
  expect(front.headers['strict-transport-security']?.includes('max-age'), 'strict transport');
  const other = await ask(`${address}/api/board`, { Host: 'evil.example' });
  expect(other.statusCode === 421, `another name: ${other.statusCode}`);
  const foreign = await page.evaluate(() => fetch('/api/board', { headers: { 'X-Test': 'same page' } }).then((a) => a.status));
  expect(foreign === 200, 'the page itself reads');
  const listens = await ask(`${address}/api/events`, { Origin: 'https://evil.example' });
  expect(listens.statusCode === 403, `another page: ${listens.statusCode}`);
  expectQuiet(page);
}

await play(async ({ night: open, page: openPage }) => {
  const own = await open({ Run__Plan: 'quick', Run__Fleet: 'ours', Run__Mode: 'production' });
  realFleet(own);
  const made = certificate(own.state);
  own.url = `https://localhost:${own.port}`;
  Object.assign(own.settings, { Web__Url: own.url, Web__Certificate: made.cert, Web__CertificateKey: made.key });
  await own.start();
  await opens(openPage, own, own.url);

  const behind = await open({ Run__Plan: 'quick', Run__Fleet: 'ours', Run__Mode: 'production' });
  realFleet(behind);
  const front = await freePort();
  const address = `https://localhost:${front}`;
  behind.settings.Web__PublicUrl = address;
  const server = await proxy(front, behind.port, made);
  try {
    await behind.start();
    await opens(openPage, behind, address);
    // Behind a proxy everybody comes from one address; who guesses links must not shut the door for the others.
    const guess = (from) => new Promise((answered, failed) => {
      const body = JSON.stringify({ link: 'guess' });
      const post = https.request(`${address}/api/enter`, { method: 'POST', rejectUnauthorized: false, headers: { 'content-type': 'application/json', 'x-test-from': from } },
        (answer) => { answer.resume(); answered(answer.statusCode); });
      post.on('error', failed);
      post.end(body);
    });
    const codes = [];
    for (let n = 0; n < 20; n += 1) codes.push(await guess('198.51.100.1'));
    expect(codes.includes(429), `guessing is slowed down: ${codes}`);
    expect(await guess('198.51.100.2') === 403, 'another reader is not');
    const desk = await openPage(desktop, { ignoreHTTPSErrors: true });
    await desk.goto(address);
    await desk.locator('body[data-link=closed]').waitFor();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
