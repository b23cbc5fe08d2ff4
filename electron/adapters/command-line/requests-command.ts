import type { Command } from 'commander';
import type { RequestView } from '../../contract/activity';
import type { Does } from './command-action';
import { instant, wholeNumber } from './option-values';
import { formatTable, shortTime } from './table';

export function addRequestsCommand(program: Command, does: Does): void {
  program
    .command('requests')
    .description('what phones and strangers asked for, newest first')
    .option('--phone <MAC>', 'only of this phone')
    .option('--since <time>', 'only after this time: 2026-01-05T09:00:00+01:00', instant)
    .option('--limit <number>', 'at most so many', wholeNumber(1, 10_000), 200)
    .action(
      does<{ phone?: string; since?: string; limit: number }>((tools, { phone, since, limit }) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('requests.list', {
            limit,
            ...(phone !== undefined && { mac: phone }),
            ...(since !== undefined && { since }),
          });
          const requests = answer.requests.map(withoutId);
          tools.show({ requests }, () =>
            formatTable(
              ['AT', 'FROM', 'PATH', 'MAC', 'STATUS', 'REASON', 'BYTES'],
              requests.map(({ at, remote, path, mac, status, reason, bytes }) => [
                shortTime(at),
                remote,
                path,
                mac ?? '-',
                status,
                reason,
                bytes,
              ]),
            ),
          );
        }),
      ),
    );
}

/** The fields of the command's contract and no other. */
function withoutId(request: RequestView): Omit<RequestView, 'id'> {
  const { at, protocol, remote, method, path, mac, status, reason, bytes, sha256, userAgent, ms } = request;
  return { at, protocol, remote, method, path, mac, status, reason, bytes, sha256, userAgent, ms };
}
