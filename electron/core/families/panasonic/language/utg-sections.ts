// Where a parameter stands in the XML of a UTG phone. The one place for it.

/** Elements from below the root to the one that holds the parameter; a per-line one stands in `Lines/Line[idx]/…`. */
export type SectionPath = readonly string[];

/** The first pattern that fits. `Initial` with `Certs` and `CfgFiles`, `Device` with `System` are stated (KX-UTG guide p. 45, 55); the
 *  sections below them are those of the public sample files. */
const sections: readonly (readonly [path: string, names: RegExp])[] = [
  ['Initial/Certs', /^CFG_ROOT_CERTIFICATE_PATH\d*$/u],
  ['Initial/CfgFiles', /^CFG_(?:MASTER|PRODUCT|STANDARD|SYSTEM)_FILE_PATH$/u],
  ['Device/System/LoginAcc', /^(?:ADMIN|USER)_(?:ID|PASS)$/u],
  ['Device/System/SysTime', /^(?:TIME_ZONE|DST_.*)$/u],
  ['Device/System/Syslog', /^SYSLOG_/u],
  ['Device/System/FwUpdt', /^FIRM_/u],
  ['Device/System/Prov', /^(?:PROVISION_ENABLE|OPTION\d+_ENABLE|SIPPNP_ENABLE|(?:CFG|USR_PROV)_.*)$/u],
  ['Device/Network/EthernetPort', /^(?:PC_PORT|LAN_PORT|PORT_MIRROR)_/u],
  ['Device/Network/CDP', /^CDP_/u],
  ['Device/Network/LLDP', /^LLDP_/u],
  ['Device/Network/IPv6', /^(?:ALLOW_AUTO_CFG|IP_ADDR_MODE|IP_MODE_.*|IPV6_.*)$/u],
  ['Device/Network/NTP', /^(?:NTP_.*|TIME_(?:SYNC|QUERY)_INTVL|IGNORE_LEAP_INDICATOR)$/u],
  ['Device/Network/HTTP', /^(?:HTTP|WEB)_/u],
  ['Device/Network/STUN', /^STUN_/u],
  ['Device/Network/SSH', /^SSH_/u],
  ['Device/Network/LDAP', /^LDAP_/u],
  ['Device/Phone/Tone', /_(?:FRQ|GAIN|RPT|TIMING)$/u],
  ['Device/Phone/HotLine', /^HOT_LINE_/u],
  ['Device/Phone/CallCtrl', /^(?:(?:FIRSTDIGIT|INTDIGIT|MACRODIGIT|HOLD_RECALL|AUTO_ANS_RING)_TIM|KEY_PAD_TONE)$/u],
  ['Device/Phone/CallCtrl', /^(?:ONHOOK_TRANSFER_ENABLE|DND_HARD_KEY_ENABLE|BUSY_ON_CALL_END)$/u],
  ['Device/Phone/Telephone', /^(?:RECORDING|POUND_KEY|MIXED_PHONE|SIGNALING_AUTO|SEND_TOVMAIL|PROTECT_SETTING)_/u],
  [
    'Device/Phone/Telephone',
    /^(?:NUMBER_MATCHING|DISPLAY_(?:DATE|TIME)|DEFAULT_L|HIDE|CHANGE_FOCUS|BLF|DISP|MAKECALL|DIAGNOSE)_?/u,
  ],
  ['Device/Lines/Voip', /^(?:RTP_PORT_M(?:IN|AX)|(?:IN|OUT)BANDDTMF_VOL)$/u],
  ['Device/Lines/CallCtrl', /^RETURN_VOL_SET_DEFAULT_ENABLE$/u],
  ['Device/Diagnostic/LogLevel', /^LOG_LEVEL_/u],
  ['Device/Diagnostic/LogGeneral', /^LOG_/u],
  ['Device/Diagnostic/LogDisplay', /^SYSTEM_AUTO_RECOVERY_ENABLE$/u],
  ['Device/Services/XmlApp', /^XMLAPP_/u],
];

const lineSections: readonly (readonly [section: string, names: RegExp])[] = [
  [
    'Voip',
    /^(?:CODEC|RTCP|RTCPXR|DTMF|TELEVENT|RFC2543|VQM|VAD|CNG)_|^DSCP_RT|^(?:MAX|MIN|NOM)_DELAY$|^RTP_CLOSE|^MAX_CONN/u,
  ],
  ['Sip', /^(?:SIP|REG|SUB|PHONE_NUMBER|LINE_ENABLE|AUTH_INCOMING|PORT_PUNCH|DELAY_RING)(?:_|$)|^DSCP_SIP$/u],
];

/** The safest reading for a name no sample shows: below the one section of the device file that the guide itself names. */
const unknownSection = 'Device/System';
const unknownLineSection = 'CallCtrl';

export function utgSection(name: string): SectionPath {
  return (sections.find(([, names]) => names.test(name))?.[0] ?? unknownSection).split('/');
}

/** The section inside the `Line` element. */
export function utgLineSection(name: string): string {
  return lineSections.find(([, names]) => names.test(name))?.[0] ?? unknownLineSection;
}

const sectionNames: ReadonlySet<string> = new Set([
  ...sections.flatMap(([path]) => path.split('/')),
  ...lineSections.map(([section]) => section),
  unknownLineSection,
  'Line',
  'Codec',
  'PANASIPPhoneConfig',
]);

/** An empty element of this name is an empty section, no parameter. */
export function isUtgSection(name: string): boolean {
  return sectionNames.has(name);
}
