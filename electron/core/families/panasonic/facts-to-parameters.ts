// The structured fields of a site and of a phone, as parameters. One table each; the catalogue decides what a series knows.
import type { LineFacts, PhoneFacts, SiteFacts } from '../../configs/facts';
import type { Parameter } from '../../configs/layers';
import type { Model } from '../family';
import { standardOffsetMinutes } from './zone-offset';

/** Whether the catalogue has a parameter, written with its number (`PHONE_NUMBER_1`), for a series. */
export type Knows = (name: string, series: string) => boolean;

interface SiteRow {
  /** `{line}` stands for every line of the model. */
  readonly name: string;
  /** Depends on nothing but the facts, so that a parameter has one value on all models. Empty: not written. */
  value(facts: SiteFacts): string;
  /** Where the catalogue's series is too coarse. */
  readonly on?: (model: Model) => boolean;
}

interface LineRow {
  readonly name: string;
  value(line: LineFacts): string;
  readonly on?: (model: Model) => boolean;
}

/** For models whose line count no source states: the largest of the family, since a line too many does no harm. */
export const linesWhenUnknown = 16;

const isUt670 = (model: Model): boolean => model.name.startsWith('KX-UT670');
const notUt670 = (model: Model): boolean => !isUt670(model);

const isUtg = (model: Model): boolean => model.series === 'utg';
const notUtg = (model: Model): boolean => !isUtg(model);

const siteRows: readonly SiteRow[] = [
  { name: 'NTP_ADDR', value: (site) => site.ntp },
  // The UT670 has TIME_ZONE_COUNTRY instead; its codes are not known.
  { name: 'TIME_ZONE', value: (site) => zoneMinutes(site.timeZone), on: notUt670 },
  { name: 'CFG_RESYNC_TIME', value: (site) => site.checkTime },
  { name: 'ADMIN_PASS', value: (site) => site.adminPassword },
  { name: 'SIP_RGSTR_ADDR_{line}', value: (site) => siteServer(site).host },
  { name: 'SIP_RGSTR_PORT_{line}', value: (site) => siteServer(site).port },
  { name: 'SIP_PRXY_ADDR_{line}', value: (site) => siteServer(site).host },
  { name: 'SIP_PRXY_PORT_{line}', value: (site) => siteServer(site).port },
  { name: 'SIP_PRSNC_ADDR_{line}', value: (site) => siteServer(site).host },
  { name: 'SIP_PRSNC_PORT_{line}', value: (site) => siteServer(site).port },
  { name: 'SIP_SVCDOMAIN_{line}', value: (site) => siteServer(site).host },
];

/** The lines' switches are `Enabled` on UT (sample value; the word for off is not known, so none is ever written). The UT670 has
 *  a voice profile per line, the other UT one for all. */
const lineRows: readonly LineRow[] = [
  { name: 'PHONE_NUMBER_{line}', value: (line) => line.extension },
  { name: 'DISPLAY_NAME_{line}', value: (line) => line.name },
  { name: 'SIP_AUTHID_{line}', value: (line) => line.authId },
  { name: 'SIP_PASS_{line}', value: (line) => line.password },
  { name: 'LINE_ENABLE_{line}', value: enabledWithExtension, on: notUtg },
  // UTG takes Yes or No (catalogue).
  { name: 'LINE_ENABLE_{line}', value: (line) => (line.extension === '' ? '' : 'Yes'), on: isUtg },
  { name: 'PROFILE_ENABLE_{line}', value: enabledWithExtension, on: isUt670 },
  { name: 'PROFILE_ENABLE1', value: enabledWithExtension, on: notUt670 },
  { name: 'SIP_RGSTR_ADDR_{line}', value: (line) => ownServer(line).host },
  { name: 'SIP_RGSTR_PORT_{line}', value: (line) => ownServer(line).port },
  { name: 'SIP_PRXY_ADDR_{line}', value: (line) => ownServer(line).host },
  { name: 'SIP_PRXY_PORT_{line}', value: (line) => ownServer(line).port },
  { name: 'SIP_PRSNC_ADDR_{line}', value: (line) => ownServer(line).host },
  { name: 'SIP_PRSNC_PORT_{line}', value: (line) => ownServer(line).port },
  { name: 'SIP_SVCDOMAIN_{line}', value: (line) => ownServer(line).host },
];

/** The weakest layer of a phone of `model`. An empty fact gives no parameter, neither does one the series does not know. */
export function siteFactParameters(facts: SiteFacts, model: Model, knows: Knows): Parameter[] {
  const values = new Map<string, string>();
  for (const row of siteRows) {
    const value = row.value(facts);
    if (value === '') continue;
    for (const name of namesOf(row, model, knows)) values.set(name, value);
  }
  return [...values].map(([name, value]) => ({ name, value }));
}

/** The site facts that have a place, and so the same value, on every one of these models: what a master file can carry. */
export function siteFactsOfEveryModel(models: readonly Model[], knows: Knows): ReadonlySet<string> {
  const [first, ...others] = models.map((model) => new Set(siteRows.flatMap((row) => namesOf(row, model, knows))));
  return new Set([...(first ?? [])].filter((name) => others.every((names) => names.has(name))));
}

/** The lines a phone has by its facts; those beyond the model's are left out. Line 1 shows the phone's name unless it has one
 *  of its own. */
export function phoneFactParameters(facts: PhoneFacts, model: Model, knows: Knows): Parameter[] {
  const values = new Map<string, string>();
  const { checkTime = '' } = facts;
  if (checkTime !== '' && knows('CFG_RESYNC_TIME', model.series)) values.set('CFG_RESYNC_TIME', checkTime);
  for (const line of facts.lines) {
    if (line.line < 1 || line.line > (model.lines ?? linesWhenUnknown)) continue;
    for (const row of lineRows) {
      const name = row.name.replace('{line}', String(line.line));
      const value = row.value(line.line === 1 && line.name === '' ? { ...line, name: facts.name } : line);
      if (value !== '' && knows(name, model.series) && (row.on?.(model) ?? true)) values.set(name, value);
    }
  }
  return [...values].map(([name, value]) => ({ name, value }));
}

function namesOf(row: SiteRow, model: Model, knows: Knows): string[] {
  if (row.on && !row.on(model)) return [];
  const lines = row.name.includes('{line}') ? (model.lines ?? linesWhenUnknown) : 1;
  const names = Array.from({ length: lines }, (_, index) => row.name.replace('{line}', String(index + 1)));
  return names.filter((name) => knows(name, model.series));
}

function zoneMinutes(timeZone: string): string {
  const minutes = timeZone === '' ? null : standardOffsetMinutes(timeZone);
  return minutes === null ? '' : String(minutes);
}

function enabledWithExtension(line: LineFacts): string {
  return line.extension === '' ? '' : 'Enabled';
}

function siteServer(site: SiteFacts): { host: string; port: string } {
  const { host, port } = splitServer(site.sip.server);
  return { host, port: site.sip.port === null ? port : String(site.sip.port) };
}

/** A line's own server is a whole address: without a port it means 5060, not the port of the site's server below it. */
function ownServer(line: LineFacts): { host: string; port: string } {
  if (line.server === '') return { host: '', port: '' };
  const { host, port } = splitServer(line.server);
  return { host, port: port || '5060' };
}

/** `pbx.example:5080` and `[2001:db8::5]:5080` carry a port; a bare IPv6 address does not. */
function splitServer(server: string): { host: string; port: string } {
  const [, host, port] = /^(\[[^\]]*\]|[^:]+):(\d{1,5})$/.exec(server) ?? [];
  return host && port ? { host, port } : { host: server, port: '' };
}
