// One file of the folder: is it a config file, and what does it say of itself?
import type { Family, ImportHints } from '../../families/family';
import type { MacAddress } from '../../shared/mac-address';
import type { FileProblem, Problem, Severity } from '../../shared/problem';
import type { Parameter } from '../layers';
import { importLimits, type ImportFile } from './import-plan';

/** A folder of strange files must not make a report nobody can read. */
const mostProblems = 100;

export interface SourceFile {
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** False for what no phone of the family would read as text; its problems say why. */
  readonly readable: boolean;
  readonly hasMagic: boolean;
  readonly mac: MacAddress | null;
  /** The MAC stands in the path, not in the text. */
  readonly macOnlyInName: boolean;
  readonly models: readonly string[];
  readonly hints: ImportHints;
  /** Without managed ones; what a phone takes. */
  readonly values: ReadonlyMap<string, string>;
  readonly managed: readonly Parameter[];
  readonly problems: FileProblem[];
}

const noHints: ImportHints = { macs: [], models: [], references: [] };

export function readImportFile(file: ImportFile, family: Family): SourceFile {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const tooLarge = file.sizeBytes > file.bytes.length || file.bytes.length > importLimits.fileBytes;
  const first = family.check(tooLarge ? file.bytes.subarray(0, importLimits.sampleBytes) : file.bytes, { as: 'file' });
  // A file that is large for the smallest series may be right for another: then its beginning tells.
  const checked = first.some(({ code }) => code === 'FILE_TOO_LARGE')
    ? family.check(file.bytes.subarray(0, importLimits.sampleBytes), { as: 'file' })
    : first;
  const hasMagic = !checked.some(({ code }) => code === 'FILE_MAGIC_MISSING');
  const notText = checked.find(({ code }) => code === 'FILE_NOT_TEXT');
  const taken = tooLarge || notText ? [] : family.parametersOf(file.bytes, family.models[0]?.name ?? '');
  const refused = tooLarge
    ? otherFile(
        name,
        `it has ${Math.ceil(Math.max(file.sizeBytes, file.bytes.length) / 1024)} KB, more than any phone takes`,
      )
    : notText
      ? looksLikeConfig(name)
        ? notText
        : otherFile(name, 'it is no text')
      : refusal(file, name, hasMagic || taken.length > 0);
  const hints = refused ? noHints : family.importHints(file.bytes);
  const inName = family.macInFileName(name) ?? family.macInFileName(file.path);
  const inText = hints.macs.length === 1 ? (hints.macs[0] ?? null) : null;
  return {
    path: file.path,
    name,
    bytes: file.bytes,
    readable: refused === null,
    hasMagic,
    mac: inName ?? inText,
    macOnlyInName: inName !== null && !hints.macs.includes(inName),
    models: [...new Set([...hints.models, ...family.modelsIn(file.path)])],
    hints,
    values: new Map(taken.filter((each) => !family.isManaged(each.name)).map((each) => [each.name, each.value])),
    managed: taken.filter((each) => family.isManaged(each.name)),
    problems: refused ? [refused] : [],
  };
}

/** What the linter says of the file as a phone of the model would get it. Addresses that are taken out say what they were. */
export function checkImportFile(file: SourceFile, model: string | null, family: Family): FileProblem[] {
  const found = family.check(file.bytes, model === null ? { as: 'file' } : { as: 'file', model });
  const old = new Map(file.managed.map(({ name, value }) => [name, withoutCredentials(value)]));
  return found.slice(0, mostProblems).map((problem) => {
    const address = problem.code === 'PARAMETER_MANAGED' && problem.parameter ? old.get(problem.parameter) : undefined;
    if (address === undefined) return problem;
    return {
      ...problem,
      message: `${problem.parameter} was "${address}". It is taken out.`,
      remedy: 'Nothing to do: Cordboard sets this address itself.',
    };
  });
}

export function fileProblem(severity: Severity, problem: Problem): FileProblem {
  return { ...problem, severity, line: 1, column: 1, parameter: null };
}

export function withoutCredentials(address: string): string {
  return address.replace(/(:\/\/)[^/]*@/u, '$1');
}

function refusal(file: ImportFile, name: string, saysSomething: boolean): FileProblem | null {
  if (!isUtf8(file.bytes)) return otherFile(name, 'it is no UTF-8 text');
  if (looksLikeXml(file.bytes)) return otherFile(name, 'it is XML, and only text files are taken over');
  return saysSomething ? null : otherFile(name, 'it has neither the magic line nor a parameter');
}

function otherFile(name: string, reason: string): FileProblem {
  return fileProblem(looksLikeConfig(name) ? 'warning' : 'hint', {
    code: 'IMPORT_NOT_CONFIG',
    message: `This is no config file that could be taken over: ${reason}. It was left out.`,
    remedy: 'Nothing to do when it is none; else save it as a text file with one NAME="value" a line.',
  });
}

function looksLikeConfig(name: string): boolean {
  return /\.(?:cfg|conf|txt|xml|e[123]c|enc)$|^[^.]*$/iu.test(name);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The first line with something on it, comments aside, begins with `<`. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const lines = new TextDecoder('utf-8').decode(bytes.subarray(0, 4096)).split(/[\r\n]/u);
  const first = lines
    .map((line) => line.replace('\uFEFF', '').trim())
    .find((line) => line !== '' && !line.startsWith('#'));
  return first?.startsWith('<') ?? false;
}
