import type { InterfaceKind, Platform } from '../../core/provisioning/interface-kind';

/** One address of this computer. */
export interface InterfaceAddress {
  /** As the system calls the interface. */
  readonly name: string;
  readonly kind: InterfaceKind;
  readonly address: string;
  readonly prefix: number;
}

/** What the computer has at this moment; cheap enough to be asked every few seconds. */
export interface NetworkInterfaces {
  readonly platform: Platform;
  list(): readonly InterfaceAddress[];
}

export interface NameLookup {
  /** The addresses of a host name as this computer resolves it, none when it cannot or takes too long. Never rejects. */
  resolve(host: string): Promise<readonly string[]>;
}
