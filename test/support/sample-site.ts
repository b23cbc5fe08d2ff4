// Plausible data for looking at and testing the window: the clinic of the visual specification, Tuesday 24 November 2026, 09:42.
import type { CallOutput } from '../../electron/contract/contract';
import type { PhoneView } from '../../electron/contract/phones';
import type { StatusView } from '../../electron/contract/workstation';
import type { PhoneState } from '../../electron/core/phones/phone-state';

const sampleNow = '2026-11-24T09:42:00+00:00';
const today = (time: string): string => `2026-11-24T${time}+00:00`;
const nextCheck = '2026-11-25T02:00:00+00:00';

type Row = [
  name: string,
  extension: string,
  model: string,
  mac: string,
  state: PhoneState,
  revision: number | null,
  lastFetch: string | null,
];

const reception: Row[] = [
  ['Reception 1', '2001', 'KX-UT670', '0080F0A1B2C3', 'pending', 41, today('07:47:13')],
  ['Reception 2', '2002', 'KX-UT670', '0080F0A1B2D8', 'pending', 41, today('07:47:15')],
  ['Reception 3', '2003', 'KX-UT670', '0080F0A1B31E', 'resyncing', 41, today('07:47:16')],
  ['Reception 4', '2004', 'KX-UT136', '0080F0C8C381', 'pending', 41, today('07:47:20')],
  ['Triage desk', '2005', 'KX-UT136', '0080F0C8C39A', 'away', 40, '2026-11-23T02:00:04+00:00'],
];
const wards: Row[] = [
  ['Ward A station', '2101', 'KX-HDV230', 'BCC34206F1A0', 'inSync', 42, today('07:47:31')],
  ['Ward A sister', '2102', 'KX-HDV130', 'BCC34206F1B4', 'inSync', 42, today('07:47:33')],
  ['Ward A room 1', '2103', 'KX-HDV100', 'BCC34206F22C', 'inSync', 42, today('07:47:36')],
  ['Ward A room 2', '2104', 'KX-HDV100', 'BCC34206F231', 'inSync', 42, today('07:47:39')],
  ['Ward A room 3', '2105', 'KX-HDV130N', 'BCC34206F24F', 'failed', 39, today('09:12:40')],
  ['Ward B station', '2111', 'KX-HDV230', 'BCC34206F3C7', 'inSync', 42, today('07:48:02')],
  ['Ward B room 1', '2112', 'KX-HDV100', 'BCC34206F3D2', 'inSync', 42, today('07:48:05')],
  ['Ward B room 2', '2113', 'KX-HDV100', 'BCC34206F3E9', 'inSync', 42, today('07:48:09')],
  ['Ward B room 3', '2114', 'KX-HDV100', 'BCC34206F401', 'missed', 41, '2026-11-23T02:00:11+00:00'],
];
const consulting: Row[] = [
  ['Dr Anwar Halim', '2201', 'KX-UT670', '0080F0A1C014', 'inSync', 42, today('07:48:15')],
  ['Dr Petra Lindqvist', '2202', 'KX-UT670', '0080F0A1C02B', 'inSync', 42, today('07:48:18')],
  ['Dr Owen Castell', '2203', 'KX-UT248', '0080F0A1C0D1', 'inSync', 42, today('07:48:21')],
  ['Consulting room 5', '2205', 'KX-HDV230', 'BCC34206F512', 'neverSeen', null, null],
];

const reasons: Partial<Record<PhoneState, PhoneView['reason']>> = {
  pending: {
    code: 'NOT_FETCHED_YET',
    message: 'Has r41, r42 is published.',
    remedy: 'It will fetch at its daily check, tomorrow 02:00. Resync it to bring it now.',
    action: 'resync',
  },
  away: {
    code: 'WE_WERE_AWAY',
    message: 'Its check at 02:00 found no server: this laptop was asleep.',
    remedy: 'It asks again tomorrow at 02:00. Resync it to bring it now.',
    action: 'resync',
  },
  missed: {
    code: 'CHECK_MISSED',
    message: 'It did not ask at 02:00 although this laptop was serving.',
    remedy: 'Check its cable and switch port, then resync it.',
    action: 'resync',
  },
  failed: {
    code: 'NOT_ARMED',
    message: 'It asked at its first address and is not armed, as a phone does after a factory reset.',
    remedy: 'Arm it again and restart it: it then gets its files once more.',
    action: 'arm',
  },
  neverSeen: {
    code: 'NEVER_ASKED',
    message: 'It has never asked for its files.',
    remedy: 'Plug it in on this network, or enter the bootstrap address on the phone.',
    action: null,
  },
};

function toPhone(
  [name, extension, model, mac, state, revision, lastFetchAt]: Row,
  group: string,
  index: number,
): PhoneView {
  const second = mac === '0080F0A1B2C3';
  return {
    id: index + 1,
    mac,
    model,
    name,
    group,
    state,
    told: lastFetchAt ? '192.168.20.14:8088' : null,
    toldOutdated: false,
    addressSetByHand: false,
    lines: [
      { line: 1, extension, name, authId: extension },
      ...(second ? [{ line: 2, extension: '2090', name: 'Front desk', authId: '2090' }] : []),
    ],
    armedUntil: state === 'neverSeen' ? '2026-11-25T09:30:00+00:00' : null,
    lastFetchAt,
    asksByItself: lastFetchAt !== null,
    nextCheckAt: lastFetchAt ? nextCheck : null,
    nextCheck: lastFetchAt ? 'at its daily check, tomorrow 02:00' : 'not by itself yet',
    address: lastFetchAt ? `192.168.20.${101 + index}:5060` : null,
    revision,
    firmware: lastFetchAt ? (model.startsWith('KX-UT') ? '01.302' : '03.105') : null,
    hasDraft: false,
    leftOvers: mac === '0080F0A1B2C3' ? 2 : 0,
    vars: {},
    factsVersion: 'v1',
    reason: reasons[state] ?? null,
  };
}

function more(count: number, group: string, first: number, model: string): Row[] {
  return Array.from({ length: count }, (_, index): Row => {
    const number = String(first + index);
    return [
      `${group} ${index + 1}`,
      number,
      model,
      `0080F0D${String(first + index).padStart(5, '0')}`,
      index === 3 ? 'pending' : 'inSync',
      index === 3 ? 41 : 42,
      today(`07:49:${String(index).padStart(2, '0')}`),
    ];
  });
}

export function samplePhones(): PhoneView[] {
  const groups: [string, Row[]][] = [
    ['Reception', reception],
    ['Wards', wards],
    ['Consulting', consulting],
    ['Offices', more(18, 'Office', 2301, 'KX-UT136')],
    ['Pharmacy', more(6, 'Pharmacy', 2401, 'KX-UT123')],
  ];
  let index = 0;
  return groups.flatMap(([group, rows]) => rows.map((row) => toPhone(row, group, index++)));
}

export function sampleStatus(): Omit<StatusView, 'phones' | 'waiting'> {
  const up = { state: 'up', address: '192.168.20.14', problem: null } as const;
  return {
    version: '0.1.0',
    stranded: 0,
    blocked: 0,
    site: {
      id: 1,
      name: 'Northgate Clinic',
      timeZone: 'Europe/London',
      sip: { server: '192.168.20.5', port: null },
      ntp: '192.168.20.14',
      checkTime: '02:00',
      adminPassword: true,
      served: 'three-files',
      vars: {},
      secrets: [],
      factsVersion: 'v1',
      revision: 42,
      hasDraft: false,
    },
    listeners: [
      { protocol: 'http', port: 8088, ...up },
      { protocol: 'https', state: 'off', address: null, port: null, problem: null },
      { protocol: 'tftp', state: 'off', address: null, port: null, problem: null },
      { protocol: 'sntp', state: 'off', address: null, port: null, problem: null },
      { protocol: 'sip', port: 5060, ...up },
    ],
    away: [{ from: '2026-11-23T23:52:00+00:00', to: '2026-11-24T07:46:00+00:00', cause: 'asleep' }],
    address: 'http://192.168.20.14:8088/',
    openLab: false,
    secrets: { how: 'keychain', warning: null },
    data: 'the data folder',
    now: sampleNow,
  };
}

export function sampleWaiting(): CallOutput<'waiting.list'>['waiting'] {
  const at = { firstAt: today('09:12:01'), lastAt: today('09:40:30') };
  return [
    { mac: '0080F0C41D07', model: 'KX-UT670', address: '192.168.20.61', path: '/KX-UT670.cfg', times: 4, ...at },
    { mac: 'BCC342077A10', model: null, address: '192.168.20.62', path: '/first/BCC342077A10.cfg', times: 1, ...at },
  ];
}

export function sampleEvents(): CallOutput<'phones.events'>['events'] {
  return [
    { at: today('09:31:00'), kind: 'published', text: 'r42 published', detail: 'Reception, Pharmacy' },
    { at: today('07:47:13'), kind: 'fetched', text: 'Fetched 3 files, r41', detail: '14.2 KB' },
    { at: today('07:47:10'), kind: 'notify', text: 'NOTIFY check-sync → 200 OK', detail: null },
    { at: '2026-11-23T02:00:02+00:00', kind: 'fetched', text: 'Fetched 3 files, r41', detail: null },
  ];
}

export const sampleModels: CallOutput<'phones.models'>['models'] = [
  { name: 'KX-UT113', series: 'ut', lines: 2 },
  { name: 'KX-UT123', series: 'ut', lines: 2 },
  { name: 'KX-UT136', series: 'ut', lines: 4 },
  { name: 'KX-UT248', series: 'ut', lines: 6 },
  { name: 'KX-UT670', series: 'ut', lines: 6 },
  { name: 'KX-HDV100', series: 'hdv', lines: 1 },
  { name: 'KX-HDV130', series: 'hdv', lines: 2 },
  { name: 'KX-HDV230', series: 'hdv', lines: 6 },
];
