import { expect, test } from 'vitest';
import { configFile, magicLine } from './file-server';
import { openBench, type PhoneBench } from './phone-bench';

const addresses = (url: string) => ({
  CFG_STANDARD_FILE_PATH: `${url}/p/token/{MAC}.cfg`,
  CFG_PRODUCT_FILE_PATH: `${url}/s/site/product-{MODEL}.cfg`,
  CFG_MASTER_FILE_PATH: `${url}/s/site/master.cfg`,
});

/** A server as Cordboard is one: bootstrap, first file, then the three. */
async function openFullBench(): Promise<PhoneBench> {
  const bench = await openBench();
  const { url, files } = bench.server;
  files.set('/KX-UT670.cfg', configFile({ CFG_STANDARD_FILE_PATH: `${url}/first/{MAC}.cfg` }));
  files.set('/first/0080F0A1B2C3.cfg', configFile({ ...addresses(url), A: 'first', B: 'first' }));
  files.set('/p/token/0080F0A1B2C3.cfg', configFile({ ...addresses(url), A: 'standard' }));
  files.set('/s/site/product-KX-UT670.cfg', configFile({ A: 'product', C: 'product', D: 'product' }));
  files.set('/s/site/master.cfg', configFile({ A: 'master', C: 'master', E: 'master' }));
  return bench;
}

test('a factory-fresh phone goes from the bootstrap over its first file to standard, product and master in one run', async () => {
  const bench = await openFullBench();
  const phone = bench.phone();
  await phone.start();
  expect(bench.askedPaths()).toEqual([
    '/KX-UT670.cfg',
    '/first/0080F0A1B2C3.cfg',
    '/p/token/0080F0A1B2C3.cfg',
    '/s/site/product-KX-UT670.cfg',
    '/s/site/master.cfg',
  ]);
  expect(bench.events.map(({ event }) => event)).toEqual([
    'boot',
    ...Array<string[]>(5).fill(['request', 'accepted']).flat(),
    'applied',
  ]);
  expect(bench.told('request').map(({ file }) => file)).toEqual([
    'bootstrap',
    'standard',
    'standard',
    'product',
    'master',
  ]);
  expect(bench.told('applied')).toMatchObject([{ mac: '0080F0A1B2C3', files: 5, changed: 8 }]);
});

test('HDV goes the whole way again at every start, but not after a NOTIFY', async () => {
  const bench = await openFullBench();
  bench.server.files.set(
    '/KX-HDV130.cfg',
    configFile({ CFG_STANDARD_FILE_PATH: `${bench.server.url}/first/{MAC}.cfg` }),
  );
  const first = ['/KX-HDV130.cfg', '/first/0080F0A1B2C3.cfg'];
  const phone = bench.phone({ model: 'KX-HDV130' });
  await phone.start();
  expect(bench.askedPaths()).toEqual(expect.arrayContaining(first));
  await phone.powerCycle();
  expect(bench.askedPaths().slice(0, 3)).toEqual([...first, '/p/token/0080F0A1B2C3.cfg']);
  await phone.resync();
  expect(bench.askedPaths()[0]).toBe('/p/token/0080F0A1B2C3.cfg');
});

test('standard beats product, product beats master, whatever order they came in', async () => {
  const bench = await openFullBench();
  const phone = bench.phone();
  await phone.start();
  expect(Object.fromEntries(phone.settings)).toMatchObject({
    A: 'standard',
    B: 'first',
    C: 'product',
    D: 'product',
    E: 'master',
  });
});

test('at its next power-on it asks its configured files directly', async () => {
  const bench = await openFullBench();
  const phone = bench.phone();
  await phone.start();
  bench.askedPaths();
  await phone.powerCycle();
  expect(bench.askedPaths()).toEqual([
    '/p/token/0080F0A1B2C3.cfg',
    '/s/site/product-KX-UT670.cfg',
    '/s/site/master.cfg',
  ]);
  expect(bench.told('applied').at(-1)).toMatchObject({ files: 3, changed: 0 });
});

test('a factory reset forgets everything and begins with the bootstrap', async () => {
  const bench = await openFullBench();
  const phone = bench.phone();
  await phone.start();
  bench.askedPaths();
  bench.server.files.set('/first/0080F0A1B2C3.cfg', 404);
  await phone.factoryReset();
  expect(bench.askedPaths()).toEqual(['/KX-UT670.cfg', '/first/0080F0A1B2C3.cfg']);
  expect(bench.told('rejected')).toMatchObject([{ file: 'standard', status: 404, reason: 'the server answered 404' }]);
  expect(bench.told('applied')).toHaveLength(1);
  expect(phone.settings.has('A')).toBe(false);
});

test('what later files no longer mention stays as it was, and an empty value empties', async () => {
  const bench = await openFullBench();
  const phone = bench.phone();
  await phone.start();
  bench.server.files.set('/s/site/product-KX-UT670.cfg', configFile({ D: '' }));
  await phone.resync();
  expect(Object.fromEntries(phone.settings)).toMatchObject({ B: 'first', C: 'master', D: '' });
  expect(bench.told('applied').at(-1)).toMatchObject({ files: 3, changed: 2 });
});

test('requests come from the address of the phone and name model, firmware and MAC', async () => {
  const bench = await openFullBench();
  await bench.phone({ address: '127.0.0.9', firmware: '01.050' }).start();
  expect(bench.server.asked[0]).toMatchObject({
    from: '127.0.0.9',
    userAgent: 'Panasonic_KX-UT670/01.050 (0080f0a1b2c3)',
  });
});

test('the User-Agent is a setting and its macros are filled', async () => {
  const bench = await openFullBench();
  bench.server.files.set('/s/site/master.cfg', configFile({ HTTP_USER_AGENT: 'Desk {MAC} {/{fwver}' }));
  const phone = bench.phone({ firmware: '01.050' });
  await phone.start();
  await phone.resync();
  expect(bench.server.asked.at(-1)?.userAgent).toBe('Desk 0080F0A1B2C3 {/01.050');
});

test('macros are filled by case, unknown ones stay, and credentials in an address are sent', async () => {
  const bench = await openBench();
  const base = bench.server.url.replace('//', '//desk:s%20cret@');
  await bench
    .phone({ bootstrapUrl: `${base}/{MODEL}/{fwver}/{MAC}-{mac}-{Mac}-{EXT}.cfg?x={mac}`, firmware: '01.050' })
    .start();
  expect(bench.server.asked).toMatchObject([
    {
      path: '/KX-UT670/01.050/0080F0A1B2C3-0080f0a1b2c3-{Mac}-{EXT}.cfg?x=0080f0a1b2c3',
      authorization: `Basic ${Buffer.from('desk:s cret').toString('base64')}`,
    },
  ]);
});

test('a whole address is asked as it is, a base gets the name of the model', async () => {
  const bench = await openBench();
  await bench.phone({ bootstrapUrl: `${bench.server.url}/here/own.cfg` }).start();
  await bench.phone({ bootstrapUrl: `${bench.server.url}/here/` }).start();
  await bench.phone({ bootstrapUrl: bench.server.url }).start();
  expect(bench.askedPaths()).toEqual(['/here/own.cfg', '/here/KX-UT670.cfg', '/KX-UT670.cfg']);
});

test('times carry the offset of the zone of the phone', async () => {
  const bench = await openBench();
  await bench.phone().start();
  await bench.phone({ timeZone: 'America/St_Johns' }).start();
  expect(bench.told('boot').map(({ at }) => at)).toEqual([
    '2025-03-03T10:00:00.000+01:00',
    '2025-03-03T05:30:00.000-03:30',
  ]);
});

test('a file without the magic line is thrown away, its addresses too, and the run is not applied', async () => {
  const bench = await openFullBench();
  bench.server.files.set('/KX-UT670.cfg', `CFG_STANDARD_FILE_PATH="${bench.server.url}/first/{MAC}.cfg"\r\n\r\n`);
  const phone = bench.phone();
  await phone.start();
  expect(bench.askedPaths()).toEqual(['/KX-UT670.cfg']);
  expect(bench.told('rejected')).toMatchObject([
    { status: 200, reason: 'does not begin with the 44 bytes of the magic line' },
  ]);
  expect(bench.told('applied')).toEqual([]);
});

test('a value over several lines in one file voids the whole run', async () => {
  const bench = await openFullBench();
  bench.server.files.set('/s/site/product-KX-UT670.cfg', `${magicLine}\r\nD="one\r\ntwo"\r\n\r\n`);
  const phone = bench.phone();
  await phone.start();
  expect(phone.settings.size).toBe(0);
  expect(bench.told('applied')).toEqual([]);
});

test('a UT phone refuses the file that takes all its files together over 120 KB, an HDV phone has no limit', async () => {
  const bench = await openBench();
  const { url, files } = bench.server;
  const padding = `${`# ${'x'.repeat(96)}\r\n`.repeat(614)}`;
  for (const model of ['KX-UT670', 'KX-HDV330']) {
    files.set(`/${model}.cfg`, configFile({ CFG_STANDARD_FILE_PATH: `${url}/first.cfg` }));
  }
  files.set('/first.cfg', configFile({ CFG_STANDARD_FILE_PATH: `${url}/own.cfg` }) + padding);
  files.set('/own.cfg', configFile({ CFG_MASTER_FILE_PATH: `${url}/master.cfg` }) + padding);
  files.set('/master.cfg', configFile({ A: '1' }) + padding);
  const desk = bench.phone();
  await desk.start();
  expect(bench.told('rejected')).toMatchObject([
    { file: 'master', status: 200, reason: 'the files together have more than 122880 bytes' },
  ]);
  expect(bench.told('applied')).toEqual([]);
  await bench.phone({ model: 'KX-HDV330' }).start();
  expect(bench.told('applied')).toHaveLength(1);
});

test('when one file fails the others are still asked for and kept, but nothing is called applied', async () => {
  const bench = await openFullBench();
  bench.server.files.set('/p/token/0080F0A1B2C3.cfg', 503);
  const phone = bench.phone();
  await phone.start();
  expect(bench.told('rejected')).toMatchObject([{ status: 503 }]);
  expect(bench.told('applied')).toEqual([]);
  expect(Object.fromEntries(phone.settings)).toMatchObject({ A: 'first', E: 'master' });
});

test('told to keep nothing of a failed run, the phone starts from the bootstrap again', async () => {
  const bench = await openFullBench();
  bench.server.files.set('/s/site/master.cfg', 503);
  const phone = bench.phone({ failedRun: 'keep-nothing' });
  await phone.start();
  expect(phone.settings.size).toBe(0);
  bench.askedPaths();
  await phone.powerCycle();
  expect(bench.askedPaths()[0]).toBe('/KX-UT670.cfg');
});

test('a server that is not there is a rejection with a reason', async () => {
  const bench = await openBench();
  await bench.phone({ bootstrapUrl: 'http://127.0.0.1:1/' }).start();
  expect(bench.told('request')).toMatchObject([{ status: null, bytes: 0 }]);
  expect(bench.told('rejected')).toMatchObject([{ status: null, reason: 'no answer: ECONNREFUSED' }]);
});

test('a server that never answers is given up', async () => {
  const bench = await openFullBench();
  bench.server.hold = new Promise(() => undefined);
  await bench.phone({ requestTimeoutMs: 50 }).start();
  expect(bench.told('rejected')).toMatchObject([{ status: null, reason: 'no answer: no answer in time' }]);
});

test('an address that is not HTTP is a rejection', async () => {
  const bench = await openBench();
  await bench.phone({ bootstrapUrl: 'tftp://127.0.0.1/' }).start();
  expect(bench.told('rejected')).toMatchObject([
    { url: 'tftp://127.0.0.1/KX-UT670.cfg', reason: 'not an HTTP address' },
  ]);
});

test('files that always name another file end after twelve requests', async () => {
  const bench = await openBench();
  const { url, files } = bench.server;
  files.set('/KX-UT670.cfg', configFile({ CFG_STANDARD_FILE_PATH: `${url}/1.cfg` }));
  for (let n = 1; n < 20; n += 1) {
    files.set(`/${n}.cfg`, configFile({ CFG_STANDARD_FILE_PATH: `${url}/${n + 1}.cfg` }));
  }
  await bench.phone().start();
  expect(bench.server.asked).toHaveLength(12);
  expect(bench.told('rejected')).toMatchObject([{ url: `${url}/12.cfg`, reason: 'more than 12 files in one run' }]);
});

test('one address for two files is asked once in a run', async () => {
  const bench = await openBench();
  const same = `${bench.server.url}/{MODEL}.cfg`;
  bench.server.files.set('/KX-UT670.cfg', configFile({ CFG_STANDARD_FILE_PATH: same, CFG_MASTER_FILE_PATH: same }));
  await bench.phone().start();
  expect(bench.askedPaths()).toEqual(['/KX-UT670.cfg']);
  expect(bench.told('applied')).toMatchObject([{ files: 1 }]);
});

test('a phone that was switched off in the middle of a run loses that run', async () => {
  const bench = await openFullBench();
  let release = (): void => undefined;
  bench.server.hold = new Promise((resolve) => (release = resolve));
  const phone = bench.phone();
  const started = phone.start();
  await expect.poll(() => bench.server.asked.length).toBe(1);
  const again = phone.powerCycle();
  bench.server.hold = null;
  release();
  await Promise.all([started, again]);
  expect(bench.told('boot')).toHaveLength(2);
  expect(bench.told('applied')).toHaveLength(1);
  expect(bench.told('rejected')).toEqual([]);
});
