// Which file is whose: by the MAC or model in name and text, by what other files refer to, and by its name.
import type { Family, FileReference } from '../../families/family';
import type { MacAddress } from '../../shared/mac-address';
import type { FileProblem } from '../../shared/problem';
import type { ImportedPhone } from './chain-of-files';
import type { PresentSite } from './import-plan';
import { checkImportFile, fileProblem, type SourceFile } from './read-import-file';
import { best, ReferenceIndex } from './reference-index';

export interface SortedFiles {
  readonly phones: readonly ImportedPhone[];
  /** The file of every phone, told by its name or by what refers to it. */
  readonly master: SourceFile | null;
  /** By the model its name carries. */
  readonly products: ReadonlyMap<string, SourceFile>;
  readonly boots: ReadonlyMap<string, SourceFile>;
  /** Files of phones whose model nothing tells. */
  readonly withoutModel: readonly SourceFile[];
  /** Addresses no file of the folder answers to. */
  readonly missing: readonly string[];
}

/** Names people give to the file that is for all. */
const commonName = /common|master|global|default|general|site|all/iu;

export function sortImportFiles(
  sources: readonly SourceFile[],
  present: PresentSite,
  family: Family,
  givenModel: string | null,
): SortedFiles {
  const readable = sources.filter((file) => file.readable);
  const shared = readable.filter((file) => file.mac === null);
  const references = new ReferenceIndex(readable, family);
  const asMaster = new Map(shared.map((file) => [file, references.times(file, 'master')]));
  const asProduct = new Map(shared.map((file) => [file, references.times(file, 'product')]));

  const products = new Map<string, SourceFile>();
  const boots = new Map<string, SourceFile>();
  const ofModel = shared.filter((file) => (asMaster.get(file) ?? 0) === 0 && family.modelsIn(file.name).length === 1);
  for (const file of ofModel.toSorted((a, b) => (asProduct.get(b) ?? 0) - (asProduct.get(a) ?? 0))) {
    const [model = ''] = family.modelsIn(file.name);
    const stem = file.name.replace(/\.[^.]*$/u, '');
    const isBoot =
      asProduct.get(file) === 0 && file.hints.references.length > 0 && family.findModel(stem)?.name === model;
    const place = isBoot ? boots : products;
    const first = place.get(model);
    if (first) file.problems.push(twice(`the file of ${model}`, first));
    else place.set(model, file);
  }
  const others = shared.filter((file) => !ofModel.includes(file));
  const master =
    best(others, (file) => asMaster.get(file) ?? 0) ??
    others.find((file) => file.hasMagic && asProduct.get(file) === 0 && commonName.test(file.name)) ??
    null;

  const own = new Map<MacAddress, SourceFile>();
  const byMac = new Map<MacAddress, SourceFile[]>();
  for (const file of readable) {
    if (file.mac === null) continue;
    const same = byMac.get(file.mac);
    if (same) same.push(file);
    else byMac.set(file.mac, [file]);
  }
  for (const [mac, files] of byMac) {
    const first = (files.length > 1 ? best(files, (file) => references.times(file, 'standard')) : null) ?? files[0];
    if (!first) continue;
    own.set(mac, first);
    for (const file of files) if (file !== first) file.problems.push(twice(`the file of the phone ${mac}`, first));
  }

  const phones: ImportedPhone[] = [];
  const withoutModel: SourceFile[] = [];
  for (const [mac, file] of [...own].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const told =
      present.phones.get(mac)?.model ?? (file.models.length === 1 ? file.models[0] : undefined) ?? givenModel;
    const model = told ?? onlyModel(file, [...products.keys(), ...boots.keys()], family);
    if (model === null) {
      withoutModel.push(file);
      continue;
    }
    const boot = closest(boots, model);
    const refer = (
      role: FileReference['role'],
      from: readonly (SourceFile | null)[],
    ): SourceFile | null | undefined => {
      const reference = from.flatMap((one) => one?.hints.references ?? []).find((one) => one.role === role);
      return reference && references.find(reference, model);
    };
    const ownMaster = refer('master', [file, boot]) ?? master;
    const product = refer('product', [file, ownMaster, boot]) ?? closest(products, model);
    phones.push({
      mac,
      model,
      guessedModel: told === null,
      own: file,
      product: product === ownMaster ? null : product,
      master: ownMaster,
      boot: boot === product || boot === ownMaster ? null : boot,
    });
  }
  return { phones, master, products, boots, withoutModel, missing: references.missing() };
}

/** `KX-HDV130N` takes the file of `KX-HDV130` when it has none of its own. */
export function closest<T>(byModel: ReadonlyMap<string, T>, model: string): T | null {
  const names = [...byModel.keys()].filter((name) => model.startsWith(name));
  const [longest] = names.toSorted((a, b) => b.length - a.length);
  return (longest !== undefined && byModel.get(longest)) || null;
}

function twice(what: string, first: SourceFile): FileProblem {
  return fileProblem('warning', {
    code: 'IMPORT_SCOPE_TWICE',
    message: `${first.path} is ${what} already. This one was left out.`,
    remedy: 'Keep the one that counts in the folder, and read the folder again.',
  });
}

/** The one model the folder has files of, when the file begins as phones of that model want it. */
function onlyModel(file: SourceFile, models: readonly string[], family: Family): string | null {
  const [model, ...others] = [...new Set(models)];
  if (model === undefined || others.length > 0) return null;
  const wrong = checkImportFile(file, model, family).some(({ code }) => code === 'FILE_MAGIC_WRONG_SERIES');
  return wrong ? null : model;
}
