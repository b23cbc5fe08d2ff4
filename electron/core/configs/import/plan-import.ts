// Reads a folder of config files made elsewhere: layers, facts and phones that give each phone what it had before.
import type { Family } from '../../families/family';
import type { FileProblem } from '../../shared/problem';
import type { Scope } from '../scope';
import { escapeVariables } from '../variables';
import { takersOf } from './chain-of-files';
import type { ImportFile, ImportPlan, PlannedFile, PresentSite } from './import-plan';
import { importNotes } from './import-notes';
import { layersOfImport, type LayerDraft } from './layers-of-import';
import { checkImportFile, fileProblem, readImportFile, type SourceFile } from './read-import-file';
import { sortImportFiles } from './sort-import-files';

/** `givenModel` is for phones whose model nothing in the folder tells. */
export function planImport(
  files: readonly ImportFile[],
  present: PresentSite,
  family: Family,
  givenModel: string | null,
): ImportPlan {
  const sources = files
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map((file) => readImportFile(file, family));
  const sorted = sortImportFiles(sources, present, family, givenModel);
  const made = layersOfImport(sorted, present, family);
  const phones = made.phones.map(({ source, facts }) => ({
    mac: source.mac,
    model: source.model,
    known: present.phones.has(source.mac),
    facts,
  }));

  const drafts = [...made.shared, ...made.phones.map((phone) => phone.own)];
  const layerOf = new Map(drafts.map((layer) => [layer.file, layer]));
  const modelOf = new Map(sorted.phones.map((phone) => [phone.own, phone.model]));
  const bootOf = new Map([...sorted.boots].map(([model, file]) => [file, model]));
  const withoutModel = new Set(sorted.withoutModel);

  const planned = sources.map((file): PlannedFile => {
    const boot = bootOf.get(file);
    const scope: Scope | null =
      layerOf.get(file)?.scope ?? (boot === undefined ? null : { kind: 'model', model: boot });
    const model = modelOf.get(file) ?? (scope?.kind === 'model' ? scope.model : null);
    const problems: FileProblem[] = [...file.problems];
    if (withoutModel.has(file)) problems.push(modelUnknown(file));
    else if (file.readable && scope === null && problems.length === 0) {
      problems.push(leftOver(file, takersOf(file, sorted.phones).length));
    }
    const checked = file.readable
      ? checkImportFile(file, model, family).filter((each) => concerns(each, layerOf.get(file)))
      : [];
    return {
      path: file.path,
      scope: withoutModel.has(file) && file.mac ? { kind: 'phone', mac: file.mac } : scope,
      mac: file.mac,
      model,
      problems: [...problems, ...checked],
    };
  });
  return {
    files: planned,
    layers: drafts.map((layer) => ({ scope: layer.scope, text: layerText(layer, family) })),
    siteFacts: made.siteFacts,
    phones,
    notes: importNotes(sources, sorted, made, present),
  };
}

/** What looks like a variable of ours was plain text to the phone, and stays so. */
function layerText({ file, values }: LayerDraft, family: Family): string {
  const wanted = new Map([...values].map(([name, value]) => [name, escapeVariables(value)]));
  const removed = new Set(file.managed.map(({ name }) => name));
  for (const [name, value] of file.values) if (wanted.get(name) !== value) removed.add(name);
  const added = [...wanted].filter(([name, value]) => file.values.get(name) !== value);
  return family.rewriteLayer(file.bytes, { removed, added: added.map(([name, value]) => ({ name, value })) });
}

/** That a secret stands in a text is no news once it has left the text. */
function concerns({ code, parameter }: FileProblem, layer: LayerDraft | undefined): boolean {
  const ofText = code === 'SECRET_IN_TEXT' || code === 'URL_HAS_CREDENTIALS';
  return !ofText || !layer || parameter === null || layer.values.has(parameter);
}

function modelUnknown(file: SourceFile): FileProblem {
  const several = file.models.length > 1 ? ` Its text names ${file.models.join(' and ')}.` : '';
  return fileProblem('warning', {
    code: 'MODEL_UNKNOWN',
    message: `Nothing tells the model of this phone, so it was left out.${several}`,
    remedy: 'Give the model of such phones (--model KX-UT670 on the command line), or add the phone first.',
  });
}

function leftOver(file: SourceFile, takers: number): FileProblem {
  if (takers > 0) {
    return fileProblem('hint', {
      code: 'IMPORT_SCOPE_TWICE',
      message: `No file of ours reaches the same phones. Its values went into the files of the ${takers} that took it.`,
      remedy: 'Nothing to do. Put the phones into a group to keep such values in one place.',
    });
  }
  const onlyAddresses = file.values.size === 0 && file.managed.length > 0;
  return fileProblem(onlyAddresses ? 'hint' : 'warning', {
    code: 'IMPORT_SCOPE_UNKNOWN',
    message: onlyAddresses
      ? 'It only tells phones where their files are, which Cordboard does itself. It was left out.'
      : 'Nothing tells whom this file is for: no MAC or model in its name or text, and no other file refers to it.',
    remedy: onlyAddresses
      ? 'Nothing to do.'
      : 'Name it for its phone or model (ConfigKX-UT670.cfg), or ConfigCommon.cfg when it is for all, and read the folder again.',
  });
}
