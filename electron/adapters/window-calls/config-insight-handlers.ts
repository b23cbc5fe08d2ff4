import { ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { configInsightCalls } from '../../contract/config-insight';
import { phoneReach } from '../../services/configs/phone-reach';
import type { Handlers } from './handlers';
import { siteZone } from './phone-views';

export const configInsightHandlers: Handlers<keyof typeof configInsightCalls> = {
  'configs.phoneProblems': ({ mac, source }, { services }) => {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
    const problems = services.problems.of(phone.value, source);
    return ok({ problems, ...services.problems.size(phone.value, source) });
  },
  'configs.inspect': ({ mac, name, source }, { services }) => {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
    const zone = siteZone(services);
    const { catalogue, stack, past, ...rest } = services.inspector.inspect(phone.value, name, source);
    return ok({
      ...rest,
      catalogue: catalogue && {
        description: catalogue.description,
        category: catalogue.category,
        type: catalogue.type,
        allowed: catalogue.allowed,
        default: catalogue.default,
        unit: catalogue.unit,
      },
      stack: [...stack],
      past: past.map((one) => ({ ...one, at: rfc3339(one.at, zone) })),
    });
  },
  'configs.reach': ({ macs }, { services }) => {
    const found = macs === undefined ? ok(services.publishing.preview().phones) : services.phones.find(macs);
    if (!found.ok) return found;
    const groups = phoneReach(services.timing.outlook(), found.value);
    return ok({ phones: found.value.length, groups: groups.map((group) => ({ ...group, macs: [...group.macs] })) });
  },
  'configs.severities': (_input, { services }) => ok({ severities: services.severities.all() }),
  'configs.setSeverity': ({ code, severity }, { services, actor }) => services.severities.set(code, severity, actor),
};
