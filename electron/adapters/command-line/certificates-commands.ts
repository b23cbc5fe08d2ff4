// `certificates`: what HTTPS answers with, and what phones are to trust.
import { Option, type Command } from 'commander';
import { certificateKeys, type CertificateView, type HandshakeFailureView } from '../../contract/certificates';
import type { Does } from './command-action';
import type { CommandTools } from './command-tools';
import { formatTable, shortTime } from './table';
import { readBytes } from './text-files';

type KeyKind = (typeof certificateKeys)[number];

export function addCertificatesCommands(program: Command, does: Does): void {
  const certificates = program.command('certificates').description('what HTTPS answers with, and what phones trust');

  certificates
    .command('list')
    .description('all certificates, and handshakes that failed')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('certificates.list', {});
          tools.show(answer, () =>
            [
              certificateTable(answer.certificates),
              `Phones are told ${answer.told.toUpperCase()}. The root is at ${answer.rootPath}.`,
              ...(answer.failures.length > 0 ? [failureTable(answer.failures)] : []),
            ].join('\n\n'),
          );
        }),
      ),
    );

  certificates
    .command('issue')
    .description('makes a certificate for every address phones are told, and the root when there is none')
    .addOption(
      new Option('--key <kind>', 'kind of key; without it as before, RSA-2048 at first').choices(certificateKeys),
    )
    .action(
      does<{ key?: KeyKind }>((tools, { key }) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('certificates.issue', key === undefined ? {} : { key });
          tools.show(answer, () => certificateTable(answer.certificates));
        }),
      ),
    );

  certificates
    .command('import')
    .description('takes a certificate from elsewhere: PEM files, the chain with the certificate')
    .argument('<certificate>', 'file with the certificate and those between it and its root')
    .argument('<key>', 'file with its private key, without a passphrase')
    .action(
      does<object, [certificate: string, key: string]>(async (tools, _options, certificate, key) => {
        const input = { certificate: await readPem(certificate, tools), key: await readPem(key, tools) };
        return tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('certificates.import', input);
          tools.show(answer, () => certificateTable(answer.certificates));
        });
      }),
    );

  certificates
    .command('forget')
    .description('takes the imported certificate away again')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('certificates.forget', {});
          tools.show(answer, () => certificateTable(answer.certificates));
        }),
      ),
    );

  certificates
    .command('root')
    .description('prints the root certificate, PEM')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('certificates.root', {});
          tools.show(answer, () => answer.pem.trimEnd());
        }),
      ),
    );

  certificates
    .command('tell')
    .description('chooses whether the addresses phones are told are https: or http:')
    .addOption(
      new Option('--protocol <protocol>', 'what phones are told').choices(['http', 'https']).makeOptionMandatory(),
    )
    .action(
      does<{ protocol: 'http' | 'https' }>((tools, { protocol }) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('certificates.tell', { protocol });
          tools.show(answer, () => `Phones are told ${answer.told.toUpperCase()} while it listens.`);
        }),
      ),
    );
}

/** PEM is plain ASCII; what is none is told by the workstation. Throws FILE_UNREADABLE. */
async function readPem(file: string, tools: CommandTools): Promise<string> {
  return Buffer.from(await readBytes(file, tools)).toString('latin1');
}

function certificateTable(certificates: readonly CertificateView[]): string {
  if (certificates.length === 0) return 'No certificates: HTTPS has nothing to answer with.';
  return formatTable(
    ['ROLE', 'IN USE', 'SUBJECT', 'NAMES', 'KEY', 'UNTIL', 'STATE'],
    certificates.map(({ role, inUse, subject, names, key, notAfter, state }) => [
      role,
      inUse ? 'yes' : 'no',
      subject,
      names.join(',') || '-',
      key,
      shortTime(notAfter),
      state,
    ]),
  );
}

function failureTable(failures: readonly HandshakeFailureView[]): string {
  return formatTable(
    ['LAST', 'FROM', 'TIMES', 'HANDSHAKE FAILED', 'OFFERED'],
    failures.map(({ at, remote, times, reason, remedy, offered }) => [
      shortTime(at),
      remote,
      times,
      `${reason} ${remedy}`,
      offered?.versions.join(',') ?? '-',
    ]),
  );
}
