// Files that are no configuration: firmware, logos, ringtones, certificates, phone books. Uploaded once, pinned by their hash.
import { z } from 'zod';
import { call } from './call';
import { instant, macAddress, nothing } from './shapes';

export const libraryKinds = ['firmware', 'logo', 'ringtone', 'certificate', 'phonebook', 'other'] as const;

export const libraryFile = z.object({
  id: z.int(),
  /** As phones ask for it: one path segment. */
  name: z.string(),
  kind: z.enum(libraryKinds),
  bytes: z.int(),
  sha256: z.string(),
  addedAt: instant,
  /** Models that may have it; none means every model. */
  models: z.array(z.string()),
  /** Of firmware: what FIRM_VERSION says. */
  version: z.string().nullable(),
  /** Firmware goes to phones of these groups only (a wave); null: to every phone of its models. */
  groups: z.array(z.string()).nullable(),
  /** The address phones are told. */
  address: z.string(),
  /** False: the bytes on disk are gone or no longer match the hash; it is not served. */
  sound: z.boolean(),
});

/** One entry of a phone book (KX-UTG guide p. 319). */
export const contact = z.object({
  name: z.string().min(1).max(64),
  numbers: z
    .array(z.object({ kind: z.int().min(1).max(5), number: z.string().max(32) }))
    .min(1)
    .max(5),
  preferred: z.int().min(1).max(5).default(1),
  ringtone: z.int().min(1).max(11).default(1),
  group: z.int().min(1).max(2).default(1),
});

const phoneLog = z.object({ id: z.int(), at: instant, name: z.string(), bytes: z.int() });

export const libraryCalls = {
  'library.list': call(nothing, z.object({ files: z.array(libraryFile), contacts: z.int() })),
  /** An upload in pieces: begin, append in order, finish. Problems LIBRARY_NAME_INVALID, LIBRARY_FILE_EXISTS, LIBRARY_FILE_TOO_LARGE,
   *  LIBRARY_UPLOAD_UNKNOWN (nobody went on for ten minutes), DISK_FULL. */
  'library.begin': call(
    z.object({ name: z.string().min(1).max(100), kind: z.enum(libraryKinds), bytes: z.int().min(1) }),
    z.object({ upload: z.string() }),
  ),
  'library.append': call(
    z.object({ upload: z.string(), base64: z.string().max(3_000_000) }),
    z.object({ received: z.int() }),
  ),
  /** Firmware with a version is assigned at once, to every phone of its models: a draft. */
  'library.finish': call(
    z.object({
      upload: z.string(),
      models: z.array(z.string()).default([]),
      version: z.string().max(32).nullable().default(null),
    }),
    z.object({ file: libraryFile }),
  ),
  'library.cancel': call(z.object({ upload: z.string() }), nothing),
  /** Firmware without a version is told to no phone any more. Firmware assignments are facts: they become a draft, and phones get them when it is published. */
  'library.assign': call(
    z.object({
      id: z.int(),
      models: z.array(z.string()),
      version: z.string().max(32).nullable(),
      groups: z.array(z.string()).nullable(),
    }),
    z.object({ file: libraryFile }),
  ),
  /** LIBRARY_FILE_IN_USE: the published facts tell phones of it. */
  'library.remove': call(z.object({ id: z.int() }), nothing),
  'contacts.list': call(nothing, z.object({ contacts: z.array(contact), address: z.string() })),
  'contacts.set': call(z.object({ contacts: z.array(contact).max(65_535) }), z.object({ contacts: z.int() })),
  /** A table with the columns name, number, and number2 … number5, ringtone, group, preferred where wanted, or the file a KX-UTG exports;
   *  replaces all with the rows that have no problem (and changes nothing when there is none). */
  'contacts.import': call(
    z.object({ text: z.string().max(20_000_000), dryRun: z.boolean().default(false) }),
    z.object({
      contacts: z.int(),
      problems: z.array(z.object({ row: z.int(), code: z.string(), message: z.string() })),
    }),
  ),
  /** What a phone sent of itself by PUT, newest first. Problem PHONE_UNKNOWN. */
  'phones.logs': call(z.object({ mac: macAddress }), z.object({ logs: z.array(phoneLog) })),
  /** Problem LIBRARY_FILE_UNKNOWN: it is gone. */
  'phones.log': call(z.object({ id: z.int() }), z.object({ name: z.string(), at: instant, text: z.string() })),
} as const;

export type LibraryFileView = z.infer<typeof libraryFile>;
export type ContactView = z.infer<typeof contact>;
