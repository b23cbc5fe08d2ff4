import { expect, test } from 'vitest';
import { accessHandlers } from '../../../electron/adapters/window-calls/access-handlers';
import { accessCalls } from '../../../electron/contract/access';
import { openSite, peer, valueOf } from '../../support/site';

test('access is shown and changed in the shapes of the contract', async () => {
  const { services } = await openSite({ openLab: true });
  const context = { services, actor: 'test' };
  const shown = valueOf(await accessHandlers['access.show']({}, context));
  expect(accessCalls['access.show'].output.parse(shown).access).toMatchObject({ mode: 'token', openByOption: true });
  const change = { mode: 'digest', networks: ['10.0.0.0/8'], guard: { guesses: 7 } } as const;
  const input = accessCalls['access.set'].input.parse(change);
  const set = valueOf(await accessHandlers['access.set'](input, context));
  expect(accessCalls['access.set'].output.parse(set).access).toMatchObject({
    mode: 'digest',
    networks: ['10.0.0.0/8'],
    guard: { on: true, guesses: 7 },
  });
  expect(await accessHandlers['access.set']({ proxies: ['my proxy'] }, context)).toMatchObject({
    problem: { code: 'PROXY_INVALID' },
  });
});

test('who is held or blocked is listed with times of the site, and let go by hand', async () => {
  const site = await openSite();
  const context = { services: site.services, actor: 'test' };
  for (let number = 100; number < 125; number++) site.askFirst(number, { from: peer(66) });
  site.askFirst(200, { from: peer(67) });
  const { blocked, watched } = accessCalls['guard.show'].output.parse(
    valueOf(await accessHandlers['guard.show']({}, context)),
  );
  expect(watched).toBe(1);
  expect(blocked).toMatchObject([{ peer: peer(66), guesses: 25, byHand: false }]);
  expect(Date.parse(blocked[0]?.until ?? '') - Date.parse(blocked[0]?.since ?? '')).toBe(3600_000);
  const more = valueOf(await accessHandlers['guard.block']({ peer: peer(68) }, context));
  expect(accessCalls['guard.block'].output.parse(more).blocked).toHaveLength(2);
  await accessHandlers['guard.unblock']({ peer: peer(66) }, context);
  const rest = valueOf(await accessHandlers['guard.unblock']({ peer: peer(68) }, context));
  expect(rest.blocked).toEqual([]);
});
