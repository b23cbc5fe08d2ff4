import { formatScope } from '../../core/configs/scope';
import { ok } from '../../core/shared/result';
import type { ImportPlan, PlannedFile, PlannedPhone } from '../../core/configs/import/import-plan';
import type { FileProblem } from '../../core/shared/problem';
import type { ImportOutcome } from '../../contract/import';
import type { Handlers } from './handlers';

export const importHandlers: Handlers<'configs.import' | 'configs.undoImport'> = {
  'configs.import': ({ files, dryRun, model }, { services, actor }) => {
    const decoded = files.map(({ path, base64, sizeBytes }) => {
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
      return { path, bytes, sizeBytes: sizeBytes ?? bytes.length };
    });
    const imported = services.imports.import(decoded, { dryRun, model: model ?? null }, actor);
    return imported.ok ? ok(importOutcome(imported.value.plan, imported.value.undo)) : imported;
  },
  'configs.undoImport': ({ undo }, { services, actor }) => {
    const undone = services.imports.undo(undo, actor);
    return undone.ok ? ok({ removedPhones: undone.value }) : undone;
  },
};

function importOutcome(plan: ImportPlan, undo: string | null): ImportOutcome {
  return {
    files: plan.files.map(fileView),
    phones: plan.phones.length,
    phoneList: plan.phones.map(phoneView),
    notes: [...plan.notes],
    undo,
  };
}

function fileView({ path, scope, mac, model, problems }: PlannedFile): ImportOutcome['files'][number] {
  return { path, scope: scope && formatScope(scope), mac, model, problems: problems.map(problemView) };
}

/** Without quick fixes: there is nothing to edit yet. */
function problemView(problem: FileProblem): ImportOutcome['files'][number]['problems'][number] {
  const { code, severity, line, column, message, remedy, parameter } = problem;
  return { code, severity, line, column, message, remedy, parameter };
}

function phoneView({ mac, model, known, facts }: PlannedPhone): ImportOutcome['phoneList'][number] {
  const extensions = facts.lines.map((line) => line.extension).filter((extension) => extension !== '');
  return { mac, model, name: facts.name, group: facts.group, extensions, known };
}
