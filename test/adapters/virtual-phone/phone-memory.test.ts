import { expect, test } from 'vitest';
import { PhoneMemory } from '../../../electron/adapters/virtual-phone/phone-memory';
import { PhoneLab } from './phone-lab';

const noon = '2026-01-05T12:00:00+01:00';

test('on UT what was set by hand beats every file, run after run, and only a factory reset clears it', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { ADMIN_PASS: 'from-file', DISPLAY_NAME_1: 'from-file' };
  const phone = await lab.boot({ overrides: { ADMIN_PASS: 'by-hand' } });
  phone.setByHand('DISPLAY_NAME_1', 'by-hand');
  lab.settings = { ADMIN_PASS: 'newer', DISPLAY_NAME_1: 'newer' };
  await phone.resync();
  await phone.powerCycle();
  expect(Object.fromEntries(phone.settings)).toMatchObject({ ADMIN_PASS: 'by-hand', DISPLAY_NAME_1: 'by-hand' });
  expect(lab.told('applied').map(({ changed }) => changed)).toEqual([2, 0, 0]);
  await phone.factoryReset();
  expect(Object.fromEntries(phone.settings)).toMatchObject({ ADMIN_PASS: 'newer', DISPLAY_NAME_1: 'newer' });
});

test.each(['KX-HDV130', 'KX-TGP600'])('on %s, where no guide says who wins, the later change counts', async (model) => {
  const lab = new PhoneLab(noon);
  lab.settings = { ADMIN_PASS: 'from-file' };
  const phone = await lab.boot({ model, overrides: { ADMIN_PASS: 'by-hand' } });
  expect(phone.settings.get('ADMIN_PASS')).toBe('from-file');
  phone.setByHand('ADMIN_PASS', 'by-hand');
  expect(phone.settings.get('ADMIN_PASS')).toBe('by-hand');
  await phone.resync();
  expect(phone.settings.get('ADMIN_PASS')).toBe('from-file');
});

test('an address typed into a UT phone beats our files for good', async () => {
  const lab = new PhoneLab(noon);
  const typed = 'http://lab/typed/{MAC}.cfg';
  const phone = await lab.boot({ overrides: { CFG_STANDARD_FILE_PATH: typed } });
  lab.settings = { CFG_STANDARD_FILE_PATH: 'http://lab/own/other.cfg' };
  await phone.resync();
  expect(lab.told('request').map(({ url }) => url)).toEqual([
    'http://lab/typed/0080F0A1B2C3.cfg',
    'http://lab/typed/0080F0A1B2C3.cfg',
  ]);
});

test('settings survive power-off, and a setting made by hand may be empty', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_RESYNC_TIME: '02:00', CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '720' };
  const phone = await lab.boot({ overrides: { CFG_RESYNC_TIME: '' } });
  lab.server = 'is away';
  await phone.powerCycle();
  expect(phone.settings.get('CFG_CYCLIC_INTVL')).toBe('720');
  lab.server = 'answers';
  expect(lab.checksWithin(0.5)).toEqual(['01-05 12:30 retry', '01-06 00:00 cyclic']);
});

test('what changed is counted by what counts', () => {
  const memory = new PhoneMemory(true, { A: 'hand' });
  expect(memory.setFromFiles(new Map(Object.entries({ A: 'file', B: 'file', C: '' })))).toBe(2);
  expect(memory.setFromFiles(new Map(Object.entries({ A: 'newer', B: 'file', C: '' })))).toBe(0);
  expect([Object.fromEntries(memory.all), [...memory.pinned]]).toEqual([
    { A: 'hand', B: 'file', C: '' },
    [['A', 'hand']],
  ]);
});
