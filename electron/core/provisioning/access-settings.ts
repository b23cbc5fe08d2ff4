// Who may have files, as a person set it for a site.
import { fail, ok, type Result } from '../shared/result';
import { parseIpAddress, parseNetwork } from './peer-network';

/** `token`: in the address. `basic`, `digest`: the same token as a password, the MAC as the name. `open`: nothing is asked (lab). */
export type AccessMode = 'token' | 'basic' | 'digest' | 'open';
export type DigestAlgorithm = 'MD5' | 'SHA-256';

export interface GuardRules {
  readonly on: boolean;
  /** More different wrong guesses than this within the window, and a peer is held. */
  readonly guesses: number;
  readonly windowSeconds: number;
  readonly holdSeconds: number;
}

export interface AccessSettings {
  readonly mode: AccessMode;
  readonly digestAlgorithms: readonly DigestAlgorithm[];
  /** CIDR blocks; none means every network. */
  readonly networks: readonly string[];
  /** Addresses whose X-Forwarded-For is believed. */
  readonly proxies: readonly string[];
  readonly guard: GuardRules;
}

export const usualAccess: AccessSettings = {
  mode: 'token',
  digestAlgorithms: ['SHA-256', 'MD5'],
  networks: [],
  proxies: [],
  guard: { on: true, guesses: 20, windowSeconds: 600, holdSeconds: 3600 },
};

type Loose<T> = { readonly [Key in keyof T]?: T[Key] | undefined };
export type AccessChange = Loose<Omit<AccessSettings, 'guard'>> & { readonly guard?: Loose<GuardRules> | undefined };

const mostEntries = 256;

/** Problems NETWORK_INVALID, PROXY_INVALID. What is not in the change stays. */
export function changeAccess(before: AccessSettings, change: AccessChange): Result<AccessSettings> {
  const networks = entries(change.networks ?? before.networks);
  const proxies = entries(change.proxies ?? before.proxies);
  const badNetwork = networks.find((text) => !parseNetwork(text)) ?? networks[mostEntries];
  if (badNetwork !== undefined)
    return fail({
      code: 'NETWORK_INVALID',
      message:
        networks.length > mostEntries ? `More than ${mostEntries} networks.` : `"${shown(badNetwork)}" is no network.`,
      remedy: 'Give an address with the length of its prefix, for example 192.168.10.0/24 or fd00:12::/64.',
    });
  const badProxy = proxies.find((text) => !parseIpAddress(text)) ?? proxies[mostEntries];
  if (badProxy !== undefined)
    return fail({
      code: 'PROXY_INVALID',
      message:
        proxies.length > mostEntries ? `More than ${mostEntries} proxies.` : `"${shown(badProxy)}" is no IP address.`,
      remedy: 'Give the address from which the proxy asks Cordboard, for example 192.168.10.4.',
    });
  const algorithms = change.digestAlgorithms ?? before.digestAlgorithms;
  const { guard } = before;
  return ok({
    mode: change.mode ?? before.mode,
    digestAlgorithms: (['SHA-256', 'MD5'] as const).filter((algorithm) => algorithms.includes(algorithm)),
    networks,
    proxies,
    guard: {
      on: change.guard?.on ?? guard.on,
      guesses: change.guard?.guesses ?? guard.guesses,
      windowSeconds: change.guard?.windowSeconds ?? guard.windowSeconds,
      holdSeconds: change.guard?.holdSeconds ?? guard.holdSeconds,
    },
  });
}

/** What two settings differ in, in words for the audit. */
export function describeAccessChange(before: AccessSettings, after: AccessSettings): string {
  const flat = ({ guard, ...rest }: AccessSettings): Record<string, unknown> => ({
    ...rest,
    ...Object.fromEntries(Object.entries(guard).map(([name, value]) => [`guard ${name}`, value])),
  });
  const [old, now] = [flat(before), flat(after)];
  return Object.keys(now)
    .filter((name) => String(old[name]) !== String(now[name]))
    .map((name) => `${name}: ${words(now[name])}`)
    .join('; ');
}

function entries(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return String(value);
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
