// The way through a phone's own menus: what the guides say, and no more.
import { expect, test } from 'vitest';
import { menuWays } from '../../../../electron/core/families/panasonic/hand-out';

test('for all phones every series has a way, and nothing is there to be copied', () => {
  const ways = menuWays(null);
  expect(ways.map(({ id }) => id)).toEqual(['menu-ut', 'menu-hdv', 'menu-tgp', 'menu-utg']);
  for (const { text, steps } of ways) {
    expect(text).toBeNull();
    expect(steps.join(' ')).toContain('[Maintenance] > [Provisioning Maintenance]');
  }
});

test('the web port of a UT is opened on the phone first', () => {
  expect(menuWays(null)[0]?.steps[0]).toMatch(/web port.*closed/);
});

test('for one phone there is its own address, never the event text, and what typing it in means', () => {
  const ownAddress = 'http://10.0.0.1:8088/p/token/0080F0000001.cfg';
  const [way, ...others] = menuWays({ model: 'KX-UT670', series: 'ut', ownAddress });
  expect(others).toEqual([]);
  expect(way).toMatchObject({ text: ownAddress, note: expect.stringMatching(/only a factory reset takes it back/) });
  expect(JSON.stringify(way)).not.toMatch(/check-sync/);
});

test('a series without a guide has no way', () => {
  expect(menuWays({ model: 'KX-UDS124', series: 'uds', ownAddress: 'http://x/' })).toEqual([]);
});
