// The hosts: one tile each, in the fleet's own order, so that a host is always found at the same place.
import { byId, make, mark, put } from './dom.js';
import { openStepLog } from './steplog.js';
import { say, state } from './words.js';

const tiles = new Map();

export function showHosts({ hosts }) {
  const list = byId('host-list');
  const wanted = hosts.map((h) => h.name).join(' ');
  if (list.dataset.shape !== wanted) {
    list.dataset.shape = wanted;
    tiles.clear();
    list.replaceChildren(...hosts.map(build));
  }
  // The site is worth a word only on the hosts that lie elsewhere: the first host's site is home.
  const home = hosts[0]?.site;
  for (const host of hosts) fill(tiles.get(host.name), host, home);

  const bad = count(hosts, 'failed');
  const unclear = count(hosts, 'unknown');
  const running = count(hosts, 'running');
  const parts = [['failed', bad], ['unknown', unclear], ['running', running]].filter(([, n]) => n > 0);
  const versions = Object.entries(Object.groupBy?.(hosts.filter((h) => h.version), (h) => h.version) ?? {});
  byId('host-sum').replaceChildren(
    ...parts.map(([name, n]) => make('span', { class: 'state', data: { state: name }, text: `${state(name).sign} ${n} ${state(name).word}${named(hosts, name)}` })),
    ...versions.map(([version, group]) => make('span', { text: say('onVersion', version, group.length) })));
  const [worst] = parts;
  put(byId('count-hosts'), worst ? `${state(worst[0]).sign} ${worst[1]}` : `${hosts.length}`);
  mark(byId('count-hosts'), 'data-state', worst?.[0] ?? null);
  mark(byId('count-hosts'), 'aria-label', worst ? `${worst[1]} ${state(worst[0]).word}` : null);
}

/** A few hosts in trouble are named: the tile may lie below the edge of a phone. */
function named(hosts, name) {
  const names = hosts.filter((h) => h.state === name).map((h) => h.name);
  return name !== 'running' && names.length <= 3 ? ` (${names.join(', ')})` : '';
}

const count = (hosts, name) => hosts.filter((h) => h.state === name).length;

function build(host) {
  const tile = {
    node: make('li', { class: 'host' }),
    name: make('b', { class: 'name' }),
    sign: make('span', { class: 'state' }),
    version: make('span', { class: 'version' }),
    site: make('span', { class: 'site' }),
    services: make('span', { class: 'services' }),
    line: make('button', { type: 'button', class: 'last' }),
    step: null,
  };
  tile.line.addEventListener('click', () => { if (tile.step) openStepLog(tile.step); });
  tile.node.append(tile.name, tile.version, tile.sign, tile.site, tile.services, tile.line);
  tiles.set(host.name, tile);
  return tile.node;
}

function fill(tile, host, home) {
  const { sign, word } = state(host.state);
  const busy = host.state !== 'idle';
  mark(tile.node, 'data-state', host.state);
  mark(tile.sign, 'data-state', host.state);
  put(tile.name, host.name);
  put(tile.sign, `${sign} ${word}`.trim());
  put(tile.version, host.version === host.versionBefore ? host.version : say('versions', host.versionBefore, host.version ?? '?'));
  put(tile.services, say('services')[host.services] ?? '');
  mark(tile.services, 'data-services', host.services ?? null);
  put(tile.site, host.site && host.site !== home ? host.site : '');
  mark(tile.site, 'title', tile.site.textContent ? say('site', host.site) : null);
  const open = busy && host.state !== 'succeeded';
  tile.step = host.step ?? null;
  put(tile.line, open ? host.line ?? host.step ?? '' : host.step ?? '');
  tile.line.hidden = !tile.line.textContent;
  mark(tile.line, 'title', host.step ? [say('outputHint'), host.step, host.line].filter(Boolean).join(': ') : null);
  mark(tile.line, 'aria-label', host.step ? say('outputOf', host.step) : null);
}
