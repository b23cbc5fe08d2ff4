import { expect, test } from 'vitest';
import { chooseWay, type WayCircumstances } from '../../../electron/core/resync/choose-way';

const server = { host: 'pbx.example', port: 5060, transport: 'udp', domain: 'pbx.example' } as const;
const usual: WayCircumstances = {
  setting: 'auto',
  registered: false,
  server: null,
  filtersSource: false,
  hasAddress: true,
};

test.each<[string, Partial<WayCircumstances>, string]>([
  ['nothing speaks against it', {}, 'direct: it takes SIP from anyone'],
  ['a server is held, and no filter', { server }, 'direct: it takes SIP from anyone'],
  ['the filter is on', { server, filtersSource: true }, 'server: it takes SIP only from its servers'],
  ['its address is not known', { server, hasAddress: false }, 'server: its own address is not known'],
  ['registered here', { registered: true, server, filtersSource: true }, 'registrar: it is registered here'],
  [
    'the filter is on and no server held',
    { filtersSource: true },
    'direct!: it takes SIP only from its servers, and holds none',
  ],
  ['nothing is known', { hasAddress: false }, 'no-address'],
  ['asked for, server', { setting: 'server', server }, 'server: chosen for this site'],
  [
    'asked for, server, registered here',
    { setting: 'server', server, registered: true },
    'registrar: it is registered here',
  ],
  ['asked for, server, none held', { setting: 'server' }, 'no-server'],
  ['asked for, direct', { setting: 'direct', server }, 'direct: chosen for this site'],
  ['asked for, direct, no address', { setting: 'direct', server, hasAddress: false }, 'no-address'],
  [
    'asked for, direct, in spite of the filter',
    { setting: 'direct', server, filtersSource: true },
    'direct!: chosen for this site, although it takes SIP only from its servers',
  ],
])('%s', (_, circumstances, expected) => {
  const chosen = chooseWay({ ...usual, ...circumstances });
  const said = typeof chosen === 'string' ? chosen : `${chosen.way}${chosen.dropped ? '!' : ''}: ${chosen.reason}`;
  expect(said).toBe(expected);
});
