// Done-when 4 and 5 of the SIP issue: two hundred phones, every failure planted, each told with its own reason and remedy, in the
// window and on the command line; and a change of event text and password that is delivered by the old ones.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOutput } from '../../electron/contract/contract';
import { macAfter } from '../../electron/adapters/virtual-phone/start-virtual-phones';
import type { VirtualPhone } from '../../electron/adapters/virtual-phone/virtual-phone';
import type { VirtualPhoneOptions } from '../../electron/adapters/virtual-phone/virtual-phone-options';
import { startLooking } from '../support/axe-findings';
import { callHost } from '../support/host-calls';
import { fetchFrom } from '../support/story-clients';
import { expect, test } from '../support/window';

type Shown = CallOutput<'resync.show'>;

const [bound, left] = ['127.0.0.2', '127.0.0.3'] as const;

test.use({
  // 32 s of silence (RFC 3261 timer F) pass in 1.6 s, a minute of patience in 3 s.
  hostArgs: ['--bind', bound, '--clock', '2026-11-23T09:00:00Z@20'],
  hostEnvironment: async ({ folder }, provide) => {
    const file = join(folder, 'interfaces.json');
    const addresses = [bound, left].map((address) => ({ name: 'eth0', kind: 'ethernet', address, prefix: 24 }));
    await writeFile(file, JSON.stringify(addresses));
    await provide({ CORDBOARD_TEST_INTERFACES: file });
  },
});

interface Kind {
  readonly code: string | null;
  readonly count: number;
  readonly faults?: VirtualPhoneOptions['faults'];
  /** Of the phone's own file. */
  readonly lines?: string;
  /** In a network of its own. */
  readonly elsewhere?: true;
  /** Not started at all. */
  readonly off?: true;
  /** As a person gave it. */
  readonly ip?: string;
}

const kinds: readonly Kind[] = [
  { code: null, count: 154 },
  { code: 'RESYNC_NO_ANSWER', count: 3, faults: { answerNotify: 'silence' } },
  { code: 'RESYNC_UNAUTHORIZED', count: 3, faults: { challenge: { authId: 'other', password: 'Other-1' } } },
  { code: 'RESYNC_FORBIDDEN', count: 3, faults: { answerNotify: 403 } },
  { code: 'RESYNC_NOT_FOUND', count: 3, faults: { answerNotify: 404 } },
  { code: 'RESYNC_METHOD_REFUSED', count: 3, faults: { answerNotify: 405 } },
  { code: 'RESYNC_NO_DIALOG', count: 3, faults: { answerNotify: 481 } },
  { code: 'RESYNC_EVENT_REFUSED', count: 3, faults: { answerNotify: 489 } },
  { code: 'RESYNC_SERVER_ERROR', count: 3, faults: { answerNotify: 503 } },
  { code: 'RESYNC_REFUSED', count: 3, faults: { answerNotify: 603 } },
  { code: 'RESYNC_NEVER_CAME', count: 3, faults: { ignoreAfterAnswer: true } },
  { code: 'RESYNC_PROVISIONING_OFF', count: 3, lines: 'PROVISION_ENABLE="N"' },
  { code: 'RESYNC_SOURCE_FILTER', count: 3, lines: 'SIP_DETECT_SSAF_1="Y"', faults: { answerNotify: 'silence' } },
  { code: 'RESYNC_NOT_ARMED', count: 3 },
  { code: 'RESYNC_NO_ADDRESS', count: 2, off: true },
  { code: 'RESYNC_UNREACHABLE', count: 2, ip: '2001:db8::1' },
  { code: 'RESYNC_ACCESS_REFUSED', count: 1, elsewhere: true },
  { code: 'RESYNC_OLD_CONTENT', count: 1, faults: { ignoreAfterAnswer: true } },
  { code: 'PHONE_TOLD_ELSEWHERE', count: 1 },
];

/** Where each kind begins among all phones. */
const starts = kinds.map((_, index) => kinds.slice(0, index).reduce((sum, { count }) => sum + count, 0));
const total = kinds.reduce((sum, { count }) => sum + count, 0);
const failing = total - (kinds[0]?.count ?? 0);
const firstMac = '0080F0A20000';
const codeOf = (mac: string): string | null => {
  const index = Number.parseInt(mac, 16) - Number.parseInt(firstMac, 16);
  return kinds[starts.findLastIndex((start) => start <= index)]?.code ?? null;
};

test(`of ${total} phones each failure is told with its own reason and remedy, and a retry tries them alone`, async ({
  workstation,
  phones,
  folder,
}) => {
  test.setTimeout(90_000);
  const { page, cli, url, data } = workstation;
  const write = async (name: string, text: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };
  const rows = kinds.flatMap(({ count, code, ip }, kind) =>
    Array.from({ length: count }, (_, index) => {
      const name = `${code ?? 'Good'} ${index + 1}`;
      return [macAfter(firstMac, (starts[kind] ?? 0) + index), 'KX-UT670', name, ip ?? ''].join(',');
    }),
  );
  await cli('phones', 'import', await write('phones.csv', ['mac,model,name,ip', ...rows, ''].join('\n')));
  for (const [kind, { lines, count }] of kinds.entries()) {
    if (!lines) continue;
    const file = await write(`${kind}.cfg`, `${lines}\r\n`);
    for (let index = 0; index < count; index++)
      await cli('config', 'set', '--scope', `phone:${macAfter(firstMac, (starts[kind] ?? 0) + index)}`, '--file', file);
  }
  await cli('config', 'publish', '--message', 'All of them');

  // The last phone is told an address that this laptop leaves afterwards.
  const { port } = new URL(url);
  await callHost(data, 'addresses.also', { address: left, port: Number(port), on: true });
  await callHost(data, 'addresses.advertise', { host: `${left}:${port}` });
  const mac = macAfter(firstMac, total - 1);
  await phones.boot({ mac, url: `http://${left}:${port}/` });
  await callHost(data, 'addresses.advertise', { host: '' });
  await callHost(data, 'addresses.also', { address: left, port: Number(port), on: false });

  const booted = new Map<string, readonly VirtualPhone[]>();
  for (const [kind, { code, count, faults, off, elsewhere }] of kinds.entries()) {
    if (off || code === 'PHONE_TOLD_ELSEWHERE') continue;
    const begin = macAfter(firstMac, starts[kind] ?? 0);
    const address = elsewhere ? { address: '127.250.1.2' } : {};
    booted.set(code ?? '', await phones.bootAll({ mac: begin, url, count, ...address, ...(faults ? { faults } : {}) }));
  }
  const notStarted = kinds.reduce((sum, { off, count }) => sum + (off ? count : 0), 0);
  await expect(page.getByRole('button', { name: new RegExp(`^${notStarted} Never seen`) })).toBeVisible();

  // Published after they came, so that a phone can have old content.
  await cli('config', 'set', '--scope', 'site', '--file', await write('site.cfg', 'DISPLAY_NAME_REPLACE="N"\r\n'));
  await cli('config', 'publish', '--message', 'A change');
  for (const phone of booted.get('RESYNC_NOT_ARMED') ?? []) {
    await cli('phones', 'disarm', phone.mac);
    await phone.factoryReset();
  }
  const networks = [...new Set([...booted].flatMap(([code, some]) => (code === 'RESYNC_ACCESS_REFUSED' ? [] : some)))];
  const allowed = [...new Set(networks.map(({ address }) => address.replace(/\.\d+$/, '.0/24')))];
  await callHost(data, 'access.set', { networks: allowed });

  const run = JSON.parse(await cli('resync', '--all', '--json')) as { run: { id: number; total: number } };
  expect(run.run.total).toBe(total);
  const { id } = run.run;
  const show = async (): Promise<Shown> => (await callHost(data, 'resync.show', { id })) as Shown;

  // One takes a file of those it had, and not its own, when it was told to come.
  const [half] = booted.get('RESYNC_OLD_CONTENT') ?? [];
  if (!half) throw new Error('no phone for old content');
  await expect
    .poll(async () => (await show()).phones.find((phone) => phone.mac === half.mac)?.step, {
      intervals: [100],
      timeout: 20_000,
    })
    .toBe('answered');
  const product = half.settings.get('CFG_PRODUCT_FILE_PATH')?.replace('{MODEL}', 'KX-UT670') ?? '';
  expect((await fetchFrom(product, { localAddress: half.address })).status).toBe(200);

  await page.evaluate((hash) => (window.location.hash = hash), `#/resync/${id}`);
  await expect(page.getByRole('heading', { name: `Resync run ${id}` })).toBeVisible();
  await expect(page.getByText(`Finished, ${failing} need you`)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(`${total - failing} of ${total} done`)).toBeVisible();

  const { phones: ended } = await show();
  const told = (macs: string[], what: (mac: string) => unknown): string[] =>
    macs.map((one) => `${one} ${String(what(one))}`);
  const macs = ended.map((phone) => phone.mac).toSorted();
  const byMac = new Map(ended.map((phone) => [phone.mac, phone]));
  expect(told(macs, (one) => byMac.get(one)?.problem?.code ?? null)).toEqual(told(macs, codeOf));

  // In the window each has its reason, its remedy and something to press.
  const wrong = page.getByRole('complementary', { name: 'What went wrong' });
  for (const { code, count } of kinds.slice(1)) {
    const entries = wrong.getByRole('listitem').filter({ hasText: code ?? '' });
    await expect(entries).toHaveCount(count);
    const problem = ended.find((phone) => phone.problem?.code === code)?.problem;
    await expect(entries.first()).toContainText(problem?.remedy ?? 'nothing');
    await expect(entries.first().getByRole('button').first()).toBeEnabled();
  }
  await expect(wrong.getByRole('listitem').filter({ hasText: 'RESYNC_NOT_ARMED' }).first()).toContainText('Arm it');
  const remedies = new Set(ended.flatMap(({ problem }) => problem?.remedy ?? []));
  expect(remedies.size).toBe(kinds.length - 1);

  const { findings, look } = await startLooking(page, 'electron');
  // The rest of the page is looked at in accessibility.story.ts; two hundred rows would take it long.
  await look('what went wrong, light', '.failures');
  await page.emulateMedia({ colorScheme: 'dark' });
  const pace = page.getByRole('region', { name: 'Pace', exact: true });
  await pace.getByRole('button', { name: 'Table' }).click();
  await look('what went wrong, dark', '.failures');
  await look('the pace as a table, dark', '.run-pace');
  await pace.getByRole('button', { name: 'Change' }).click();
  await expect(page.getByRole('dialog', { name: 'Way and pace of resyncs' })).toBeVisible();
  await look('way and pace, dark', '[role=dialog]');
  await page.keyboard.press('Escape');
  expect(findings).toEqual([]);

  // On the command line the same, from the start to the end.
  const words = await cli('resync', 'show', String(id));
  for (const { code } of kinds.slice(1)) expect(words).toContain(`[${code}]`);
  await page.getByRole('button', { name: `Retry failed ${failing}` }).click();
  await expect(page.getByRole('link', { name: `Retry of run ${id}` })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Ended before all were reached')).toBeVisible({ timeout: 15_000 });
});

test('a run that delivers a new event text and password uses the old ones, the next run the new', async ({
  workstation,
  phones,
  folder,
}) => {
  const { cli, url } = workstation;
  const [old, renewed] = ['Old-Pw-1', 'New-Pw-2'];
  const macs = ['0080F0A1B2C3', '0080F0A1B2C4'] as const;
  const line = (password: string): string =>
    `PHONE_NUMBER_1="201"\r\nSIP_AUTHID_1="desk"\r\nSIP_PASS_1="${password}"\r\n`;
  const publish = async (password: string, event: string): Promise<void> => {
    const file = join(folder, 'site.cfg');
    await writeFile(file, `${line(password)}CFG_RESYNC_FROM_SIP="${event}"\r\n`);
    await cli('config', 'set', '--scope', 'site', '--file', file);
    await cli('config', 'publish', '--message', event);
  };
  for (const mac of macs) await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670');
  await publish(old, 'check-sync');
  const asking = (password: string): VirtualPhoneOptions['faults'] => ({ challenge: { authId: 'desk', password } });
  await phones.boot({ mac: macs[0], url, faults: asking(old) });
  const second = await phones.boot({ mac: macs[1], url, faults: asking(renewed) });
  await publish(renewed, 'resync');

  /** How each phone ended. */
  const resync = async (): Promise<string[]> => {
    const lines = await cli('resync', '--all', '--wait', '20', '--json').catch(
      (error: { stdout: string }) => error.stdout,
    );
    const steps = lines
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { mac?: string; step?: string; detail?: string });
    const ends = steps.filter(({ step }) => step === 'done' || step === 'failed');
    return macs.map((mac) =>
      ends
        .filter((end) => end.mac === mac)
        .map(({ step, detail }) => `${step} ${detail}`.trim())
        .join(),
    );
  };
  // The first takes the old password, and the old event: both hold them still.
  expect(await resync()).toEqual(['done', 'failed The phone answered 401 Unauthorized.']);
  await second.powerCycle();
  expect(second.settings.get('CFG_RESYNC_FROM_SIP')).toBe('resync');
  expect(await resync()).toEqual(['failed The phone answered 401 Unauthorized.', 'done']);
});
