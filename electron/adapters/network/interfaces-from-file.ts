// Addresses as a file lists them, for whole-app stories in which an address comes and goes: a test may not touch the computer's own.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { interfaceKinds } from '../../core/provisioning/interface-kind';
import type { NetworkInterfaces } from '../../services/provisioning/network-interfaces';
import { platformOf } from './interfaces';

const listed = z.array(
  z.object({ name: z.string(), kind: z.enum(interfaceKinds), address: z.string(), prefix: z.int() }),
);

/** The file is read at every question: a JSON array of `{name, kind, address, prefix}`. Throws on anything else; one that is missing
 *  lists nothing. */
export function interfacesFromFile(file: string): NetworkInterfaces {
  return { platform: platformOf(process.platform), list: () => listed.parse(JSON.parse(textOf(file))) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '[]';
  }
}
