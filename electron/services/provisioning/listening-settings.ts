// What was chosen for the listeners, kept over restarts. What a host is started with on its command line wins for that run and is not kept.
import { listenerProtocols, type AlsoPlace, type ListenerProtocol } from '../../core/provisioning/listening-plan';
import type { SiteStore } from '../settings/site-store';

export interface ListeningSettings {
  readonly address?: string;
  /** What phones are told instead; null: the bound address. */
  readonly advertise?: string | null;
  readonly also?: readonly AlsoPlace[];
  readonly ports?: Readonly<Partial<Record<ListenerProtocol, number | 'off'>>>;
}

const name = 'listening';

/** Nothing chosen where nothing was kept, or nothing that can be read. */
export function readListeningSettings(store: Pick<SiteStore, 'setting'>): ListeningSettings {
  const kept = parsed(store.setting(name));
  const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const ports = Object.entries(asRecord(kept['ports'])).filter(
    ([protocol, port]) => isProtocol(protocol) && (port === 'off' || isPort(port)),
  );
  const also = Array.isArray(kept['also']) ? kept['also'].filter(isPlace) : [];
  return {
    ...(text(kept['address']) && { address: kept['address'] }),
    ...((text(kept['advertise']) || kept['advertise'] === null) && { advertise: kept['advertise'] }),
    also,
    ports: Object.fromEntries(ports),
  };
}

/** Keeps these beside what is kept already. */
export function keepListeningSettings(
  store: Pick<SiteStore, 'setting' | 'saveSetting'>,
  change: ListeningSettings,
): void {
  const before = readListeningSettings(store);
  store.saveSetting(name, JSON.stringify({ ...before, ...change, ports: { ...before.ports, ...change.ports } }));
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    return asRecord(text === null ? {} : JSON.parse(text));
  } catch {
    return {};
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isProtocol(text: string): text is ListenerProtocol {
  return (listenerProtocols as readonly string[]).includes(text);
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535;
}

function isPlace(value: unknown): value is AlsoPlace {
  const { protocol, address, port } = asRecord(value);
  return (protocol === 'http' || protocol === 'https') && typeof address === 'string' && isPort(port);
}
