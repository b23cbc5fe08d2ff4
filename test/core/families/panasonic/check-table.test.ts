// Small files, each with exactly the problems it should have. Line 1 is the magic line unless the row says otherwise.
import { describe, expect, test } from 'vitest';
import { fileProblemCodes } from '../../../../electron/core/shared/problem-codes';
import { check, file, magic, pcc, places, toBytes } from './check-support';

type Row = readonly [sentence: string, content: string | Uint8Array, problems: string];

const x = (count: number): string => 'x'.repeat(count);
const url = (length: number): string => `http://a.example/${x(length - 17)}`;
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string): Uint8Array =>
  Uint8Array.from(text, (c) => c.charCodeAt(0)).reduce(widen, new Uint8Array());
const widen = (wide: Uint8Array, byte: number): Uint8Array => Uint8Array.of(...wide, byte, 0);
const shiftJis = Uint8Array.of(
  ...toBytes(`${magic}\r\nDISPLAY_NAME_1="`),
  0x83,
  0x65,
  0x83,
  0x58,
  0x22,
  13,
  10,
  13,
  10,
);

/** A UT670, the file as a phone would get it. */
const ut670Files: readonly Row[] = [
  ['an empty file lacks everything', '', 'FILE_MAGIC_MISSING 1:1'],
  ['a file without magic line', 'ADMIN_ID="boss"\r\n\r\n', 'FILE_MAGIC_MISSING 1:1'],
  ['an empty line before the magic line', `\r\n${file('ADMIN_ID="boss"')}`, 'FILE_MAGIC_MISSING 1:1'],
  ['a blank before the magic line', ` ${file('ADMIN_ID="boss"')}`, 'FILE_MAGIC_MISSING 1:1'],
  ['a magic line in other letters', file().replace('Panasonic', 'PANASONIC'), 'FILE_MAGIC_MISSING 1:1'],
  ['the magic line of an older DECT base', file().replace(magic, pcc), 'FILE_MAGIC_WRONG_SERIES 1:1'],
  ['a byte-order mark', `\ufeff${file('ADMIN_ID="boss"')}`, 'FILE_BOM 1:1'],
  ['a byte-order mark and no magic line', '\ufeffADMIN_ID="boss"\r\n\r\n', 'FILE_BOM 1:1, FILE_MAGIC_MISSING 1:1'],
  ['a NUL', file('ADMIN_ID="bo\0ss"', 'oh no'), 'FILE_NOT_TEXT 1:1'],
  ['an escape character', file('ADMIN_ID="\u001b[1m"'), 'FILE_NOT_TEXT 1:1'],
  ['UTF-16 with its mark', Uint8Array.of(0xff, 0xfe, ...utf16(file())), 'FILE_NOT_TEXT 1:1'],
  ['UTF-16 without a mark', utf16(file()), 'FILE_NOT_TEXT 1:1'],
  ['Shift-JIS', shiftJis, 'FILE_NOT_TEXT 1:1'],
  ['Latin-1', latin1(file('DISPLAY_NAME_1="Stéphane"')), 'FILE_NOT_TEXT 1:1'],
  ['a file over 120 KB', file(...Array<string>(400).fill(`#${x(399)}`)), 'FILE_TOO_LARGE 1:1'],
  ['100 KB of NULs and more', new Uint8Array(200_000), 'FILE_NOT_TEXT 1:1'],
  ['no line end at the end', `${magic}\r\nADMIN_ID="boss"`, 'FILE_END_NOT_EMPTY 2:16'],
  ['no empty line at the end', `${magic}\r\nADMIN_ID="boss"\r\n`, 'FILE_END_NOT_EMPTY 2:16'],
  ['only the magic line', `${magic}\r\n`, 'FILE_END_NOT_EMPTY 1:70'],
  ['line feeds alone', `${magic}\nADMIN_ID="boss"\n\n`, 'LINE_END_NOT_CRLF 1:70'],
  ['one line feed alone', `${magic}\r\nADMIN_ID="boss"\n\r\n`, 'LINE_END_NOT_CRLF 2:16'],
  ['carriage returns alone', `${magic}\rADMIN_ID="boss"\r\r`, 'LINE_END_NOT_CRLF 1:70'],
  ['a comment of 536 bytes', file(`#${x(535)}`), 'LINE_TOO_LONG 2:536'],
  ['a comment of 535 bytes', file(`#${x(534)}`), ''],
  ['a short value of many bytes', file(`DISPLAY_NAME_1="${'あ'.repeat(200)}"`), 'LINE_TOO_LONG 2:190'],
  ['a name of 33 characters', file(`A${'_B'.repeat(16)}="1"`), 'NAME_TOO_LONG 2:33'],
  ['a name of 32 characters', file(`AB${'_B'.repeat(15)}="1"`), 'PARAMETER_UNKNOWN 2:1'],
  ['a value of 501 characters', file(`ADMIN_ID="${x(501)}"`), 'VALUE_TOO_LONG 2:511'],
  ['a value so long that the line is too long as well', file(`ADMIN_ID="${x(900)}"`), 'VALUE_TOO_LONG 2:511'],
  ['a value of 500 characters', file(`ADMIN_ID="${x(500)}"`), ''],
  ['an address of 385 characters', file(`FIRM_FILE_PATH="${url(385)}"`), 'URL_TOO_LONG 2:401'],
  ['an address of 384 characters', file(`FIRM_FILE_PATH="${url(384)}"`), ''],
  ['a name and a value too long', file(`${x(40)}="${x(501)}"`), 'NAME_TOO_LONG 2:33, VALUE_TOO_LONG 2:543'],
  ['blanks around the equals sign', file('DISPLAY_NAME_1 = "John Smith"'), 'LINE_BLANK_OUTSIDE_QUOTES 2:15'],
  ['a blank after the equals sign', file('DISPLAY_NAME_1= "John Smith"'), 'LINE_BLANK_OUTSIDE_QUOTES 2:16'],
  ['a blank behind the value', file('ADMIN_ID="boss" '), 'LINE_BLANK_OUTSIDE_QUOTES 2:16'],
  ['a tab before the name', file('\tADMIN_ID="boss"'), 'LINE_BLANK_OUTSIDE_QUOTES 2:1'],
  ['a no-break space behind the value', file('ADMIN_ID="boss"\u00a0'), 'LINE_BLANK_OUTSIDE_QUOTES 2:16'],
  ['a blank before a comment', file(' # hello'), 'LINE_BLANK_OUTSIDE_QUOTES 2:1'],
  ['a line of blanks', file('   ', 'ADMIN_ID="boss"'), 'LINE_BLANK_OUTSIDE_QUOTES 2:1'],
  ['blanks inside the value', file('DISPLAY_NAME_1=" John  Smith "'), ''],
  ['free text', file('hello world'), 'LINE_NOT_PARAMETER 2:1'],
  ['a value without quotes', file('ADMIN_ID=boss'), 'LINE_NOT_PARAMETER 2:10'],
  ['a name and nothing else', file('ADMIN_ID='), 'LINE_NOT_PARAMETER 2:10'],
  ['single quotes', file("ADMIN_ID='boss'"), 'LINE_NOT_PARAMETER 2:10'],
  ['a typographic opening quote', file('SIP_SRC_PORT_1=“5060"'), 'LINE_NOT_PARAMETER 2:16'],
  ['a typographic closing quote', file('SIP_SRC_PORT_1="5060”', 'ADMIN_ID="boss"'), 'LINE_NOT_PARAMETER 2:21'],
  ['a comment behind a value', file('ADMIN_ID="boss" # me'), 'LINE_NOT_PARAMETER 2:17'],
  ['a quote inside the value', file('DISPLAY_NAME_1="The "Boss""'), 'LINE_NOT_PARAMETER 2:22'],
  ['a hyphen in the name', file('ADMIN-ID="boss"'), 'LINE_NOT_PARAMETER 2:6'],
  ['no name', file('="boss"'), 'LINE_NOT_PARAMETER 2:1'],
  ['other comment signs', file('; a comment', '// another'), 'LINE_NOT_PARAMETER 2:1, LINE_NOT_PARAMETER 3:1'],
  ['a value over two lines', file('DISPLAY_NAME_1="John', 'Smith"'), 'VALUE_OVER_LINES 2:16'],
  [
    'a value over four lines, one empty and one like a comment',
    file('DISPLAY_NAME_1="John', '', '# Jr', 'Smith"', 'oh'),
    'VALUE_OVER_LINES 2:16, LINE_NOT_PARAMETER 6:1',
  ],
  ['a quote forgotten before the next parameter', file('ADMIN_ID="boss', 'USER_ID="me"'), 'VALUE_OVER_LINES 2:10'],
  ['a quote forgotten on the last line', file('ADMIN_ID = "boss'), 'VALUE_OVER_LINES 2:12'],
  ['a name twice: the second loses', file('ADMIN_ID="a"', 'ADMIN_ID="b"'), 'PARAMETER_DUPLICATE 3:1'],
  [
    'a name three times',
    file('ADMIN_ID="a"', 'ADMIN_ID="a"', '#', 'ADMIN_ID="a"'),
    'PARAMETER_DUPLICATE 3:1, PARAMETER_DUPLICATE 5:1',
  ],
  ['a broken line does not count as the first of two', file('ADMIN_ID=a', 'ADMIN_ID="b"'), 'LINE_NOT_PARAMETER 2:10'],
  ['a name nobody knows', file('COFFEE_ENABLE="Y"'), 'PARAMETER_UNKNOWN 2:1'],
  ['a known name in small letters', file('admin_id="boss"'), 'PARAMETER_UNKNOWN 2:1'],
  ['a line number of zero', file('PHONE_NUMBER_0="101"'), 'PARAMETER_UNKNOWN 2:1'],
  ['a parameter of another series', file('TOS_SIP_1="26"'), 'PARAMETER_OTHER_SERIES 2:1'],
  ['a per-line parameter without its number', file('PHONE_NUMBER="101"'), 'PARAMETER_OTHER_SERIES 2:1'],
  ['a seventh line on six', file('PHONE_NUMBER_6="101"', 'PHONE_NUMBER_7="107"'), 'LINE_NUMBER_TOO_HIGH 3:14'],
  ['a switch in small letters', file('CFG_CYCLIC="y"'), 'VALUE_NOT_ALLOWED 2:13'],
  ['a number out of its range', file('REG_INTERVAL_RATE_1="101"'), 'VALUE_NOT_ALLOWED 2:22'],
  ['zero or a range, and neither', file('SIP_SESSION_TIME_1="59"', 'SIP_SESSION_TIME_2="0"'), 'VALUE_NOT_ALLOWED 2:21'],
  ['text where a number belongs', file('NTP_ADDR="a"', 'TIME_QUERY_INTVL="daily"'), 'VALUE_NOT_ALLOWED 3:19'],
  ['a port that is none', file('SIP_RGSTR_PORT_1="65536"'), 'VALUE_NOT_ALLOWED 2:19'],
  ['an address that is none', file('STATIC_IP_ADDRESS="10.0.0.256"'), 'VALUE_NOT_ALLOWED 2:20'],
  ['an empty value', file('CFG_CYCLIC=""', 'REG_INTERVAL_RATE_1=""'), ''],
  ['a time with one digit', file('NTP_ADDR="a"', 'CFG_RESYNC_TIME="2:00"'), 'TIMING_TIME_INVALID 3:18'],
  ['midnight as 24:00', file('CFG_RESYNC_TIME="24:00"', 'CFG_CYCLIC="Y"'), 'TIMING_TIME_INVALID 2:18'],
  ['no fixed time', file('CFG_RESYNC_TIME=""', 'CFG_CYCLIC="Y"'), ''],
  ['an interval over 28 days', file('CFG_CYCLIC_INTVL="40321"'), 'TIMING_INTERVAL_OUT_OF_RANGE 2:19'],
  ['an interval of nothing', file('CFG_CYCLIC_INTVL="0"'), 'TIMING_INTERVAL_OUT_OF_RANGE 2:19'],
  ['an interval in words', file('CFG_CYCLIC_INTVL="7d"'), 'VALUE_NOT_ALLOWED 2:19'],
  ['28 days', file('CFG_CYCLIC_INTVL="40320"'), ''],
  [
    'cyclic and retry beside a fixed time',
    file('CFG_CYCLIC="N"', 'CFG_CYCLIC_INTVL="60"', 'CFG_RTRY_INTVL="5"', 'NTP_ADDR="a"', 'CFG_RESYNC_TIME="02:00"'),
    'TIMING_NO_EFFECT 2:1, TIMING_NO_EFFECT 3:1, TIMING_NO_EFFECT 4:1',
  ],
  ['a fixed time and no clock', file('CFG_RESYNC_TIME="02:00"'), 'TIMING_CLOCK_UNSET 2:1'],
  ['an emptied clock', file('NTP_ADDR=""', 'CFG_RESYNC_TIME="02:00"'), 'TIMING_CLOCK_UNSET 3:1'],
  [
    'a fixed time that loses to an empty one',
    file('CFG_RESYNC_TIME=""', 'CFG_RESYNC_TIME="02:00"', 'CFG_CYCLIC="Y"'),
    'PARAMETER_DUPLICATE 3:1',
  ],
  ['an event that looks like a switch', file('CFG_RESYNC_FROM_SIP="Y"'), 'EVENT_LOOKS_LIKE_SWITCH 2:22'],
  ["an event of one's own", file('CFG_RESYNC_FROM_SIP="resync"'), ''],
  ['a macro in small letters', file('FIRM_FILE_PATH="http://a.example/{model}"'), 'MACRO_UNKNOWN 2:34'],
  ['the stray brace of a known template', file('HTTP_USER_AGENT="P_{MODEL}/{/{fwver} ({mac})"'), 'MACRO_UNKNOWN 2:28'],
  ['a closing brace alone', file('FIRM_FILE_PATH="http://a.example/MAC}"'), 'MACRO_UNKNOWN 2:37'],
  ['braces where no macro is read', file('DISPLAY_NAME_1="{me}"'), ''],
  ['the factory password', file('ADMIN_PASS="adminpass"'), 'PASSWORD_DEFAULT 2:13'],
  ['a password', file('SIP_PASS_1="geheim-7"'), 'SECRET_IN_TEXT 2:13'],
  ['an empty password', file('SIP_PASS_1=""'), ''],
  ['a password in an address', file('FIRM_FILE_PATH="https://me:pw@a.example/f"'), 'URL_HAS_CREDENTIALS 2:25'],
  ['the source filter', file('SIP_DETECT_SSAF_1="N"', 'SIP_DETECT_SSAF_2="Y"'), 'SIP_SOURCE_FILTER 3:20'],
  [
    'addresses of files and certificates',
    file('CFG_STANDARD_FILE_PATH="http://a.example/{MAC}.cfg"', 'CFG_ROOT_CERTIFICATE_PATH="http://a.example/ca"'),
    'PARAMETER_MANAGED 2:1, PARAMETER_MANAGED 3:1',
  ],
  [
    'two things wrong on one line',
    file('CFG_STANDARD_FILE_PATH="http://u:p@a.example/{Mac}"'),
    'PARAMETER_MANAGED 2:1, URL_HAS_CREDENTIALS 2:32, MACRO_UNKNOWN 2:46',
  ],
  ['columns count characters, not bytes or halves', file('DISPLAY_NAME_1="é😀"x'), 'LINE_NOT_PARAMETER 2:20'],
  ['many comments and nothing else', file(...Array<string>(2000).fill('#')), ''],
  ['XML is passed by', '<?xml version="1.0"?>\n<PANASipPhoneConfig>\n', 'FILE_XML_NOT_CHECKED 1:1'],
];

/** Other models and layers. */
const otherFiles: readonly (readonly [model: string | undefined, as: 'file' | 'layer', ...Row])[] = [
  [undefined, 'file', 'either magic line is right for no model in particular', file().replace(magic, pcc), ''],
  [undefined, 'file', 'no line is too high for no model in particular', file('PHONE_NUMBER_16="1"'), ''],
  [
    undefined,
    'file',
    'what one series allows is let pass',
    file('BUSY_TONE_FRQ="480"', 'CFG_CYCLIC_INTVL="0"'),
    'TIMING_INTERVAL_OUT_OF_RANGE 3:19',
  ],
  [undefined, 'file', 'what every series refuses is told', file('OPTION66_ENABLE="yes"'), 'VALUE_NOT_ALLOWED 2:18'],
  ['KX-NOBODY', 'file', 'a model nobody knows is no model in particular', file('TOS_SIP_1="26"'), ''],
  [
    'KX-TGP550T04',
    'file',
    'the common magic line on an older DECT base',
    file('TOS_SIP_1="26"'),
    'FILE_MAGIC_WRONG_SERIES 1:1',
  ],
  [
    'KX-TGP500',
    'file',
    'a tone list of three',
    file('DIAL_TONE_TIMING="1,2,3"').replace(magic, pcc),
    'VALUE_NOT_ALLOWED 2:19',
  ],
  [
    'KX-TGP500',
    'file',
    'a password too short',
    file('ADMIN_PASS="abc"').replace(magic, pcc),
    'VALUE_NOT_ALLOWED 2:13, SECRET_IN_TEXT 2:13',
  ],
  [
    'KX-HDV130NB',
    'file',
    'a password with refused letters',
    file('USER_PASS="abc def"'),
    'VALUE_NOT_ALLOWED 2:12, SECRET_IN_TEXT 2:12',
  ],
  [
    'KX-HDV130',
    'file',
    'an encryption key of UT',
    file('CFG_FILE_KEY1="k"'),
    'PARAMETER_OTHER_SERIES 2:1, SECRET_IN_TEXT 2:16',
  ],
  ['KX-HDV130', 'file', 'a third line on two', file('SIP_SRC_PORT_3="5060"'), 'LINE_NUMBER_TOO_HIGH 2:14'],
  ['KX-HDV130', 'file', 'XML where none is taken', '<a/>', 'FILE_MAGIC_MISSING 1:1'],
  ['KX-HDV130', 'file', '200 KB, which no HDV guide forbids', file(...Array<string>(500).fill(`#${x(399)}`)), ''],
  [
    'KX-HDV130',
    'file',
    'more than any guide allows',
    file(...Array<string>(6000).fill(`#${x(399)}`)),
    'FILE_TOO_LARGE 1:1',
  ],
  ['KX-UT113', 'file', 'a second line on one', file('DISPLAY_NAME_2="b"'), 'LINE_NUMBER_TOO_HIGH 2:14'],
  ['KX-UTG200', 'file', 'XML is what a UTG takes', '<?xml version="1.0"?>\n<a b=“c”>', 'FILE_XML_NOT_CHECKED 1:1'],
  ['KX-UTG200', 'file', 'text for a UTG', file('CFG_CYCLIC="Y"'), 'FILE_MAGIC_WRONG_SERIES 1:1'],
  [
    'KX-UTG200',
    'layer',
    'of two the last counts on a UTG',
    'CFG_CYCLIC="Y"\nCFG_CYCLIC="N"',
    'PARAMETER_DUPLICATE 1:1',
  ],
  ['KX-UT670', 'layer', 'a layer needs no magic line, no CR LF and no end', 'ADMIN_ID="boss"\nUSER_ID="me"', ''],
  ['KX-UT670', 'layer', 'a layer may have them', file('ADMIN_ID="boss"'), ''],
  ['KX-UT670', 'layer', 'an empty layer', '', ''],
  ['KX-UT670', 'layer', 'a line of blanks in a layer', 'ADMIN_ID="boss"\n  \n', ''],
  ['KX-UT670', 'layer', 'a long comment in a layer', `# ${x(600)}\n`, ''],
  ['KX-UT670', 'layer', 'the other magic line in a layer', `${pcc}\nADMIN_ID="boss"\n`, 'FILE_MAGIC_WRONG_SERIES 1:1'],
  ['KX-UT670', 'layer', 'a byte-order mark in a layer', '\ufeffADMIN_ID="boss"', 'FILE_BOM 1:1'],
  ['KX-UT670', 'layer', 'the clock may be set by another layer', 'CFG_RESYNC_TIME="02:00"', ''],
  ['KX-UT670', 'layer', 'XML in a layer reaches no phone', '<a/>', 'LINE_NOT_PARAMETER 1:1'],
];

describe('a file for a KX-UT670', () => {
  test.each(ut670Files)('%s', (_, content, problems) => {
    expect(places(check(content, { model: 'KX-UT670', as: 'file' }))).toBe(problems);
  });
});

describe('other models and layers', () => {
  test.each(otherFiles)('%s, %s: %s', (model, as, _, content, problems) => {
    expect(places(check(content, model === undefined ? { as } : { model, as }))).toBe(problems);
  });
});

test('the tables show every code there is', () => {
  const shown = [...ut670Files.map((row) => row[2]), ...otherFiles.map((row) => row[4])].join(' ');
  expect(fileProblemCodes.filter((code) => !shown.includes(code))).toEqual([]);
});

test('what the file is instead of text is said', () => {
  const message = (content: string | Uint8Array): string => check(content, { as: 'file' })[0]?.message ?? '';
  expect(message(shiftJis)).toContain('Shift-JIS');
  expect(message(utf16(file()))).toContain('UTF-16');
  expect(message(latin1(file('DISPLAY_NAME_1="Stéphane"')))).toContain('line 2');
  expect(message(Uint8Array.of(0x1f, 0x8b, 8, 0))).toContain('gzip');
});

test('every problem says what happened and what to do', () => {
  for (const [, content] of ut670Files) {
    for (const { message, remedy } of check(content, { model: 'KX-UT670', as: 'file' })) {
      expect(message).toMatch(/^\S.*\.$/su);
      expect(remedy).toMatch(/^\S/su);
    }
  }
});

test('no problem repeats a password', () => {
  const content = file('USER_PASS="p/w"', 'FIRM_FILE_PATH="http://me:p/w@a.example"', 'SIP_PASS_1="p/w"');
  expect(JSON.stringify(check(content, { model: 'KX-HDV130', as: 'file' }))).not.toContain('p/w');
});

test('a file broken on every line is told about up to a bound', () => {
  expect(check('x\n'.repeat(50_000), { as: 'file' }).length).toBeLessThan(5100);
});

test('severities are those of the contract', () => {
  const [blank, unknown] = check(file('A ="1"', 'COFFEE="1"', 'CFG_CYCLIC="x"'), { as: 'file' });
  expect([blank?.severity, unknown?.severity]).toEqual(['error', 'hint']);
});
