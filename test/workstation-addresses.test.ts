// The laptop loses the address its phones know: a whole workstation on real sockets and a real database, told what addresses it has.
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../electron/contract/contract';
import type { Result } from '../electron/core/shared/result';
import type { InterfaceAddress } from '../electron/services/provisioning/network-interfaces';
import { createWorkstation, type Workstation } from '../electron/workstation';
import { mac, temporaryFolder, valueOf } from './support/database';

const on = (address: string): InterfaceAddress => ({ name: 'eth0', kind: 'ethernet', address, prefix: 24 });
const model = 'KX-UT670';

class Laptop {
  here = [on('127.0.0.2'), on('127.0.0.3')];
  private running: Workstation | null = null;

  constructor(private readonly data: string) {}

  /** As started with `--bind` and the like, or with nothing said. */
  async start(bind: string | null, httpPort: number | null = null): Promise<void> {
    const off = { https: 'off', tftp: 'off', sntp: 'off', sip: 'off', control: 'off' } as const;
    const given = ['sip-port', 'control-port', ...(bind ? ['bind'] : []), ...(httpPort === null ? [] : ['http-port'])];
    const workstation = valueOf(
      createWorkstation({
        options: {
          data: this.data,
          bind: bind ?? '127.0.0.1',
          advertise: null,
          ports: { ...off, http: httpPort ?? 0 },
          openLab: false,
          clock: null,
          passphraseFile: null,
          given,
        },
        keychain: null,
        windowFolder: '',
        interfaces: { platform: 'linux', list: () => this.here },
      }),
    );
    this.running = workstation;
    onTestFinished(() => this.stop());
    valueOf(await workstation.start({ strict: true }));
  }

  async stop(): Promise<void> {
    const { running } = this;
    this.running = null;
    await running?.stop();
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    return valueOf(await this.ask(name, input));
  }

  async problem<N extends CallName>(name: N, input: CallInput<N>): Promise<string> {
    const answer = await this.ask(name, input);
    return answer.ok ? 'none' : answer.problem.code;
  }

  async told(): Promise<[address: string, phones: number, state: string][]> {
    const { told } = await this.call('addresses.show', {});
    return told.map(({ address, phones, state }) => [address, phones, state]);
  }

  private ask<N extends CallName>(name: N, input: CallInput<N>) {
    if (!this.running) throw new Error('not running');
    return this.running.dispatch({ name, input, actor: 'test' }) as Promise<Result<CallOutput<N>>>;
  }
}

async function fetchText(url: string, from: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { localAddress: from, agent: false }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.once('error', reject);
  });
}

function ownAddress(text: string): string {
  const [, address] = /CFG_STANDARD_FILE_PATH="([^"]+)"/.exec(text) ?? [];
  if (!address) throw new Error('no address of its own');
  return address;
}

async function laptopWithPhone() {
  const laptop = new Laptop(temporaryFolder());
  await laptop.start('127.0.0.2', 0);
  const { listeners } = await laptop.call('status.show', {});
  const port = listeners.find(({ protocol }) => protocol === 'http')?.port ?? 0;
  await laptop.call('phones.add', { mac: mac(1), model, name: 'Desk 1' });
  await laptop.call('configs.publish', { message: 'first' });
  const old = `http://127.0.0.2:${port}`;
  const first = await fetchText(`${old}/first/${mac(1)}.cfg`, '127.0.0.9');
  const own = ownAddress(first.text);
  expect(await fetchText(own, '127.0.0.9')).toMatchObject({ status: 200 });
  return { laptop, port, old, own };
}

test('the address vanishes: noticed, phones listed, served elsewhere, healed by answering on both, kept over a restart', async () => {
  const { laptop, port, old, own } = await laptopWithPhone();
  expect(await laptop.told()).toEqual([[old, 1, 'current']]);

  laptop.here = [on('127.0.0.3')];
  expect(await laptop.told()).toEqual([[old, 1, 'gone']]);
  const lost = await laptop.call('status.show', {});
  expect(lost.stranded).toBe(1);
  expect(lost.listeners[0]).toMatchObject({ state: 'down', problem: { code: 'ADDRESS_GONE' } });
  expect(lost.away.at(-1)).toMatchObject({ to: null, cause: 'address-gone' });

  await laptop.call('addresses.serve', { address: '127.0.0.3' });
  const fresh = `http://127.0.0.3:${port}`;
  expect(await laptop.told()).toEqual([
    [fresh, 0, 'current'],
    [old, 1, 'gone'],
  ]);
  const { told, advice } = await laptop.call('addresses.show', {});
  expect(told[1]?.goneSince).toMatch(/^\d{4}-/);
  expect(advice[0]).toMatch(/1 phone asks at an address where nobody answers/);
  const { phones } = await laptop.call('addresses.phones', { address: old });
  expect(phones).toMatchObject([{ mac: mac(1), name: 'Desk 1', model }]);

  expect(await laptop.problem('addresses.also', { address: '127.0.0.2', on: true })).toBe('ADDRESS_NOT_HERE');
  const { commands } = await laptop.call('addresses.commands', { address: old });
  expect(commands[0]).toMatchObject({ platform: 'linux', add: 'sudo ip addr add 127.0.0.2/24 dev eth0' });
  laptop.here = [on('127.0.0.2'), on('127.0.0.3')];
  await laptop.call('addresses.also', { address: '127.0.0.2', on: true });
  expect(await laptop.told()).toEqual([
    [fresh, 0, 'current'],
    [old, 1, 'answered'],
  ]);
  expect((await laptop.call('status.show', {})).stranded).toBe(0);
  const { interfaces } = await laptop.call('addresses.show', {});
  expect(interfaces.map(({ address, use, phones: count }) => [address, use, count])).toEqual([
    ['127.0.0.2', 'also', 1],
    ['127.0.0.3', 'serving', 0],
  ]);

  await laptop.stop();
  await laptop.start(null);
  expect((await laptop.call('status.show', {})).listeners[0]).toMatchObject({ address: '127.0.0.3' });
  const again = await fetchText(own, '127.0.0.9');
  expect(again.status).toBe(200);
  expect(ownAddress(again.text)).toContain('http://127.0.0.3:');
  expect((await laptop.told()).map(([address, count]) => [new URL(address).hostname, count])).toEqual([
    ['127.0.0.3', 1],
  ]);
});

test('a listener switched on while its port is refused is wanted at the next start as well', async () => {
  const laptop = new Laptop(temporaryFolder());
  const occupant = createServer().listen(0, '127.0.0.2');
  await once(occupant, 'listening');
  const { port } = occupant.address() as AddressInfo;
  await laptop.start('127.0.0.2', 0);
  const refused = await laptop.call('server.listen', { protocol: 'https', port });
  expect(refused.listener).toMatchObject({ state: 'down', problem: { code: 'PORT_IN_USE' } });
  await laptop.stop();
  occupant.close();
  await once(occupant, 'close');
  await laptop.start('127.0.0.2', 0);
  const { listeners } = await laptop.call('status.show', {});
  expect(listeners.find(({ protocol }) => protocol === 'https')).toMatchObject({ state: 'up', port });
});

test('the command line wins for its run, and changes nothing that is kept', async () => {
  const { laptop } = await laptopWithPhone();
  await laptop.call('addresses.serve', { address: '127.0.0.3' });
  await laptop.call('server.listen', { protocol: 'tftp', port: 0 });
  await laptop.call('addresses.advertise', { host: 'prov.invalid' });
  await laptop.stop();
  await laptop.start('127.0.0.2', 0);
  const status = await laptop.call('status.show', {});
  expect(status.address).toMatch(/^http:\/\/prov\.invalid:/);
  expect(status.listeners.map(({ protocol, state, address }) => [protocol, state, address])).toContainEqual([
    'tftp',
    'up',
    '127.0.0.2',
  ]);
  const { name, advice } = await laptop.call('addresses.show', {});
  expect(name).toEqual({ host: 'prov.invalid', resolvesTo: [] });
  expect(advice.join(' ')).toContain('The name prov.invalid means nothing here');
  await laptop.call('addresses.advertise', { host: '' });
  expect((await laptop.call('status.show', {})).address).toMatch(/^http:\/\/127\.0\.0\.2:/);
  expect(await laptop.problem('addresses.advertise', { host: 'two words' })).toBe('VALUE_INVALID');
});

test('what is handed out: the bootstrap for all, one phone’s own address for it alone', async () => {
  const { laptop, port, own } = await laptopWithPhone();
  const all = await laptop.call('addresses.handOut', {});
  expect(all).toMatchObject({
    bootstrap: `http://127.0.0.2:${port}/{MODEL}.cfg`,
    server: `http://127.0.0.2:${port}/`,
  });
  expect(all.ways.map(({ id }) => id)).toEqual([
    'dnsmasq',
    'kea',
    'windows-dhcp',
    'mikrotik',
    'unifi',
    'menu-ut',
    'menu-hdv',
    'menu-tgp',
    'menu-utg',
  ]);
  expect(JSON.stringify(all)).not.toContain('/p/');
  const one = await laptop.call('addresses.handOut', { mac: mac(1) });
  expect(one.ways).toMatchObject([{ id: 'menu-ut', text: own }]);
  expect(await laptop.problem('addresses.handOut', { mac: mac(2) })).toBe('PHONE_UNKNOWN');
  expect(await laptop.problem('addresses.commands', { address: 'prov.lan' })).toBe('VALUE_INVALID');
});
