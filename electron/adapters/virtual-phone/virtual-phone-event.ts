// What a virtual phone reports about itself; the command line prints these lines as they are (cli.md, `virtual-phone`).

/** The files a phone knows, weakest first (guide UT123-46: standard → product → master → pre-provisioning). */
export const fileKinds = ['bootstrap', 'master', 'product', 'standard'] as const;
export type FileKind = (typeof fileKinds)[number];

/** What made the phone ask. */
export type CheckTrigger = 'power-on' | 'cyclic' | 'fixed-time' | 'retry' | 'notify';

/** `status` is the HTTP or SIP status, null when there was no answer. Addresses are shown whole, tokens too: it is the phone's own log. */
export type PhoneNews =
  | { event: 'boot'; cause: 'power-on' | 'factory-reset'; address: string; sipPort: number }
  | { event: 'request'; url: string; file: FileKind; status: number | null; bytes: number; trigger: CheckTrigger }
  | { event: 'accepted'; url: string; file: FileKind; bytes: number; parameters: number; ignoredLines: number }
  | { event: 'rejected'; url: string; file: FileKind; status: number | null; reason: string }
  | { event: 'applied'; files: number; changed: number }
  | { event: 'notify'; eventText: string | null; status: number | null }
  /** The phone's next check by itself, told when it is another one than before; null: it does not ask by itself any more. */
  | { event: 'next-check'; nextCheckAt: string | null; trigger: CheckTrigger | null }
  | { event: 'registered'; line: number; user: string; server: string; expires: number }
  /** Told once for each reason; null: nobody answered. */
  | { event: 'not-registered'; line: number; user: string; server: string; status: number | null };

/** `at` is RFC 3339 with offset, in the phone's time zone. */
export type VirtualPhoneEvent = { mac: string; at: string } & PhoneNews;
