// Phones that were told an address where nobody of ours answers: counted, named, and not sent a NOTIFY in vain.
import { expect, test } from 'vitest';
import { countStranded } from '../../../electron/services/provisioning/told-addresses';
import { mac, minute, openSite, settled, valueOf, type TestSite } from '../../support/site';

const old = 'http://192.0.2.200:8088';
const fresh = 'http://192.0.2.201:8088';

const stranded = ({ services }: TestSite): number => countStranded(services.state.phones, services.around);
const told = ({ services }: TestSite): Record<string, number> => Object.fromEntries(services.state.phones.toldCounts());

async function movedSite(): Promise<TestSite> {
  const site = await openSite();
  for (const number of [1, 2, 3]) {
    site.add(number);
    site.boot(number);
  }
  site.add(4);
  site.baseUrl = fresh;
  return site;
}

async function resync(site: TestSite, number: number): Promise<void> {
  valueOf(site.services.resync.start({ macs: [mac(number)] }, 'test'));
  await settled();
}

test('phones are counted by what they were told last; one that never fetched was told nothing', async () => {
  const site = await movedSite();
  expect(told(site)).toEqual({ [old]: 3 });
  expect(stranded(site)).toBe(3);
  expect(site.services.state.phones.toldAt(old).map(({ mac }) => mac)).toHaveLength(3);
});

test('answering on the old address as well heals: nobody is stranded, and who fetches there learns the new one', async () => {
  const site = await movedSite();
  site.answeredAlso.add(old);
  expect(stranded(site)).toBe(0);
  expect(site.view(1)).toMatchObject({ reason: null, toldOutdated: true });
  site.takeFiles(1);
  expect(told(site)).toEqual({ [old]: 2, [fresh]: 1 });
  expect(site.held(1).get('CFG_STANDARD_FILE_PATH')).toContain(fresh);
  site.answeredAlso.clear();
  expect(stranded(site)).toBe(2);
});

test('a phone that is removed is told nothing any more, and a restart counts the same', async () => {
  const site = await movedSite();
  site.services.phones.remove([mac(3)], 'test');
  await settled();
  expect(told(site)).toEqual({ [old]: 2 });
  const again = site.restart();
  again.baseUrl = fresh;
  expect(told(again)).toEqual({ [old]: 2 });
  expect(stranded(again)).toBe(2);
});

test('a resync of a stranded phone says so before anything is sent', async () => {
  const site = await movedSite();
  await resync(site, 1);
  expect(site.notifies).toEqual([]);
  expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'PHONE_TOLD_ELSEWHERE' } });
  expect(site.view(1).reason?.problem.message).toContain(old);
  site.answeredAlso.add(old);
  site.clock.advance(minute);
  await resync(site, 1);
  expect(site.notifies).toHaveLength(1);
});

test('the phone’s page says where it asks and what helps', async () => {
  const site = await movedSite();
  expect(site.view(2).reason?.problem).toMatchObject({
    code: 'PHONE_TOLD_ELSEWHERE',
    message: expect.stringContaining('192.0.2.200:8088, where nobody answers'),
    remedy: expect.stringContaining('A NOTIFY does not help'),
  });
});
