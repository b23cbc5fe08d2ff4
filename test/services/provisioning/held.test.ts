// What a phone holds, what is left over on it, and when it is in sync.
import { describe, expect, test } from 'vitest';
import { mac, openSite, peer, valueOf } from '../../support/site';

describe('held', () => {
  test('is the fold of all files a phone took, its own file over product over master', async () => {
    const site = await openSite();
    site.file('site', 'DISPLAY_NAME_3="site"', 'DISPLAY_NAME_4="site"', 'DISPLAY_NAME_5="site"');
    site.file('model:KX-UT670', 'DISPLAY_NAME_4="model"', 'DISPLAY_NAME_5="model"');
    site.add(1);
    site.file('phone:0080F0000001', 'DISPLAY_NAME_5="phone"');
    site.publish();
    site.boot(1);
    const names = ['DISPLAY_NAME_3', 'DISPLAY_NAME_4', 'DISPLAY_NAME_5'];
    expect(names.map((name) => site.held(1).get(name))).toEqual(['site', 'model', 'phone']);
  });

  test('keeps a value that left the files: a left-over, which a reset ends', async () => {
    const site = await openSite();
    site.add(1);
    site.file('site', 'DISPLAY_NAME_6="Gate"');
    site.publish();
    site.boot(1);
    site.file('site');
    site.publish();
    expect(site.view(1)).toMatchObject({ state: 'pending', leftOvers: 1 });
    site.takeFiles(1);
    expect(site.view(1)).toMatchObject({ state: 'inSync', leftOvers: 1 });
    expect(site.services.configs.held(site.phone(1)).leftOvers).toEqual([{ name: 'DISPLAY_NAME_6', value: 'Gate' }]);
    const again = site.restart();
    expect(again.view(1).leftOvers).toBe(1);
    valueOf(again.services.phones.arm([mac(1)], undefined, 'test'));
    again.boot(1);
    expect(again.view(1)).toMatchObject({ state: 'inSync', leftOvers: 0 });
  });

  test('a value that comes back with another value is no left-over any more', async () => {
    const site = await openSite();
    site.add(1);
    for (const value of ['DISPLAY_NAME_6="Gate"', '', 'DISPLAY_NAME_6="Yard"']) {
      site.file('site', value);
      site.publish();
      if (site.held(1).size === 0) site.boot(1);
      else site.takeFiles(1);
    }
    expect(site.held(1).get('DISPLAY_NAME_6')).toBe('Yard');
    expect(site.view(1).leftOvers).toBe(0);
  });

  test('a start of a phone that bootstraps every time forgets nothing', async () => {
    const site = await openSite();
    site.add(1, { model: 'KX-HDV230' });
    site.file('phone:0080F0000001', 'DISPLAY_NAME_2="Gate"');
    site.publish();
    site.boot(1);
    site.file('phone:0080F0000001');
    site.publish();
    site.clock.advance(86_400_000);
    site.boot(1);
    expect(site.view(1)).toMatchObject({ state: 'inSync', leftOvers: 1 });
  });
});

describe('in sync', () => {
  test('means equal values: moving one between layers without changing it needs no fetch', async () => {
    const site = await openSite();
    site.add(1);
    site.file('site', 'DISPLAY_NAME_6="Gate"');
    site.publish();
    site.boot(1);
    site.file('site');
    site.file('phone:0080F0000001', 'DISPLAY_NAME_6="Gate"');
    expect(valueOf(site.services.configs.publish('moved', 'test')).changedPhones).toEqual([]);
    expect(site.view(1)).toMatchObject({ state: 'inSync', revision: 3 });
    site.takeFiles(1);
    expect(site.view(1).state).toBe('inSync');
  });

  test('needs all files in three-file mode', async () => {
    const site = await openSite();
    site.file('site', 'DISPLAY_NAME_5="site"');
    site.file('model:KX-UT670', 'DISPLAY_NAME_6="model"');
    site.add(1);
    // The first file is flattened: with it alone a phone has everything.
    site.askFirst(1);
    expect(site.view(1).state).toBe('inSync');
    const userAgent = `Panasonic_KX-UT670/01.061 (${mac(1).toLowerCase()})`;
    site.ask(site.ownPath(1), { userAgent });
    expect(site.view(1).state).toBe('pending');
    site.ask('/s/site-token-0123456789abc/master.cfg', { userAgent });
    expect(site.view(1).state).toBe('pending');
    site.ask('/s/site-token-0123456789abc/product-KX-UT670.cfg', { userAgent });
    expect(site.view(1)).toMatchObject({ state: 'inSync', record: { firmware: '01.061' } });
  });

  test('holds before and after a change from three files to one and back, as long as the values are the same', async () => {
    const site = await openSite();
    site.file('site', 'DISPLAY_NAME_5="site"');
    site.add(1);
    site.boot(1);
    for (const served of ['one-file', 'three-files', 'one-file'] as const) {
      site.facts({ served });
      site.publish();
      expect(site.view(1).state).toBe('inSync');
      site.takeFiles(1);
      expect(site.view(1).state).toBe('inSync');
    }
  });

  test('in one-file mode nothing of the files it once took besides is missed or counted', async () => {
    const site = await openSite();
    site.file('site', 'DISPLAY_NAME_5="site"');
    site.add(1);
    site.boot(1);
    site.facts({ served: 'one-file' });
    site.file('site');
    site.publish();
    expect(site.view(1).state).toBe('pending');
    site.ask(site.ownPath(1));
    expect(site.view(1)).toMatchObject({ state: 'inSync', leftOvers: 1 });
  });

  test('an outdated address is a mark of its own', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    site.baseUrl = 'http://192.0.2.201:8088';
    expect(site.view(1)).toMatchObject({
      state: 'inSync',
      toldOutdated: true,
      told: '192.0.2.200:8088',
      reason: { problem: { code: 'PHONE_TOLD_ELSEWHERE' } },
    });
    site.takeFiles(1);
    expect(site.view(1)).toMatchObject({
      state: 'inSync',
      toldOutdated: false,
      told: '192.0.2.201:8088',
      reason: null,
    });
  });
});

describe('master and product belong to the phone that fetched from the same peer', () => {
  const master = '/s/site-token-0123456789abc/master.cfg';
  const agent = (number: number): string => `Panasonic_KX-UT670/01.061 (${mac(number).toLowerCase()})`;

  test('alone there it needs no User-Agent', async () => {
    const site = await openSite();
    site.add(1);
    site.askFirst(1);
    site.ask(master, { from: peer(1) });
    expect(site.ledger(1)).toMatchObject([{ mac: mac(1) }]);
  });

  test('of several the User-Agent chooses, but never a phone that was not there', async () => {
    const site = await openSite();
    for (const number of [1, 2, 3]) site.add(number);
    for (const number of [1, 2]) site.askFirst(number, { from: peer(80) });
    site.askFirst(3);
    site.ask(master, { from: peer(80), userAgent: agent(2) });
    site.ask(master, { from: peer(80), userAgent: agent(3) });
    site.ask(master, { from: peer(80) });
    expect(site.ledger(3).map((row) => row.mac)).toEqual([null, null, mac(2)]);
  });
});
