import { expect, test } from 'vitest';
import type { RegistrarView } from '../../../electron/contract/registrar';
import { CommandBench } from './command-bench';

const view: RegistrarView = {
  on: true,
  place: { address: '192.0.2.200', port: 5060 },
  bindings: [
    {
      mac: '0080F0A1B2C3',
      name: 'Desk 1',
      line: 1,
      user: '2101',
      address: '192.0.2.1:5060',
      transport: 'udp',
      expiresAt: '2026-11-23T10:00:00.000+00:00',
      userAgent: 'Panasonic',
      reachable: false,
    },
  ],
  strangersRefused: 2,
  note: 'Set sip.server to 192.0.2.200.',
};

test('the registrar is turned on and off, and says what is still to be done', async () => {
  const bench = new CommandBench({ answers: { 'registrar.set': view } });
  expect(await bench.run('registrar', 'on')).toBe(0);
  expect(await bench.run('registrar', 'off')).toBe(0);
  expect(bench.asked.map(({ input }) => input)).toEqual([{ on: true }, { on: false }]);
  expect(bench.stdout).toContain('The registrar is on. Set sip.server to 192.0.2.200.');
});

test('who is registered is listed, with those who do not answer and the log-ins that were refused', async () => {
  const bench = new CommandBench({ answers: { 'registrar.show': view } });
  expect(await bench.run('registrar', 'list')).toBe(0);
  expect(bench.stdout).toMatch(
    /0080F0A1B2C3 +Desk 1 +1 +2101 +192\.0\.2\.1:5060 udp +2026-11-23 10:00:00 +no +Panasonic/,
  );
  expect(bench.stdout).toContain('2 log-ins refused since the start');
  const nobody = new CommandBench({ answers: { 'registrar.show': { ...view, bindings: [], strangersRefused: 0 } } });
  expect(await nobody.run('registrar', 'list')).toBe(0);
  expect(nobody.stdout).toContain('Nobody is registered.');
  expect(nobody.stdout).not.toContain('refused');
  const json = new CommandBench({ answers: { 'registrar.show': { ...view, bindings: [] } } });
  expect(await json.run('registrar', 'list', '--json')).toBe(0);
  expect(json.jsonLines.at(-1)).toMatchObject({ on: true, bindings: [] });
});
