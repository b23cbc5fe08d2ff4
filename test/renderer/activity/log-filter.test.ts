import { expect, test } from 'vitest';
import { requestFilter } from '../../../electron/contract/activity';
import { isFiltered, noFilter, toQuery } from '../../../renderer/features/activity/log-filter';

test('without a filter nothing is asked for, and nothing is left out', () => {
  expect(toQuery(noFilter)).toEqual({});
  expect(isFiltered(noFilter)).toBe(false);
  expect(isFiltered({ ...noFilter, text: '   ' })).toBe(false);
});

test('a MAC typed with colons or dashes is looked for as the ledger keeps it', () => {
  expect(toQuery({ ...noFilter, text: ' 00:80:F0:A1:B2:C3  ward ' })).toEqual({ text: '0080F0A1B2C3 ward' });
  expect(toQuery({ ...noFilter, text: 'a1-b2-c3' })).toEqual({ text: 'a1b2c3' });
  expect(toQuery({ ...noFilter, text: '192.168.20.61' })).toEqual({ text: '192.168.20.61' });
  expect(toQuery({ ...noFilter, text: 'fe80::1' })).toEqual({ text: 'fe80::1' });
});

test('served includes files that had not changed, refused includes who is blocked', () => {
  expect(toQuery({ ...noFilter, answers: 'served' })).toEqual({ outcomes: ['served', 'unchanged'] });
  expect(toQuery({ ...noFilter, answers: 'refused' })).toEqual({ outcomes: ['refused', 'blocked'] });
});

test('whatever is chosen is a question the contract takes', () => {
  const query = toQuery({
    text: 'x'.repeat(500),
    answers: 'unfinished',
    protocols: ['https', 'sntp'],
    since: '2026-11-24T07:00:00.000Z',
    until: '2026-11-24T09:00:00.000Z',
    mac: '0080F0A1B2C3',
    remote: '192.168.20.61',
  });
  expect(requestFilter.safeParse(query).success).toBe(true);
});
