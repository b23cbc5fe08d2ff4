import { expect, test } from 'vitest';
import { filterPhones } from '../../../renderer/features/phones/filter-phones';
import { samplePhones } from '../../support/sample-site';

const all = { state: null, group: null, outdatedOnly: false, text: '' };
const names = (text: string): string[] => filterPhones(samplePhones(), { ...all, text }).map(({ name }) => name);

test('a phone is found by name, extension, address and by any form of its MAC', () => {
  expect(names('triage')).toEqual(['Triage desk']);
  expect(names('2105')).toEqual(['Ward A room 3']);
  expect(names('192.168.20.101')).toEqual(['Reception 1']);
  expect(names('a1b2c3')).toEqual(['Reception 1']);
  expect(names('00:80:f0:a1:b2:c3')).toEqual(['Reception 1']);
});

test('all words must fit, in any order', () => {
  expect(names('petra dr')).toEqual(['Dr Petra Lindqvist']);
  expect(names('station nowhere')).toEqual([]);
});

test('state and group narrow the list together', () => {
  const failed = filterPhones(samplePhones(), { ...all, state: 'failed', group: 'Wards' });
  expect(failed.map(({ name }) => name)).toEqual(['Ward A room 3']);
  expect(filterPhones(samplePhones(), { ...all, state: 'failed', group: 'Pharmacy' })).toEqual([]);
});
