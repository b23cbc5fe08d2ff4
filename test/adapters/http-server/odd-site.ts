// A whole site behind a real HTTP server, and raw bytes against it: what comes back in words, and what the ledger says.
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import { ProvisioningHttpServer } from '../../../electron/adapters/http-server/provisioning-http-server';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

const loopback = '127.0.0.1';

export interface OddSite {
  /** `{own}`, `{first}`, `{T}`, `{S}`, `{M}`, `{m}`, `{tag}` in a text become the real ones; `{end}` ends the sending side there. */
  say(text: string, expected: number): Promise<string[]>;
  /** Reasons of the ledger since the last call, oldest first. */
  reasons(): string[];
}

/** Phone 1 has its files already, phone 2 (HDV) is armed, phone 3 is known and not armed. */
export async function openOddSite(): Promise<OddSite> {
  const site = await openSite({ facts: { ntp: '192.0.2.5' } });
  valueOf(site.services.state.access.change({ guard: { on: false } }, 'test'));
  site.add(1);
  site.add(2, { model: 'KX-HDV130' });
  site.add(3, { arm: false });
  site.boot(1, { from: loopback });
  site.askFirst(2, { from: loopback });
  const server = new ProvisioningHttpServer({
    clock: systemClock(),
    answer: (request) => site.services.provisioning.answer(request),
  });
  const { port } = valueOf(await server.listen(loopback, 0));
  onTestFinished(() => server.close());

  const [token = ''] = /[\w-]{24}/.exec(site.ownPath(1)) ?? [];
  const own = site.ask(site.ownPath(1), { from: loopback });
  const names: Readonly<Record<string, string>> = {
    own: site.ownPath(1),
    first: `/first/${mac(2)}.cfg`,
    T: token,
    S: site.services.state.site.siteToken,
    M: mac(1),
    m: mac(1).toLowerCase(),
    tag: own.etag ?? '',
  };
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
  const known = knownBodies(site, own.text);
  let rows = site.ledger(10_000).length;
  return {
    async say(text, expected) {
      const answers = await exchange(port, filled(text), expected);
      return answers.map(({ status, body }) => `${status} ${known.get(body) ?? `"${body.slice(0, 60)}"`}`);
    },
    reasons() {
      const all = site.ledger(10_000);
      const news = all.slice(0, all.length - rows).map((row) => row.reason);
      rows = all.length;
      return news.reverse();
    },
  };
}

function knownBodies(site: TestSite, own: string): Map<string, string> {
  const latin = (text: string): string => Buffer.from(text).toString('latin1');
  const file = (target: string): string => latin(site.ask(target, { from: loopback }).text);
  const known = new Map([
    ['', 'nothing'],
    ['Not found\n', 'refusal'],
    [latin(own), 'own'],
    [latin(own).slice(0, 10), 'own[0-9]'],
    [latin(own).slice(-5), 'own[-5]'],
    [latin(own).slice(44), 'own[44-]'],
    [file(`/first/${mac(2)}.cfg`), 'first'],
    [file('/KX-UT670.cfg'), 'bootstrap'],
    [file('/KX-HDV130N.cfg'), 'bootstrap'],
    [file(`/s/${site.services.state.site.siteToken}/master.cfg`), 'master'],
    [file(`/s/${site.services.state.site.siteToken}/product-KX-UT670.cfg`), 'product'],
  ]);
  return known;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Reads until the server closes, or so many replies are there and nothing follows them. */
function exchange(port: number, text: string, expected: number): Promise<Reply[]> {
  const [before = '', after] = text.split('{end}');
  return new Promise((resolve, reject) => {
    const socket = connect(port, loopback);
    let received = '';
    const giveUp = setTimeout(() => socket.destroy(new Error(`only this came: ${received}`)), 8_000);
    socket.on('connect', () => {
      socket.write(Buffer.from(before, 'latin1'));
      if (after !== undefined) socket.end();
    });
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (expected > 0 && replies(received).length >= expected) setTimeout(() => socket.end(), 3);
    });
    socket.on('error', (error) => (received === '' ? reject(error) : undefined));
    socket.on('close', () => {
      clearTimeout(giveUp);
      resolve(replies(received));
    });
  });
}

/** Whole replies only. One to a HEAD is told by another reply, or nothing, where its body would be. */
function replies(received: string): Reply[] {
  const found: Reply[] = [];
  for (let rest = received; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return found;
    const head = rest.slice(0, end);
    rest = rest.slice(end + 4);
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
    const bodyless = status === 304 || status < 200 || rest === '' || rest.startsWith('HTTP/1.1 ');
    if (!bodyless && rest.length < length) return found;
    found.push({ status, body: bodyless ? '' : rest.slice(0, length) });
    if (!bodyless) rest = rest.slice(length);
  }
  return found;
}
