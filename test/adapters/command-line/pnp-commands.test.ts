import { expect, test } from 'vitest';
import { samplePnp } from '../../support/fake-pnp';
import { CommandBench } from './command-bench';

test('it is turned on and off, and says what phones are told', async () => {
  const off = samplePnp({ on: false, interfaces: [], told: null });
  const bench = new CommandBench({
    answers: { 'pnp.set': ({ on }) => ({ ok: true, value: on ? samplePnp() : off }) },
  });
  expect(await bench.run('pnp', 'on')).toBe(0);
  expect(bench.stdout).toContain('Plug and play is on. Phones are told http://192.168.20.14:8088/{MODEL}.cfg.');
  expect(bench.stdout).toContain('eth0 (192.168.20.14): up');
  expect(await bench.run('pnp', 'off')).toBe(0);
  expect(bench.stdout).toContain('Plug and play is off.');
  expect(bench.asked.map(({ input }) => input)).toEqual([{ on: true }, { on: false }]);
});

test('the status lists who asked, a port that is taken and who else answers', async () => {
  const problem = { code: 'PORT_IN_USE', message: 'The port is taken.', remedy: 'Free it.' };
  const warning = { code: 'PNP_OTHER_RESPONDER', message: '192.168.20.2 answers as well.', remedy: 'Turn one off.' };
  const view = samplePnp({
    interfaces: [{ name: 'eth0', address: '192.168.20.14', state: 'down', problem }],
    others: ['192.168.20.2'],
    warning,
  });
  const bench = new CommandBench({ answers: { 'pnp.show': view } });
  expect(await bench.run('pnp', 'status')).toBe(0);
  expect(bench.stdout).toMatch(/0080F0A1B2C3\s+Panasonic\s+KX-HDV230\s+192\.168\.20\.31\s+yes/);
  expect(bench.stdout).toMatch(/00135E874B49\s+Elsewhere\s+-\s+192\.168\.20\.32\s+no/);
  expect(bench.stdout).toContain('The port is taken. Free it. [PORT_IN_USE]');
  expect(bench.stdout).toContain('192.168.20.2 answers as well. Turn one off. [PNP_OTHER_RESPONDER]');
  expect(bench.stdout).toContain('2 questions heard since the start, 1 answered.');
  const json = new CommandBench({ answers: { 'pnp.show': view } });
  await json.run('pnp', 'status', '--json');
  expect(JSON.parse(json.stdout)).toEqual(view);
});

test('nobody asked, and no network to hear anybody on', async () => {
  const bench = new CommandBench({
    answers: { 'pnp.show': samplePnp({ interfaces: [], seen: [], asked: 0, answered: 0 }) },
  });
  expect(await bench.run('pnp', 'status')).toBe(0);
  expect(bench.stdout).toContain('It listens nowhere now');
  expect(bench.stdout).toContain('Nobody has asked since the start.');
});
