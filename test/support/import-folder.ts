// Thirty files as an office has them after some years: a common file, models, phones in two spellings, and what lies about.
import { parseMacAddress, type MacAddress } from '../../electron/core/shared/mac-address';

const magic = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!';
const pcc = '# PCC Standard Format File # DO NOT CHANGE THIS LINE!';
const server = 'http://prov.example.com/Panasonic';

function text(first: string, lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode([first, ...lines, '', ''].join('\r\n'));
}

export function importedMac(number: number): MacAddress {
  const mac = parseMacAddress(`0080F0${number.toString(16).padStart(6, '0')}`);
  if (!mac.ok) throw new Error(mac.problem.message);
  return mac.value;
}

function phoneLines(number: number): string[] {
  return [
    `# Desk ${number}`,
    `PHONE_NUMBER_1="21${String(number).padStart(2, '0')}"`,
    `DISPLAY_NAME_1="Desk ${number}"`,
    `SIP_AUTHID_1="auth${number}"`,
    `SIP_PASS_1="Secret-${number}-x"`,
  ];
}

/** Phones 1 to 16 are KX-UT670 with upper-case names, 17 to 24 KX-HDV130 with lower-case ones, 25 a KX-TGP500. */
export function importFolder(): Map<string, Uint8Array> {
  const folder = new Map<string, Uint8Array>();
  const lower = (number: number): string => importedMac(number).toLowerCase();
  folder.set(
    'ConfigCommon.cfg',
    text(magic, [
      '# all phones',
      'NTP_ADDR="192.0.2.1"',
      'ADMIN_PASS="Orchard-7"',
      'CFG_RESYNC_TIME="02:00"',
      'LINE_ENABLE_1="Enabled"',
      `CFG_MASTER_FILE_PATH="http://admin:hidden@prov.example.com/Panasonic/ConfigCommon.cfg"`,
    ]),
  );
  folder.set('ConfigKX-UT670.cfg', text(magic, ['PROFILE_ENABLE_1="Enabled"', 'TIME_ZONE_COUNTRY="-70003"']));
  folder.set('ConfigKX-HDV130.cfg', text(magic, ['TIME_ZONE="60"']));
  for (let number = 1; number <= 16; number += 1) {
    const lines = [
      ...phoneLines(number),
      `CFG_STANDARD_FILE_PATH="${server}/Config{MAC}.cfg"`,
      `CFG_PRODUCT_FILE_PATH="${server}/Config{MODEL}.cfg"`,
    ];
    folder.set(`phones/KX-UT670/Config${importedMac(number)}.cfg`, text(magic, lines));
  }
  for (let number = 17; number <= 24; number += 1) {
    folder.set(`phones/KX-HDV130/${lower(number)}.cfg`, text(magic, phoneLines(number)));
  }
  folder.set(`dect/${importedMac(25)}.cfg`, text(pcc, ['# KX-TGP500B04 in the yard', ...phoneLines(25)]));
  folder.set('photo.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]));
  // DISPLAY_NAME_1="受付" in Shift-JIS, with kana before it.
  const japanese = [0x83, 0x74, 0x83, 0x8d, 0x83, 0x93, 0x83, 0x67, 0x8e, 0xf3, 0x95, 0x74];
  folder.set(
    `Config${importedMac(26)}.cfg`,
    new Uint8Array([...text(magic, ['DISPLAY_NAME_1="']).slice(0, -6), 0x22, ...japanese, 0x22, 13, 10, 13, 10]),
  );
  return folder;
}
