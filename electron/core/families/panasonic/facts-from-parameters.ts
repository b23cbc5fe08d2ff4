// The tables of facts-to-parameters.ts read backwards: what in a set of parameters is a fact. A guess counts only when the table
// gives exactly what was there, so that a fact never says more than the file it came from.
import {
  checkTimePattern,
  emptyPhoneFacts,
  emptySiteFacts,
  type LineFacts,
  type PhoneFacts,
  type SiteFacts,
} from '../../configs/facts';
import type { Parameter } from '../../configs/layers';
import type { FactsFound, ValueOf } from '../family';
import { unwritable } from './fact-text';
import { linesWhenUnknown, phoneFactParameters, siteFactParameters, type Knows } from './facts-to-parameters';
import type { PanasonicModel } from './models';

const nothingGiven: SiteFacts = { ...emptySiteFacts, timeZone: '' };

type LineText = Omit<LineFacts, 'line'>;
const emptyLine: LineText = { extension: '', name: '', authId: '', password: '', server: '' };

/** Facts are read from `parameters` and taken when all they would write has its value `within` a wider set: a line's number is a fact
 *  although the file below says that the line is enabled. `rest` is what of `parameters` the facts do not give. The time zone
 *  is never among them: many zones share an offset. */
export function factsFromParameters(
  parameters: readonly Parameter[],
  model: PanasonicModel,
  knows: Knows,
  within?: ValueOf,
): FactsFound {
  const given = new Map(parameters.map(({ name, value }) => [name, value]));
  const known: ValueOf = within ?? ((name) => given.get(name));
  const holds = (written: readonly Parameter[]): boolean =>
    written.length > 0 && written.every(({ name, value }) => known(name) === value);

  const text = (name: string): string => factText(given.get(name));
  const guesses: readonly Partial<SiteFacts>[] = [
    { ntp: text('NTP_ADDR') },
    { checkTime: checkTimePattern.test(text('CFG_RESYNC_TIME')) ? text('CFG_RESYNC_TIME') : '' },
    { adminPassword: text('ADMIN_PASS') },
    { sip: { server: text('SIP_RGSTR_ADDR_1'), port: portNumber(text('SIP_RGSTR_PORT_1')) } },
  ];
  const site = Object.assign(
    {},
    ...guesses.filter((guess) => holds(siteFactParameters({ ...nothingGiven, ...guess }, model, knows))),
  ) as Partial<SiteFacts>;
  const siteWrites = siteFactParameters({ ...nothingGiven, ...site }, model, knows);
  const fromSite = new Set(siteWrites.map(({ name }) => name));

  const lines: LineFacts[] = [];
  for (let line = 1; line <= (model.lines ?? linesWhenUnknown); line += 1) {
    const number = String(line);
    const ofLine: LineText = {
      extension: text(`PHONE_NUMBER_${number}`),
      name: text(`DISPLAY_NAME_${number}`),
      authId: text(`SIP_AUTHID_${number}`),
      password: text(`SIP_PASS_${number}`),
      server: fromSite.has(`SIP_RGSTR_ADDR_${number}`) ? '' : ownServer(text, number),
    };
    const taken = (Object.keys(ofLine) as (keyof LineText)[]).filter((fact) => {
      const alone: PhoneFacts = { ...emptyPhoneFacts, lines: [{ line, ...emptyLine, [fact]: ofLine[fact] }] };
      return ofLine[fact] !== '' && holds(phoneFactParameters(alone, model, knows));
    });
    if (taken.length === 0) continue;
    lines.push({ line, ...emptyLine, ...Object.fromEntries(taken.map((fact) => [fact, ofLine[fact]])) });
  }
  const phone = named(lines);
  const written = new Set([...siteWrites, ...phoneFactParameters(phone, model, knows)].map(({ name }) => name));
  return { site, phone, rest: parameters.filter(({ name }) => !written.has(name)) };
}

/** The name shown on line 1 names the phone. It stays on the line where nothing else would hold the line in being, or where
 *  trimming would change it. */
function named(lines: readonly LineFacts[]): PhoneFacts {
  const [first, ...others] = lines;
  if (first?.line !== 1 || first.name === '' || first.name !== first.name.trim()) return { ...emptyPhoneFacts, lines };
  const alone = [first.extension, first.authId, first.password, first.server].every((fact) => fact === '');
  return { ...emptyPhoneFacts, name: first.name, lines: alone ? lines : [{ ...first, name: '' }, ...others] };
}

/** Empty for what could not be kept as a fact. */
function factText(value: string | undefined): string {
  return value === undefined || unwritable(value) !== null ? '' : value;
}

function portNumber(text: string): number | null {
  const port = /^[1-9]\d{0,4}$/u.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}

/** A line's own server is written with its port always. */
function ownServer(text: (name: string) => string, line: string): string {
  const host = text(`SIP_RGSTR_ADDR_${line}`);
  const port = text(`SIP_RGSTR_PORT_${line}`);
  if (host === '' || port === '') return '';
  return port === '5060' ? host : `${host}:${port}`;
}
