// Where this laptop can be reached, where phones were told to look for it, and how to tell them.
import { z } from 'zod';
import { interfaceKinds } from '../core/provisioning/interface-kind';
import { call } from './call';
import { instant, macAddress, nothing } from './shapes';

export const interfaceAddress = z.object({
  /** As the system calls the interface. */
  name: z.string(),
  kind: z.enum(interfaceKinds),
  address: z.string(),
  prefix: z.int(),
  /** Phones may be told this address: neither VPN nor a virtual adapter's. */
  usable: z.boolean(),
  /** `serving`: the chosen one. `also`: answered on as well. `free`: neither. */
  use: z.enum(['serving', 'also', 'free']),
  /** Phones last told this address. */
  phones: z.int(),
});

/** An address or name phones were told and have not been told anything newer than. */
export const toldAddress = z.object({
  /** `http://ADDRESS:PORT`. */
  address: z.string(),
  phones: z.int(),
  /** `current`: what phones are told now. `answered`: another one, but we answer there. `gone`: nobody of ours answers there. */
  state: z.enum(['current', 'answered', 'gone']),
  /** When it went; null when it did not. */
  goneSince: instant.nullable(),
});

const command = z.object({ platform: z.enum(['linux', 'macos', 'windows']), add: z.string(), remove: z.string() });

/** One way to tell phones where to ask, for one DHCP server or one series' own menus. */
const handOut = z.object({
  id: z.string(),
  title: z.string(),
  /** To be copied as it is; null where there is nothing to copy. */
  text: z.string().nullable(),
  steps: z.array(z.string()),
  /** What is not certain, or must be known before. */
  note: z.string().nullable(),
});

export const addressesCalls = {
  'addresses.show': call(
    nothing,
    z.object({
      checkedAt: instant,
      interfaces: z.array(interfaceAddress),
      told: z.array(toldAddress),
      /** Phones still looking at an address where nobody of ours answers. */
      stranded: z.int(),
      /** A host name instead of an address, when one is told; what it resolves to here. */
      name: z.object({ host: z.string(), resolvesTo: z.array(z.string()) }).nullable(),
      platform: z.enum(['linux', 'macos', 'windows']),
      /** Advice before it happens: a name, or a reserved address. */
      advice: z.array(z.string()),
    }),
  ),
  'addresses.phones': call(
    z.object({ address: z.string() }),
    z.object({
      phones: z.array(
        z.object({ mac: z.string(), name: z.string(), model: z.string(), lastFetchAt: instant.nullable() }),
      ),
    }),
  ),
  /** Commands that put an address on an interface again, per platform. */
  'addresses.commands': call(
    z.object({ address: z.string(), interface: z.string().optional() }),
    z.object({ commands: z.array(command) }),
  ),
  /** The address phones are served on and told from now on; listeners move there. Problems ADDRESS_NOT_HERE, PORT_IN_USE. */
  'addresses.serve': call(z.object({ address: z.string() }), nothing),
  /** Answers on this address as well (or no longer), on the ports phones were told there. Problems as above. */
  'addresses.also': call(
    z.object({ address: z.string(), port: z.int().min(1).max(65_535).optional(), on: z.boolean() }),
    nothing,
  ),
  /** What phones are told instead of the bound address: `HOST` or `HOST:PORT`; empty takes it back. */
  'addresses.advertise': call(z.object({ host: z.string().max(253) }), nothing),
  'addresses.handOut': call(
    z.object({ mac: macAddress.optional() }),
    z.object({ bootstrap: z.string(), server: z.string(), ways: z.array(handOut) }),
  ),
} as const;

export type InterfaceAddressView = z.infer<typeof interfaceAddress>;
export type ToldAddressView = z.infer<typeof toldAddress>;
