// Answers of a workstation with one phone.
import type { PhoneView } from '../../../electron/contract/phones';
import type { SiteView, StatusView } from '../../../electron/contract/workstation';
import type { Problem } from '../../../electron/core/shared/problem';

export const site: SiteView = {
  id: 1,
  name: 'Main office',
  timeZone: 'Europe/Berlin',
  sip: { server: '10.0.0.5', port: 5060 },
  ntp: '10.0.0.1',
  checkTime: '02:00',
  adminPassword: true,
  served: 'three-files',
  vars: {},
  secrets: [],
  factsVersion: 'v1',
  revision: 3,
  hasDraft: true,
};

export const status: StatusView = {
  version: '0.1.0',
  site,
  phones: { inSync: 4, pending: 2, resyncing: 0, away: 0, missed: 0, failed: 1, neverSeen: 0 },
  waiting: 1,
  listeners: [
    { protocol: 'http', state: 'up', address: '10.0.0.9', port: 8088, problem: null },
    { protocol: 'https', state: 'off', address: null, port: null, problem: null },
    {
      protocol: 'sip',
      state: 'down',
      address: '10.0.0.9',
      port: 5060,
      problem: { code: 'PORT_IN_USE', message: 'Port 5060 is taken.', remedy: 'Choose another.' },
    },
  ],
  away: [{ from: '2026-01-05T09:00:00+01:00', to: null, cause: 'asleep' }],
  address: 'http://10.0.0.9:8088/',
  openLab: false,
  stranded: 0,
  blocked: 0,
  secrets: { how: 'key-file', warning: null },
  data: '/home/eva/.local/share/Cordboard',
  now: '2026-01-05T10:00:00+01:00',
};

export const phone: PhoneView = {
  id: 7,
  mac: '0080F0A1B2C3',
  model: 'KX-UT670',
  name: 'Reception',
  group: null,
  state: 'inSync',
  told: '10.0.0.9:8088',
  toldOutdated: false,
  addressSetByHand: false,
  lines: [{ line: 1, extension: '2001', name: 'Eva', authId: 'eva' }],
  armedUntil: null,
  lastFetchAt: '2026-01-05T09:00:00+01:00',
  nextCheckAt: null,
  asksByItself: true,
  nextCheck: 'at power-on',
  address: '10.0.0.21:5060',
  revision: 3,
  firmware: '01.302',
  hasDraft: false,
  leftOvers: 0,
  vars: {},
  factsVersion: 'v1',
  reason: null,
};

export const unknownPhone: Problem = { code: 'PHONE_UNKNOWN', message: 'No such phone.', remedy: 'Add it.' };
