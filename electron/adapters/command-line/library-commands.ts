// The library from the command line: list, add, assign, remove.
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { libraryKinds, type LibraryFileView } from '../../contract/library';
import { ProblemError } from '../../core/shared/problem';
import type { Does } from './command-action';
import type { CommandTools, Workstation } from './command-tools';
import { list } from './option-values';
import { counted, formatTable } from './table';
import { unreadable } from './text-files';

interface AssignOptions {
  readonly models?: string[];
  readonly version?: string;
  readonly groups?: string[];
}

interface AddOptions extends AssignOptions {
  readonly kind?: LibraryFileView['kind'];
  readonly name?: string;
}

/** Two megabytes of base64 each. */
const pieceBytes = 1_500_000;

export function addLibraryCommands(program: Command, does: Does): void {
  const library = program.command('library').description('firmware, logos, ringtones and other files for phones');

  library
    .command('list')
    .description('all files, and whether their bytes are as they were')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const { files, contacts } = await workstation.ask('library.list', {});
          tools.show({ files, contacts }, () => fileTable(files));
        }),
      ),
    );

  const add = library
    .command('add')
    .description('uploads a file; firmware with a version is assigned to its models, as a draft')
    .argument('<file>')
    .addOption(new Option('--kind <kind>', 'by the ending of its name when left out').choices([...libraryKinds]))
    .option('--name <name>', 'what phones ask for; the name of the file when left out');
  addAssignOptions(add).action(
    does<AddOptions, [file: string]>((tools, options, file) =>
      tools.withWorkstation(async (workstation) => {
        const { models = [], version = null, groups = null } = options;
        const upload = await uploadFile(workstation, tools, file, options);
        // A wave is assigned at once, so that no draft ever names all phones.
        const finished = await workstation.ask('library.finish', { upload, models, version: groups ? null : version });
        const answer = groups
          ? await workstation.ask('library.assign', { id: finished.file.id, models, version, groups })
          : finished;
        tools.show({ file: answer.file }, () => fileTable([answer.file]));
      }),
    ),
  );

  const assign = library
    .command('assign')
    .description(
      'says which models may have a file; for firmware, which phones are told of it (a draft; none without --version)',
    )
    .argument('<name>', 'its name or number');
  addAssignOptions(assign).action(
    does<AssignOptions, [name: string]>((tools, options, name) =>
      tools.withWorkstation(async (workstation) => {
        const { id, models } = await fileNamed(workstation, name);
        const { version = null, groups = null } = options;
        const { file } = await workstation.ask('library.assign', {
          id,
          models: options.models ?? models,
          version,
          groups,
        });
        tools.show({ file }, () => fileTable([file]));
      }),
    ),
  );

  library
    .command('remove')
    .description('removes a file')
    .argument('<name>', 'its name or number')
    .action(
      does<object, [name: string]>((tools, _options, name) =>
        tools.withWorkstation(async (workstation) => {
          const { id } = await fileNamed(workstation, name);
          await workstation.ask('library.remove', { id });
          tools.show({ removed: 1 }, () => `${counted(1, 'file')} removed.`);
        }),
      ),
    );
}

function addAssignOptions(command: Command): Command {
  return command
    .option('--models <names>', 'comma-separated; KX-UT1 means every model that begins so', list)
    .option('--version <version>', 'of firmware, as the phone shows it: 01.133')
    .option('--groups <names>', 'firmware for phones of these groups only', list);
}

/** The id of the upload, ready to be finished. A file that cannot be read midway is given up. */
async function uploadFile(
  workstation: Workstation,
  tools: CommandTools,
  file: string,
  options: AddOptions,
): Promise<string> {
  const path = tools.path(file);
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  let upload: string | null = null;
  try {
    const { size } = await handle.stat();
    const name = options.name ?? basename(path);
    upload = (await workstation.ask('library.begin', { name, kind: options.kind ?? kindOf(name), bytes: size })).upload;
    const piece = Buffer.alloc(pieceBytes);
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
      if (bytesRead === 0) throw new Error('it became shorter while it was read');
      await workstation.ask('library.append', { upload, base64: piece.toString('base64', 0, bytesRead) });
      at += bytesRead;
    }
    return upload;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (upload !== null) await workstation.ask('library.cancel', { upload });
    throw unreadable(path, error);
  } finally {
    await handle.close();
  }
}

const kindsByEnding: Readonly<Record<string, LibraryFileView['kind']>> = {
  fw: 'firmware',
  bmp: 'logo',
  jpg: 'logo',
  png: 'logo',
  wav: 'ringtone',
  cer: 'certificate',
  crt: 'certificate',
  der: 'certificate',
  pem: 'certificate',
  csv: 'phonebook',
};

function kindOf(name: string): LibraryFileView['kind'] {
  return kindsByEnding[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'other';
}

async function fileNamed(workstation: Workstation, name: string): Promise<LibraryFileView> {
  const { files } = await workstation.ask('library.list', {});
  const wanted = name.toLowerCase();
  const file = files.find((one) => one.name.toLowerCase() === wanted) ?? files.find((one) => String(one.id) === name);
  if (file) return file;
  throw new ProblemError({
    code: 'LIBRARY_FILE_UNKNOWN',
    message: `The library has no file "${name}".`,
    remedy: 'Look at the names with "library list".',
  });
}

function fileTable(files: readonly LibraryFileView[]): string {
  if (files.length === 0) return 'No files.';
  const rows = files.map((file) => [
    file.id,
    file.name,
    file.kind,
    file.bytes,
    file.models.join(',') || 'all',
    file.version ?? '-',
    file.groups?.join(',') ?? (file.version === null ? '-' : 'all'),
    file.sound ? 'ok' : 'NOT SERVED: bytes gone or altered',
  ]);
  return formatTable(['ID', 'NAME', 'KIND', 'BYTES', 'MODELS', 'VERSION', 'GROUPS', 'STATE'], rows);
}
