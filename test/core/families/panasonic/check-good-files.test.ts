// Realistic files that a phone takes as they are: nothing above a hint.
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { findPanasonicModel, panasonicModels } from '../../../../electron/core/families/panasonic/models';
import { writeConfigFile } from '../../../../electron/core/families/panasonic/language/write-file';
import { catalogue, check, file, magic, pcc } from './check-support';

const account = (n: number): string[] => [
  `SIP_AUTHID_${n}="210${n}"`,
  `SIP_PASS_${n}="Wq7-tiger.${n}"`,
  `SIP_RGSTR_ADDR_${n}="pbx.example"`,
  `SIP_RGSTR_PORT_${n}="5060"`,
  `SIP_PRXY_ADDR_${n}="pbx.example"`,
  `SIP_PRXY_PORT_${n}="5060"`,
  `SIP_SRC_PORT_${n}="50${59 + n}"`,
];

const ut670 = file(
  '## Reception ##',
  'ADMIN_PASS="Harbour-44"',
  'TIME_ZONE_COUNTRY="-70003"',
  'NTP_ADDR="192.168.7.2"',
  'CFG_RESYNC_FROM_SIP="check-sync"',
  'CFG_RESYNC_TIME="02:10"',
  'CFG_STANDARD_FILE_PATH="http://192.168.7.2:8088/p/abc/{MAC}.cfg"',
  'HTTP_USER_AGENT="Panasonic_{MODEL}/{fwver} ({mac})"',
  ...account(1),
  ...account(6),
  'DISPLAY_NAME_1="Empfang – Süd"',
  'LINE_ENABLE_1="Enabled"',
  'FLEX_BUTTON_FACILITY_ACT24="X_PANASONIC_IPTEL_BLF"',
);
const hdv = file(
  'ADMIN_PASS="Harbour-44"',
  'NTP_ADDR="192.168.7.2"',
  'CFG_RESYNC_TIME="23:59"',
  ...account(1).slice(0, 3),
  'CODEC_ENABLE1_1="Y"',
  'BUSY_TONE_FRQ="480,620"',
  'BUSY_TONE_TIMING="60,500,440"',
  'MAX_DELAY_1="20"',
  'LDAP_SERVER="ldap://192.168.7.9"',
);
const tgp = file(
  'ADMIN_PASS="Harbour44"',
  'TIME_ZONE="60"',
  'CFG_CYCLIC="Y"',
  'CFG_CYCLIC_INTVL="10080"',
  'TOS_SIP_1="0"',
  'SDP_CODEC0_1="G722"',
  'DIAL_TONE_FRQ="350,440"',
  'DIAL_TONE_TIMING="0,0,0,0"',
  'OUTGOING_CALL_LINE_HS1="1,1,1,1,1,1,1,1"',
  ...account(8).slice(0, 3),
);
const ut113 = file(
  'CFG_CYCLIC="Y"',
  'CFG_CYCLIC_INTVL="1440"',
  'CFG_RTRY_INTVL="30"',
  'TIME_ZONE="-420"',
  'PERIODIC_INFORM_TIME="0001-01-01T00:00:00Z"',
  'REG_EXPIRE_TIME_1="3600"',
  'SIP_SESSION_TIME_1="0"',
  ...account(1),
);

const goodFiles: readonly (readonly [string, string | undefined, string])[] = [
  ['KX-UT670', 'KX-UT670', ut670],
  ['KX-UT670 with nothing but the magic line', 'KX-UT670', file()],
  ['KX-UT670 with comments and empty lines', 'KX-UT670', file('', '# A', '', '', 'ADMIN_ID="boss"', '#B')],
  ['KX-UT670 with another text behind the 44 bytes', 'KX-UT670', file().replace('DO NOT', 'please do not')],
  ['KX-UT113', 'KX-UT113', ut113],
  ['KX-UT123', 'KX-UT123', file(...account(1), ...account(2))],
  ['KX-UT133, fourth line', 'KX-UT133', file(...account(4))],
  ['KX-UT136', 'KX-UT136', file(...account(6), 'OPTION66_ENABLE="Y"', 'OPTION66_REBOOT="Y"')],
  ['KX-UT248', 'KX-UT248', file(...account(6))],
  ['KX-HDV100', 'KX-HDV100', hdv],
  ['KX-HDV130 with a regional suffix', 'KX-HDV130NB', hdv],
  ['KX-HDV230', 'KX-HDV230', file('SIP_AUTHID_6="2106"', 'OPTION160_PROV_ENABLE="N"', 'XMLAPP_ENABLE="Y"')],
  ['KX-HDV430, sixteenth line', 'KX-HDV430', file('SIP_AUTHID_16="2116"')],
  ['KX-HDV800, whose lines are not known', 'KX-HDV800', file('SIP_AUTHID_40="2140"')],
  ['KX-TGP500', 'KX-TGP500', tgp.replace(magic, pcc)],
  ['KX-TGP550 with a regional suffix', 'KX-TGP550T04', tgp.replace(magic, pcc)],
  ['KX-TGP600', 'KX-TGP600RU', tgp],
  ['KX-TGP600 with the magic line of its elders', 'KX-TGP600', tgp.replace(magic, pcc)],
  [
    'a pre-provisioning file for any model',
    undefined,
    file('CFG_STANDARD_FILE_PATH="http://u:p@10.0.0.1/Config{MAC}.cfg"'),
  ],
  ['no model in particular', undefined, ut670],
];

describe('nothing above a hint in a good file for', () => {
  test.each(goodFiles)('%s', (_, model, content) => {
    const problems = check(content, model === undefined ? { as: 'file' } : { model, as: 'file' });
    expect(problems.filter((problem) => problem.severity !== 'hint')).toEqual([]);
  });
});

test('every default of the catalogue is allowed by the catalogue, factory passwords aside', () => {
  for (const { name, series } of panasonicModels) {
    if (series === 'utg') continue;
    const parameters = catalogue
      .ofSeries(series)
      .map((row) => ({ name: row.name.replaceAll(/\{\w+\}/gu, '1'), value: row.default }))
      .filter(({ value }) => value !== 'adminpass' && value !== '');
    const problems = check(writeConfigFile(name, parameters), { model: name, as: 'file' });
    expect(problems.filter((problem) => problem.severity !== 'hint')).toEqual([]);
  }
});

test('what is written for a model has nothing above a hint, whatever the texts', () => {
  const value = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/["\p{Cc}]/u.test(text));
  const model = fc.constantFrom(...panasonicModels.filter(({ series }) => series !== 'utg' && series !== 'uds'));
  fc.assert(
    fc.property(model, value, value, fc.integer({ min: 0, max: 65535 }), ({ name }, auth, host, port) => {
      const parameters = [
        { name: 'SIP_AUTHID_1', value: auth },
        { name: 'SIP_RGSTR_ADDR_1', value: host },
        { name: 'SIP_RGSTR_PORT_1', value: String(port) },
      ].filter((parameter) => catalogue.describe(parameter.name, findPanasonicModel(name)?.series));
      const problems = check(writeConfigFile(name, parameters), { model: name, as: 'file' });
      expect(problems.filter((problem) => problem.severity !== 'hint' && problem.code !== 'MACRO_UNKNOWN')).toEqual([]);
    }),
  );
});

test('the checker never throws and stays inside the file', () => {
  const piece = fc.constantFrom(
    'A',
    '=',
    '"',
    ' ',
    '#',
    '\r',
    '\n',
    '\r\n',
    '“',
    '{',
    '}',
    '<',
    '\t',
    magic,
    'CFG_CYCLIC',
    'é',
    '😀',
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
  const bytes = fc.uint8Array({ maxLength: 300 });
  const model = fc.constantFrom(undefined, 'KX-UT670', 'KX-HDV130', 'KX-TGP500', 'KX-UTG200', 'nonsense');
  fc.assert(
    fc.property(
      fc.oneof(text, bytes),
      model,
      fc.constantFrom('file' as const, 'layer' as const),
      (content, name, as) => {
        const problems = check(content, name === undefined ? { as } : { model: name, as });
        for (const { line, column } of problems) expect(line >= 1 && column >= 1).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});
