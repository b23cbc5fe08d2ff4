import { mostChecks } from '../../contract/timing';
import { rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok, type Result } from '../../core/shared/result';
import type { CheckNote } from '../../core/timing/check-notes';
import type { PlannedCheck } from '../../core/timing/phone-circumstances';
import type { PhoneRecord } from '../../services/phones/phone-store';
import type { SiteServices } from '../../services/site-services';
import type { CheckedInput } from '../../contract/contract';
import type { HandlersOf } from './handlers';
import { inTurns } from './in-turns';
import { siteZone } from './phone-views';

export const timingHandlers: HandlersOf<'checks'> = {
  'checks.plan': async (input, { services }) => {
    const phones = chosenPhones(input.phones, services);
    if (!phones.ok) return phones;
    const span = { from: Date.parse(input.from), to: Date.parse(input.to) };
    const checks: (PlannedCheck & { readonly mac: string })[] = [];
    const notes = new Map<string, CheckNote & { phones: number }>();
    let tooMany = false;
    const planned = function* (): Generator<void> {
      for (const phone of phones.value) {
        const plan = services.timing.plan(phone, span, mostChecks - checks.length);
        tooMany = plan.more;
        if (tooMany) return;
        for (const check of plan.checks) checks.push({ mac: phone.mac, ...check });
        for (const note of plan.notes) {
          const key = `${note.code} ${note.message}`;
          const known = notes.get(key);
          if (known) known.phones++;
          else notes.set(key, { ...note, phones: 1 });
        }
        yield;
      }
    };
    await inTurns(planned());
    if (tooMany)
      return fail({
        code: 'VALUE_INVALID',
        message: `There are more than ${mostChecks} checks in that span.`,
        remedy: 'Choose a shorter span, or fewer phones.',
      });
    const zone = siteZone(services);
    checks.sort((a, b) => a.at - b.at);
    return ok({
      checks: checks.map((check) => ({ ...check, at: rfc3339(check.at, zone) })),
      notes: [...notes.values()],
    });
  },
};

function chosenPhones(
  selection: CheckedInput<'checks.plan'>['phones'],
  { state }: SiteServices,
): Result<readonly PhoneRecord[]> {
  if ('all' in selection) return ok([...state.phones.all()]);
  const phones: PhoneRecord[] = [];
  for (const mac of new Set(selection.macs)) {
    const phone = state.phones.require(mac);
    if (!phone.ok) return phone;
    phones.push(phone.value);
  }
  return ok(phones);
}
