// What a host may be started with; the same words for window and headless host (`serve`).
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { isIPv6 } from 'node:net';
import { fail, ok, type Result } from './core/shared/result';
import { parseHostPort } from './services/phones/sip-address';
import type { NetworkInterfaces } from './services/provisioning/network-interfaces';
import type { Keychain } from './services/settings/keychain';
import type { SleepBlocker } from './services/timing/sleep-blocker';

/** A port, 0 for any free one, or `off`. */
export type PortChoice = number | 'off';

export interface HostOptions {
  readonly data: string;
  readonly bind: string;
  /** `ADDRESS[:PORT]` phones are told; null for the bound one. */
  readonly advertise: string | null;
  readonly ports: Readonly<Record<'http' | 'https' | 'tftp' | 'sntp' | 'sip' | 'control', PortChoice>>;
  readonly openLab: boolean;
  /** `ISO@RATE`, null for real time. */
  readonly clock: string | null;
  readonly passphraseFile: string | null;
  /** Options that stand on the command line, `bind` or `http-port`: for this run they win over what is kept in the data folder. */
  readonly given: readonly string[];
}

/** What a host brings along. */
export interface HostParts {
  readonly options: HostOptions;
  readonly keychain: Keychain | null;
  /** The built window. */
  readonly windowFolder: string;
  /** The computer's own unless given: stories let addresses come and go. */
  readonly interfaces?: NetworkInterfaces | undefined;
  /** None where nothing can keep the system awake. */
  readonly sleepBlocker?: SleepBlocker | undefined;
}

const portDefaults = { http: 8088, https: 'off', tftp: 'off', sntp: 'off', sip: 5060, control: 0 } as const;
type PortName = keyof typeof portDefaults;

/** Reads `--data`, `--bind` and their like. `lenient` passes over what it does not know: Electron's own switches.
 *  Problem CALL_INVALID for wrong usage. */
export function parseHostOptions(
  args: readonly string[],
  surroundings: { readonly defaultData: string; readonly folder: string; readonly lenient: boolean },
): Result<HostOptions> {
  const text = { type: 'string' } as const;
  const options = {
    data: text,
    bind: text,
    advertise: text,
    clock: text,
    'passphrase-file': text,
    'open-lab': { type: 'boolean' },
    ...Object.fromEntries(Object.keys(portDefaults).map((name) => [`${name}-port`, text])),
  } as const;
  let values: Record<string, string | boolean | undefined>;
  try {
    values = parseArgs({
      args: [...args],
      options,
      strict: !surroundings.lenient,
      allowPositionals: surroundings.lenient,
    }).values as typeof values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return wrongUsage(message.replace(/\.?$/, '.'));
  }
  const given = (name: string): string | null =>
    typeof values[name] === 'string' && values[name] !== '' ? values[name] : null;
  const ports: Record<string, PortChoice> = {};
  for (const name of Object.keys(portDefaults) as PortName[]) {
    const port = parsePort(given(`${name}-port`), portDefaults[name]);
    if (port === null) return wrongUsage(`--${name}-port takes a port from 0 to 65535, or off.`);
    ports[name] = port;
  }
  const advertise = given('advertise');
  if (advertise !== null && !canBeTold(advertise))
    return wrongUsage('--advertise takes an address phones can reach, 192.168.1.10 or 192.168.1.10:8080 for example.');
  const path = (name: string): string | null =>
    given(name) === null ? null : resolve(surroundings.folder, given(name) as string);
  return ok({
    data: path('data') ?? surroundings.defaultData,
    bind: given('bind') ?? '127.0.0.1',
    advertise,
    ports: ports as HostOptions['ports'],
    openLab: values['open-lab'] === true,
    clock: given('clock'),
    passphraseFile: path('passphrase-file'),
    given: Object.keys(values),
  });
}

/** An address or a name, with a port or without: no more may stand in the URLs of phones. */
export function canBeTold(text: string): boolean {
  const { address, port } = parseHostPort(text, 1);
  return (/^\w[\w.-]*$/.test(address) || isIPv6(address)) && port >= 1 && port <= 65535;
}

function parsePort(text: string | null, otherwise: PortChoice): PortChoice | null {
  if (text === null) return otherwise;
  if (text === 'off') return 'off';
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : null;
}

function wrongUsage(message: string): Result<never> {
  return fail({
    code: 'CALL_INVALID',
    message,
    remedy:
      'Options: --data DIR --bind ADDRESS --advertise ADDRESS[:PORT] --http-port N --https-port N --tftp-port N --sntp-port N --sip-port N --control-port N --open-lab --clock ISO@RATE --passphrase-file F.',
  });
}
