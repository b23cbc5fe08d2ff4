// What calls about addresses need of the program that hosts the services.
import type { Platform } from '../../core/provisioning/interface-kind';
import type { Problem } from '../../core/shared/problem';
import type { Result } from '../../core/shared/result';
import type { InterfaceAddress } from './network-interfaces';

/** `current`: what phones are told now. `answered`: another one, but we answer there. `gone`: nobody of ours answers there. */
export type ToldState = 'current' | 'answered' | 'gone';

export interface HostAddresses {
  readonly platform: Platform;
  /** Looks at the interfaces now instead of at the next turn, and asks what told names mean. */
  check(): Promise<void>;
  /** When somebody looked last, on the clock of phones. */
  readonly checkedAt: number;
  here(): readonly InterfaceAddress[];
  /** `serving`: the chosen one. `also`: answered on as well. */
  useOf(address: string): 'serving' | 'also' | 'free';
  /** Of an address phones were told, `http://HOST:PORT`. Cheap enough for every row of a list. */
  toldState(baseUrl: string): ToldState;
  /** Since when nobody answers there, as far as it was seen; null while somebody does. */
  goneSince(baseUrl: string): number | null;
  /** Where an address of this computer was, even if it is gone. */
  lastSeen(address: string): { readonly name: string; readonly prefix: number } | null;
  /** What is told instead of the bound address, `HOST[:PORT]`, and what its name meant here when last asked. */
  readonly advertised: { readonly told: string; readonly host: string; readonly resolvesTo: readonly string[] } | null;
  /** Ports besides those of the chosen address that cannot be had. */
  failing(): readonly { readonly place: string; readonly problem: Problem }[];
  /** Problems ADDRESS_NOT_HERE, PORT_IN_USE, PORT_REFUSED; then nothing has changed. */
  serve(address: string): Promise<Result<void>>;
  /** `port` null: the ports phones were told at that address. Problems as `serve`. */
  also(address: string, port: number | null, on: boolean, told: readonly string[]): Promise<Result<void>>;
  /** `HOST[:PORT]`, null for the bound address. Problem VALUE_INVALID. */
  advertise(told: string | null): Promise<Result<void>>;
}
