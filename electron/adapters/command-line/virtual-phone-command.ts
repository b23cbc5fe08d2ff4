import { isIPv4 } from 'node:net';
import { InvalidArgumentError, type Command } from 'commander';
import { parseMacAddress } from '../../core/shared/mac-address';
import { ProblemError } from '../../core/shared/problem';
import type { Does } from './command-action';
import type { PhoneLogLine } from './command-surroundings';
import { UsageError } from './command-tools';
import { timeSpan, wholeNumber } from './option-values';
import { printable } from './table';

interface Place {
  readonly address: string;
  readonly port: number;
}

interface VirtualPhoneOptions {
  readonly mac: string;
  readonly model: string;
  readonly url: string;
  readonly address: string;
  readonly sipPort: number;
  readonly sipServer?: Place;
  readonly timeZone?: string;
  readonly clock?: string;
  readonly clockUnset?: true;
  readonly ntpPort: number;
  readonly count: number;
  readonly for?: number;
}

export function addVirtualPhoneCommand(program: Command, does: Does): void {
  program
    .command('virtual-phone')
    .description(
      'simulated phones: they boot, fetch at their times, register and answer NOTIFYs until Ctrl+C or the end of --for',
    )
    .requiredOption('--mac <MAC>', 'of the first phone; phone n has MAC+n')
    .requiredOption('--model <model>', 'KX-UT670')
    .requiredOption('--url <url>', 'what DHCP would tell them: http://ADDRESS:PORT/', httpUrl)
    .option('--address <address>', 'of the first phone; phone n has address+n', ipv4, '127.0.0.2')
    .option('--sip-port <port>', '0 picks a free one', wholeNumber(0, 65_535), 5060)
    .option('--sip-server <address:port>', 'where their lines register; without it at the servers they hold', sipServer)
    .option('--time-zone <zone>', 'IANA name: Europe/Berlin')
    .option('--clock <time@rate>', 'virtual time, to which their clocks are set: 2026-03-28T23:00:00Z@60')
    .option('--clock-unset', 'only a time server (NTP_ADDR) sets their clocks, also with --clock')
    .option('--ntp-port <port>', 'where that time server listens', wholeNumber(1, 65_535), 123)
    .option('--count <number>', 'how many phones', wholeNumber(1, 100_000), 1)
    .option('--for <span>', 'end after 30s, 15m, 24h, 7d of their time', timeSpan)
    .action(
      does<VirtualPhoneOptions>(async (tools, options) => {
        const { around } = tools;
        const clock = around.chooseClock(options.clock ?? null);
        if (!clock.ok) throw new UsageError(`--clock: ${clock.problem.message} ${clock.problem.remedy}`);
        const { model, url, address, sipPort, count, timeZone } = options;
        const mac = parseMacAddress(options.mac);
        if (!mac.ok) throw new ProblemError(mac.problem);
        if (timeZone !== undefined) checkTimeZone(timeZone);
        const phones = await around.startVirtualPhones(
          {
            mac: mac.value,
            model,
            bootstrapUrl: url,
            address,
            sipPort,
            count,
            clock: clock.value,
            clockSet: options.clock === undefined || options.clockUnset ? 'by-time-server' : 'given',
            timePort: options.ntpPort,
            registers: options.sipServer ?? 'at-held-servers',
            ...(timeZone !== undefined && { timeZone }),
          },
          (line) => tools.show(line, () => logWords(line)),
        );
        let cancelEnd = (): void => undefined;
        const ended = new Promise<void>((resolve) => {
          if (options.for !== undefined) cancelEnd = clock.value.after(options.for, resolve);
        });
        await Promise.race([ended, around.untilInterrupted()]);
        cancelEnd();
        await phones.stop();
      }),
    );
}

function httpUrl(text: string): string {
  if (/^http:\/\//i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It must be an address like http://192.168.1.10:8088/.');
}

function sipServer(text: string): Place {
  const [, address, port = '5060'] = /^([\w.-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (address !== undefined && Number(port) >= 1 && Number(port) <= 65_535) return { address, port: Number(port) };
  throw new InvalidArgumentError('It must be an address like 192.168.1.10:5060.');
}

function ipv4(text: string): string {
  if (isIPv4(text)) return text;
  throw new InvalidArgumentError('It must be an IPv4 address.');
}

function checkTimeZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new ProblemError({
      code: 'TIME_ZONE_UNKNOWN',
      message: `"${timeZone}" is not a time zone.`,
      remedy: 'Use a name like Europe/Berlin or UTC.',
    });
  }
}

function logWords({ mac, at, event, ...rest }: PhoneLogLine): string {
  const values = Object.values(rest)
    .filter((value) => value !== null)
    .map(String);
  return printable(`${at.slice(11, 19)}  ${mac}  ${event.padEnd(8)}  ${values.join('  ')}`).trimEnd();
}
