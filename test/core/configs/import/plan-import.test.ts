// A folder from another server, file by file: whose it is, what becomes of it, and why something is left out.
import { describe, expect, test } from 'vitest';
import { importFolder, importedMac } from '../../../support/import-folder';
import {
  codes,
  config,
  effective,
  emptySite,
  file,
  fold,
  layerText,
  mac,
  magic,
  plan,
  scopes,
  type Folder,
} from './import-bench';

const reception = '0080F0A1B2C3';

describe('whose a file is', () => {
  test('is told by a MAC in its name, a model in its name, or a name for all', () => {
    const made = plan({
      'ConfigCommon.cfg': config('NTP_ADDR="192.0.2.1"'),
      'ConfigKX-UT670.cfg': config('TIME_ZONE_COUNTRY="-70003"'),
      'Config0080F0A1B2C3.cfg': config('DISPLAY_NAME_2="a"'),
      '0080f0a1b2c4.cfg': config('DISPLAY_NAME_2="b"'),
    });
    expect(scopes(made)).toEqual({
      '0080f0a1b2c4.cfg': 'phone:0080F0A1B2C4',
      'Config0080F0A1B2C3.cfg': 'phone:0080F0A1B2C3',
      'ConfigCommon.cfg': 'site',
      'ConfigKX-UT670.cfg': 'model:KX-UT670',
    });
    expect(made.phones.map((phone) => [phone.mac, phone.model])).toEqual([
      [reception, 'KX-UT670'],
      ['0080F0A1B2C4', 'KX-UT670'],
    ]);
  });

  test('is told by the files that refer to it, whatever its name', () => {
    const made = plan({
      'KX-HDV130.cfg': config(
        'CFG_MASTER_FILE_PATH="http://pbx/a/everyone.cfg"',
        'CFG_PRODUCT_FILE_PATH="http://pbx/a/dect-{MODEL}-x.cfg"',
      ),
      'a/everyone.cfg': config('NTP_ADDR="192.0.2.1"'),
      'b/everyone.cfg': config('NTP_ADDR="192.0.2.2"'),
      'a/dect-KX-HDV130-x.cfg': config('TIME_ZONE="60"'),
    });
    expect(scopes(made)).toEqual({
      'KX-HDV130.cfg': 'model:KX-HDV130',
      'a/dect-KX-HDV130-x.cfg': 'model:KX-HDV130',
      'a/everyone.cfg': 'site',
      'b/everyone.cfg': null,
    });
    expect(codes(file(made, 'b/everyone.cfg'))[0]).toBe('IMPORT_SCOPE_UNKNOWN');
  });

  test('is told by MAC and model in its text when the name says nothing', () => {
    const made = plan({
      'reception.cfg': config('# KX-UT136, 00:80:F0:A1:B2:C3', 'DISPLAY_NAME_2="a"'),
      'bar.cfg': config('HTTP_USER_AGENT="Panasonic_KX-UT113/01.133 (0080f0a1b2c4)"'),
    });
    expect(made.phones.map((phone) => [phone.mac, phone.model])).toEqual([
      [reception, 'KX-UT136'],
      ['0080F0A1B2C4', 'KX-UT113'],
    ]);
  });

  test('a telephone number of twelve digits in a comment is no MAC', () => {
    const made = plan({ 'note.cfg': config('# call 020812345678', 'DISPLAY_NAME_1="a"') });
    expect(file(made, 'note.cfg')).toMatchObject({ scope: null, mac: null });
  });

  test('a product file of a department becomes the file of a group, for the phones that took it', () => {
    const made = plan({
      'ConfigPlanning.cfg': config('NTP_ADDR="192.0.2.1"'),
      'KX-UT670/Config0080F0A1B2C3.cfg': config('CFG_PRODUCT_FILE_PATH="http://pbx/ConfigPlanning.cfg"'),
      'KX-UT670/Config0080F0A1B2C4.cfg': config('DISPLAY_NAME_2="b"'),
    });
    expect(scopes(made)['ConfigPlanning.cfg']).toBe('group:Planning');
    expect(made.phones.map((phone) => phone.facts.group)).toEqual(['Planning', null]);
  });
});

describe('the model of a phone', () => {
  const alone = { 'Config0080F0A1B2C3.cfg': config('TIME_ZONE="60"') };

  test('must be given when nothing tells it', () => {
    const made = plan(alone);
    expect(made.phones).toEqual([]);
    expect(made.layers).toEqual([]);
    expect(file(made, 'Config0080F0A1B2C3.cfg').problems[0]).toMatchObject({
      code: 'MODEL_UNKNOWN',
      remedy: expect.stringContaining('--model'),
    });
    expect(plan(alone, emptySite, 'KX-UT136').phones).toMatchObject([{ mac: reception, model: 'KX-UT136' }]);
  });

  test('is that of the phone when it is in the site already', () => {
    const facts = { name: 'Front desk', group: 'Bar', lines: [] };
    const present = { ...emptySite, phones: new Map([[mac(reception), { model: 'KX-HDV230', facts }]]) };
    expect(plan(alone, present).phones).toMatchObject([{ model: 'KX-HDV230', known: true, facts }]);
  });

  test('is never guessed from files of a series with another magic line', () => {
    const dect = `# PCC Standard Format File #\r\nDISPLAY_NAME_2="a"\r\n\r\n`;
    const made = plan({ 'ConfigKX-UT670.cfg': config(), 'Config0080F0A1B2C3.cfg': dect });
    expect(codes(file(made, 'Config0080F0A1B2C3.cfg'))[0]).toBe('MODEL_UNKNOWN');
  });
});

describe('facts', () => {
  test('lines and passwords leave the file when the facts give exactly what stood there', () => {
    const made = plan({
      'KX-HDV130/Config0080F0A1B2C3.cfg': config(
        'PHONE_NUMBER_1="2101"',
        'DISPLAY_NAME_1="Reception"',
        'SIP_AUTHID_1="r2101"',
        'SIP_PASS_1="Secret-1"',
        'VOICE_MESSAGE_AVAILABLE="Y"',
      ),
    });
    expect(made.phones[0]?.facts).toEqual({
      name: 'Reception',
      group: null,
      lines: [{ line: 1, extension: '2101', name: '', authId: 'r2101', password: 'Secret-1', server: '' }],
    });
    expect(layerText(made, `phone:${reception}`)).toBe(`${magic}\r\nVOICE_MESSAGE_AVAILABLE="Y"\r\n\r\n`);
  });

  test('a password that stays in the text is told, one that left it is not', () => {
    const path = 'KX-HDV130/Config0080F0A1B2C3.cfg';
    const told = file(plan({ [path]: config('SIP_PASS_1="Secret-1"', 'USER_PASS="Orchard-7"') }), path).problems;
    expect(told.filter(({ code }) => code === 'SECRET_IN_TEXT').map(({ parameter }) => parameter)).toEqual([
      'USER_PASS',
    ]);
  });

  test('a number stays in the file where the fact would also enable a line that the files never did', () => {
    const made = plan({ 'KX-UT670/Config0080F0A1B2C3.cfg': config('PHONE_NUMBER_1="2101"', 'SIP_PASS_1="Secret-1"') });
    expect(made.phones[0]?.facts.lines).toMatchObject([{ extension: '', password: 'Secret-1' }]);
    expect(layerText(made, `phone:${reception}`)).toContain('PHONE_NUMBER_1="2101"');
  });

  test('time server, check time and admin password of the master are facts of the site', () => {
    const made = plan({
      'ConfigCommon.cfg': config('NTP_ADDR="192.0.2.1"', 'ADMIN_PASS="Orchard-7"', 'CFG_RESYNC_TIME="02:00"'),
      'KX-UT670/Config0080F0A1B2C3.cfg': config('NTP_ADDR="192.0.2.9"'),
      'KX-UT136/Config0080F0A1B2C4.cfg': config(),
    });
    expect(made.siteFacts).toEqual({ ntp: '192.0.2.1', adminPassword: 'Orchard-7', checkTime: '02:00' });
    expect(layerText(made, 'site')).toBe('');
    expect(layerText(made, `phone:${reception}`)).toContain('NTP_ADDR="192.0.2.9"');
  });

  test('check times that differ are facts of the phones, so that they can be moved from there', () => {
    const made = plan({
      'ConfigCommon.cfg': config('CFG_RESYNC_TIME="02:00"'),
      'KX-UT670/Config0080F0A1B2C3.cfg': config('CFG_RESYNC_TIME="02:17"'),
      'KX-UT136/Config0080F0A1B2C4.cfg': config('CFG_RESYNC_TIME="02:00"'),
      'KX-UT136/Config0080F0A1B2C5.cfg': config('CFG_RESYNC_TIME="at two"'),
    });
    expect(made.siteFacts).toEqual({ checkTime: '02:00' });
    expect(made.phones.map(({ facts }) => facts.checkTime)).toEqual(['02:17', undefined, undefined]);
    expect(layerText(made, `phone:${reception}`)).toBe('');
    expect(layerText(made, 'phone:0080F0A1B2C5')).toContain('CFG_RESYNC_TIME="at two"');
  });

  test('a fact the site has is kept while it has other phones', () => {
    const facts = { name: '', group: null, lines: [] };
    const present = {
      ...emptySite,
      siteFacts: { ...emptySite.siteFacts, ntp: '192.0.2.77' },
      phones: new Map([[mac('0080F0FFFFFE'), { model: 'KX-UT670', facts }]]),
    };
    const folder = { 'ConfigCommon.cfg': config('NTP_ADDR="192.0.2.1"'), 'KX-UT670/Config0080F0A1B2C3.cfg': config() };
    const made = plan(folder, present);
    expect(made.siteFacts).toEqual({});
    expect(layerText(made, 'site')).toContain('NTP_ADDR="192.0.2.1"');
    expect(made.notes.join(' ')).toContain('The time server of the site is kept');
    expect(effective(made, present).get(mac(reception))).toEqual({ NTP_ADDR: '192.0.2.1' });
  });

  test('what the site gives beside the files is told', () => {
    const present = { ...emptySite, siteFacts: { ...emptySite.siteFacts, ntp: '192.0.2.77' } };
    const made = plan({ 'KX-UT670/Config0080F0A1B2C3.cfg': config('DISPLAY_NAME_2="a"') }, present);
    expect(made.notes.join(' ')).toContain('phones get from this site: NTP_ADDR (1 phone)');
  });
});

describe('what is taken out or left out', () => {
  test('old addresses go, with a note of the server and without its password', () => {
    const made = plan({
      'KX-UT670/Config0080F0A1B2C3.cfg': config(
        'CFG_STANDARD_FILE_PATH="http://u:hidden@pbx.example/{MAC}.cfg"',
        'TIME_ZONE="a"',
      ),
    });
    expect(layerText(made, `phone:${reception}`)).toBe(`${magic}\r\nTIME_ZONE="a"\r\n\r\n`);
    const managed = file(made, 'KX-UT670/Config0080F0A1B2C3.cfg').problems.find(
      (each) => each.code === 'PARAMETER_MANAGED',
    );
    expect(managed).toMatchObject({ line: 2, message: expect.stringContaining('http://pbx.example/{MAC}.cfg') });
    expect(made.notes.join(' ')).toContain('told to ask pbx.example');
    expect(JSON.stringify(made)).not.toContain('hidden');
  });

  test('comments, order and everything else stay as they were typed', () => {
    const made = plan({
      'KX-UT670/Config0080F0A1B2C3.cfg': `\uFEFF${magic}\n# keep me\n\nB="1"\nCFG_MASTER_FILE_PATH=""\nA="2"`,
    });
    expect(layerText(made, `phone:${reception}`)).toBe(`${magic}\n# keep me\n\nB="1"\nA="2"`);
  });

  test('what looks like a variable of Cordboard stays plain text', () => {
    const made = plan({ 'KX-UT670/Config0080F0A1B2C3.cfg': config('FIRM_FILE_PATH="http://pbx/${phone.model}.fw"') });
    expect(layerText(made, `phone:${reception}`)).toContain('FIRM_FILE_PATH="http://pbx/$${phone.model}.fw"');
  });

  test('of two files for one phone the one that others refer to counts', () => {
    const made = plan({
      'KX-UT670/0080f0a1b2c3.cfg': config('TIME_ZONE="old"'),
      'KX-UT670/Config0080F0A1B2C3.cfg': config('TIME_ZONE="new"'),
      'boot.cfg': config('CFG_STANDARD_FILE_PATH="http://pbx/Config{MAC}.cfg"'),
    });
    expect(codes(file(made, 'KX-UT670/0080f0a1b2c3.cfg'))[0]).toBe('IMPORT_SCOPE_TWICE');
    expect(layerText(made, `phone:${reception}`)).toContain('"new"');
    expect(file(made, 'boot.cfg').problems[0]).toMatchObject({ code: 'IMPORT_SCOPE_UNKNOWN', severity: 'hint' });
  });

  const utf16 = new Uint8Array([0xff, 0xfe, ...Array.from(magic, (letter) => [letter.charCodeAt(0), 0]).flat()]);
  test.each<[string, string, Folder[string], string, string]>([
    ['UTF-16', 'Config0080F0A1B2C3.cfg', utf16, 'FILE_NOT_TEXT', 'UTF-16'],
    ['XML', '0080f0a1b2c3.xml', '<?xml version="1.0"?><PANASipPhoneConfig/>', 'IMPORT_NOT_CONFIG', 'XML'],
    ['a readme', 'readme.txt', 'Old files of the office.', 'IMPORT_NOT_CONFIG', 'neither'],
    ['an empty file', 'Config0080F0A1B2C3.cfg', '', 'IMPORT_NOT_CONFIG', 'neither'],
  ])('%s is left out with what it is', (_what, path, content, code, words) => {
    const [problem] = file(plan({ [path]: content }, emptySite, 'KX-UT670'), path).problems;
    expect(problem).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  test('a file that is too large is told by its beginning', () => {
    const large = new Uint8Array(3 * 1024 * 1024).fill(0x41);
    expect(codes(file(plan({ 'x.cfg': large }), 'x.cfg'))).toEqual(['IMPORT_NOT_CONFIG']);
  });
});

test('thirty files of an office: every phone gets what it got before', () => {
  const folder = Object.fromEntries(importFolder());
  const made = plan(folder);
  expect(made.files).toHaveLength(30);
  expect(made.phones).toHaveLength(25);
  expect(made.phones.filter((phone) => phone.facts.lines[0]?.extension !== '')).toHaveLength(25);
  expect(made.phones.at(-1)).toMatchObject({ mac: importedMac(25), model: 'KX-TGP500B04' });
  expect(codes(file(made, `Config${importedMac(26)}.cfg`))).toEqual(['FILE_NOT_TEXT']);
  expect(file(made, `Config${importedMac(26)}.cfg`).problems[0]?.message).toContain('Shift-JIS');
  expect(codes(file(made, 'photo.jpg'))).toEqual(['IMPORT_NOT_CONFIG']);
  const after = effective(made);
  for (const { mac: digits, model } of made.phones) {
    const own = made.files.find((each) => each.mac === digits)?.path ?? '';
    expect(after.get(digits)).toEqual(
      fold(model, folder['ConfigCommon.cfg'], folder[`Config${model}.cfg`], folder[own]),
    );
  }
});
