import { describeVariable, findVariable, variableNames } from '../../core/configs/variables';
import { ok, type Result } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { configFilesCalls } from '../../contract/config-files';
import { blanked } from '../../services/configs/blank-secrets';
import type { FileState } from '../../services/configs/config-service';
import type { SiteServices } from '../../services/site-services';
import type { Handlers } from './handlers';
import { siteZone } from './phone-views';

/** Offered where no phone says how many it has. */
const usualLines = 6;

export const configFilesHandlers: Handlers<keyof typeof configFilesCalls> = {
  'configs.edit': ({ scope, edits, basedOn }, { services }) =>
    edited(services, services.edits.edit(scope, edits, basedOn)),
  'configs.remove': ({ scope }, { services }) => ok(services.edits.remove(scope)),
  'configs.duplicate': ({ from, to, replace }, { services }) =>
    edited(services, services.edits.duplicate(from, to, replace)),
  'configs.samples': (_input, { services }) => {
    const samples = services.around.family.samples.map((sample) => ({ ...sample, for: [...sample.for] }));
    return ok({ samples });
  },
  'configs.compare': ({ left, right }, { services }) => {
    const compared = services.compare.compare(left, right);
    return compared.ok ? ok({ files: [...compared.value.files], equal: compared.value.equal }) : compared;
  },
  'configs.variables': ({ mac }, { services }) => {
    const phone = mac === undefined ? null : services.state.phones.require(mac);
    if (phone && !phone.ok) return phone;
    const given = services.names.of('draft');
    const model = phone && services.around.family.findModel(phone.value.model);
    const values = phone && services.state.contents.valuesOf(phone.value, 'draft');
    const variables = variableNames(given, model?.lines ?? usualLines).map((name) => {
      const variable = findVariable(name, given);
      const secret = variable?.secret ?? false;
      const value = values && (variable?.value(values.site, values.phone) ?? '');
      return { name, description: describeVariable(name), secret, value: secret && value ? blanked : value };
    });
    return ok({ variables });
  },
};

function edited(
  services: SiteServices,
  file: Result<FileState>,
): Result<{ text: string; version: string; problems: FileState['problems'][number][]; savedAt: string }> {
  if (!file.ok) return file;
  const { text, version, problems, savedAt } = file.value;
  const at = rfc3339(savedAt ?? services.around.clock.now(), siteZone(services));
  return ok({ text, version, problems: [...problems], savedAt: at });
}
