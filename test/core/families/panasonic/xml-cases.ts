// Small XML files, each with exactly the problems it should have.
import { magic } from './check-support';

/** Around the sections of a device file; they begin on line 3. */
export function utg(...lines: string[]): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<PANASIPPhoneConfig>', ...lines, '</PANASIPPhoneConfig>', ''].join(
    '\r\n',
  );
}

/** Around the elements of a UT file; they begin on line 4. */
export function ut(...lines: string[]): string {
  const head = [magic, '<?xml version="1.0" encoding="UTF-8"?>', '<PANASipPhoneConfig><Dev>'];
  return [...head, ...lines, '</Dev></PANASipPhoneConfig>', ''].join('\r\n');
}

const utgLine = (...elements: string[]): string =>
  utg('<Device><Lines><Line idx="2"><Sip>', ...elements, '</Sip></Line></Lines></Device>');
const prov = (...elements: string[]): string => utg('<Device><System><Prov>', ...elements, '</Prov></System></Device>');
const bomb = `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(50)}">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "&a;&a;&a;&a;&a;">`).join('')}]>`;

export const xmlFiles: readonly (readonly [
  model: string | undefined,
  sentence: string,
  content: string,
  problems: string,
])[] = [
  ['KX-UTG200', 'a device file', prov('<CFG_CYCLIC perm="!RW" access="A">N</CFG_CYCLIC>'), ''],
  ['KX-UTG300B', 'a device file for a model with suffix', prov('<CFG_CYCLIC>N</CFG_CYCLIC>'), ''],
  [undefined, 'no model in particular: the root decides', prov('<CFG_CYCLIC>N</CFG_CYCLIC>'), ''],
  ['KX-UTG200', 'empty sections', utg('<Device><System/><Lines><Codec> </Codec></Lines></Device>'), ''],
  [
    'KX-UTG200',
    'a comment, CDATA and references',
    prov(
      '<!-- a & b -->',
      '<FIRM_FILE_PATH>http://a/?b&amp;c</FIRM_FILE_PATH>',
      '<CFG_CYCLIC><![CDATA[Y]]></CFG_CYCLIC>',
    ),
    '',
  ],
  ['KX-UTG200', 'a value out of its list', prov('<CFG_CYCLIC>yes</CFG_CYCLIC>'), 'VALUE_NOT_ALLOWED 4:13'],
  [
    'KX-UTG200',
    'of two the last counts',
    prov('<CFG_CYCLIC>Y</CFG_CYCLIC>', '<CFG_CYCLIC>N</CFG_CYCLIC>'),
    'PARAMETER_DUPLICATE 4:2',
  ],
  ['KX-UTG200', 'a password', utgLine('<SIP_PASS>geheim</SIP_PASS>'), 'SECRET_IN_TEXT 4:11'],
  ['KX-UTG200', 'the line switch', utgLine('<LINE_ENABLE>Enabled</LINE_ENABLE>'), 'VALUE_NOT_ALLOWED 4:14'],
  [
    'KX-UTG200',
    'a managed address',
    utg('<Initial><CfgFiles>', '<CFG_MASTER_FILE_PATH>http://a/m</CFG_MASTER_FILE_PATH>', '</CfgFiles></Initial>'),
    'PARAMETER_MANAGED 4:2',
  ],
  [
    'KX-UTG200',
    'a macro behind a reference',
    prov('<FIRM_FILE_PATH>http://a/&amp;{Model}</FIRM_FILE_PATH>'),
    'MACRO_UNKNOWN 4:31',
  ],
  [
    'KX-UTG200',
    'a parameter of a line outside of lines',
    prov('<PHONE_NUMBER>101</PHONE_NUMBER>'),
    'LINE_NUMBER_MISSING 4:2',
  ],
  ['KX-UTG200', 'a name nobody knows', prov('<COFFEE_ENABLE>Y</COFFEE_ENABLE>'), 'PARAMETER_UNKNOWN 4:2'],
  [
    'KX-UTG200',
    'a fixed time without clock',
    prov('<CFG_RESYNC_TIME>02:00</CFG_RESYNC_TIME>'),
    'TIMING_CLOCK_UNSET 4:2',
  ],
  [
    'KX-UTG200',
    'a time over lines',
    prov('<CFG_RESYNC_TIME>', '02:00</CFG_RESYNC_TIME>'),
    'VALUE_NOT_ALLOWED 4:18, TIMING_TIME_INVALID 4:18',
  ],
  ['KX-UTG200', 'a bare ampersand', prov('<FIRM_FILE_PATH>http://a/?b&c</FIRM_FILE_PATH>'), 'XML_NOT_WELL_FORMED 4:28'],
  [
    'KX-UTG200',
    'two of them',
    prov('<USER_ID>a & b</USER_ID>', '<ADMIN_ID>c & d</ADMIN_ID>'),
    'XML_NOT_WELL_FORMED 4:12, XML_NOT_WELL_FORMED 5:13',
  ],
  ['KX-UTG200', 'an entity of HTML', prov('<USER_ID>a&nbsp;b</USER_ID>'), 'XML_NOT_WELL_FORMED 4:11'],
  ['KX-UTG200', 'an unclosed element', '<PANASIPPhoneConfig>\n<Device>\n', 'XML_NOT_WELL_FORMED 2:1'],
  ['KX-UTG200', 'a tag closed by another', prov('<CFG_CYCLIC>Y</CFG_CYCLICK>'), 'XML_NOT_WELL_FORMED 4:14'],
  ['KX-UTG200', 'an attribute without quotes', prov('<CFG_CYCLIC perm=RW>Y</CFG_CYCLIC>'), 'XML_NOT_WELL_FORMED 4:18'],
  ['KX-UTG200', 'typographic quotes', '<PANASIPPhoneConfig a=“b”/>', 'XML_NOT_WELL_FORMED 1:23'],
  ['KX-UTG200', 'two roots', `${utg()}<a/>`, 'XML_NOT_WELL_FORMED 4:1'],
  ['KX-UTG200', 'another root', '<?xml version="1.0"?>\n<Config/>', 'XML_WRONG_ROOT 2:2'],
  ['KX-UTG200', 'the root of UT', '<PANASipPhoneConfig/>', 'XML_WRONG_ROOT 1:2'],
  ['KX-UTG200', 'a document type', `<?xml version="1.0"?>\n${bomb}\n<PANASIPPhoneConfig/>`, 'XML_REFUSED 2:1'],
  ['KX-UTG200', 'deep nesting', '<PANASIPPhoneConfig>'.concat('<a>'.repeat(40)), 'XML_REFUSED 1:114'],
  ['KX-UT670', 'a UT file', ut('<Time NTP_ADDR="a" CFG_RESYNC_TIME="02:00"/>'), ''],
  [
    'KX-UT670',
    'the magic in an XML comment',
    ut().replace(`${magic}\r\n`, '').replace('?>', `?><!-- ${magic} -->`),
    '',
  ],
  ['KX-UT670', 'no magic', ut().replace(`${magic}\r\n`, ''), 'FILE_MAGIC_MISSING 1:1'],
  ['KX-UT113', 'no magic on other UT', ut().replace(`${magic}\r\n`, ''), ''],
  ['KX-UT670', 'the root of UTG', prov(), 'FILE_MAGIC_MISSING 1:1, XML_WRONG_ROOT 2:2'],
  ['KX-UT670', 'of two the first counts', ut('<A NTP_ADDR="a"/>', '<A NTP_ADDR="b"/>'), 'PARAMETER_DUPLICATE 5:4'],
  ['KX-UT670', 'a seventh line', ut('<A ID="1" PHONE_NUMBER_7="a"/>'), 'LINE_NUMBER_TOO_HIGH 4:24'],
  [
    'KX-UT670',
    'the trailing blank of a known template',
    ut('<A SIP_UDP_SRV_PREFIX_1="_sip._udp. "/>'),
    'VALUE_EDGE_BLANK 4:36',
  ],
  [
    'KX-UT670',
    'cyclic beside a fixed time',
    ut("<A NTP_ADDR='a' CFG_RESYNC_TIME='02:00' CFG_CYCLIC='Y' />"),
    'TIMING_NO_EFFECT 4:41',
  ],
  ['KX-HDV130', 'XML where none is taken', ut(), 'FILE_MAGIC_MISSING 1:1'],
  [
    'KX-UT670',
    'an unclosed file',
    '<?xml version="1.0"?>\n<PANASipPhoneConfig>\n',
    'FILE_MAGIC_MISSING 1:1, XML_NOT_WELL_FORMED 2:1',
  ],
];
