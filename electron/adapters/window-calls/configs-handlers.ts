import { formatScope } from '../../core/configs/scope';
import { ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { EffectiveValue } from '../../core/configs/layers';
import type { Published } from '../../services/configs/publishing';
import { withDraftsOf } from '../../services/configs/other-state';
import { prepareRemoved, removedValues } from '../../services/configs/removed-values';
import { isNeverPublishable } from '../../core/configs/problem-severity';
import { placeText } from '../../services/configs/layer-places';
import { bulkHandlers } from './bulk-handlers';
import { configFilesHandlers } from './config-files-handlers';
import { configInsightHandlers } from './config-insight-handlers';
import type { HandlersOf } from './handlers';
import { importHandlers } from './import-handlers';
import { inTurns } from './in-turns';
import { siteZone } from './phone-views';

export const configsHandlers: HandlersOf<'configs'> = {
  ...importHandlers,
  ...configFilesHandlers,
  ...configInsightHandlers,
  ...bulkHandlers,
  'configs.files': (_input, { services }) => {
    const zone = siteZone(services);
    const files = services.configs.fileList().map((file) => ({
      ...file,
      scope: formatScope(file.scope),
      changedAt: optionalInstant(file.changedAt, zone),
    }));
    return ok({ files });
  },
  'configs.get': ({ scope, revision, source }, { services }) => {
    const file =
      revision === undefined ? ok(services.configs.get(scope, source)) : services.configs.getRevision(scope, revision);
    if (!file.ok) return file;
    return ok({
      ...file.value,
      problems: [...file.value.problems],
      savedAt: optionalInstant(file.value.savedAt, siteZone(services)),
    });
  },
  'configs.set': ({ scope, text, basedOn }, { services }) => {
    const file = services.configs.set(scope, text, basedOn);
    if (!file.ok) return file;
    const { problems, version, savedAt } = file.value;
    return ok({
      problems: [...problems],
      version,
      savedAt: rfc3339(savedAt ?? services.around.clock.now(), siteZone(services)),
    });
  },
  'configs.discard': ({ scope }, { services }) => {
    const discarded = services.configs.discard(scope);
    services.schedules.replan();
    return ok({ discarded });
  },
  'configs.effective': ({ mac, source, layers }, { services }) => {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
    const values =
      source === 'held' ? services.configs.held(phone.value) : services.configs.effective(phone.value, source, layers);
    return ok({ parameters: values.parameters.map(parameterView), leftOvers: values.leftOvers });
  },
  'configs.render': ({ mac, file, draft }, { services }) => {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
    const files = services.configs
      .render(phone.value, draft ? 'draft' : 'published')
      .filter((rendered) => file === 'all' || rendered.name === file);
    return ok({
      files: files.map(({ name, bytes }) => ({
        name,
        bytes: bytes.length,
        sha256: services.around.sha256(bytes),
        base64: Buffer.from(bytes).toString('base64'),
      })),
    });
  },
  'configs.diff': ({ mac, against }, { services }) => {
    const phone = mac === undefined ? null : services.state.phones.require(mac);
    if (phone && !phone.ok) return phone;
    const files = services.configs.diff(phone?.value ?? null, against);
    return files.ok ? ok({ files: files.value }) : files;
  },
  'configs.preview': async ({ layers }, { services }) => {
    await inTurns(services.publishing.prepare());
    const { changes, phones, problems } = services.publishing.preview(layers);
    const phoneProblems = services.publishing.phoneProblems(phones, changes, layers !== undefined);
    const then = withDraftsOf(services.state, services.around, layers);
    await inTurns(prepareRemoved(then, phones));
    const removed = removedValues(then, services.around, phones);
    return ok({
      changes: changes.map(({ key, change }) => ({ scope: key.scope, kind: key.kind, change })),
      phones: phones.map(({ mac }) => ({ mac, name: services.state.layers.phoneFacts(mac, 'draft').name })),
      changedPhones: phones.length,
      problems: [...problems],
      phoneProblems,
      neverPublishable: [...problems, ...phoneProblems].some(
        ({ code, severity }) => severity === 'error' && isNeverPublishable(code),
      ),
      removed: removed.map((value) => ({ ...value, held: [...value.held] })),
    });
  },
  'configs.publish': async ({ message, layers, override }, { services, actor }) => {
    await inTurns(services.publishing.prepare());
    const published = services.publishing.publish(message, actor, layers, override);
    await inTurns(services.publishing.settle());
    return published.ok ? ok(publishedView(published.value)) : published;
  },
  'configs.history': (_input, { services }) => {
    const zone = siteZone(services);
    const revisions = services.configs.history().map(({ number, at, ...rest }) => {
      const { layers, count } = services.publishing.changesOf(number);
      return { revision: number, at: rfc3339(at, zone), ...rest, scopes: layers.map(placeText), changes: count };
    });
    return ok({ revisions });
  },
  'configs.rollback': async ({ revision, override }, { services, actor }) => {
    const published = services.publishing.rollback(revision, actor, override);
    await inTurns(services.publishing.settle());
    services.schedules.replan();
    return published.ok ? ok(publishedView(published.value)) : published;
  },
};

function publishedView({ revision, changedPhones }: Published): { revision: number; changedPhones: number } {
  return { revision, changedPhones: changedPhones.length };
}

function parameterView({ overrides, ...value }: EffectiveValue): Omit<EffectiveValue, 'overrides'> & {
  overrides: { layer: EffectiveValue['layer']; value: string }[];
} {
  return { ...value, overrides: [...overrides] };
}

function optionalInstant(at: number | null, zone: string): string | null {
  return at === null ? null : rfc3339(at, zone);
}
