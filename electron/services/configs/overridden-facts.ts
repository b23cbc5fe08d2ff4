// Facts of a phone that have no effect, because the phone's own file, which is stronger, says something else.
import { emptyLine, type LineFacts } from '../../core/configs/facts';
import type { Scope } from '../../core/configs/scope';
import { formatScope } from '../../core/configs/scope';
import { hasVariables } from '../../core/configs/variables';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import { lineIn } from './layer-places';
import { fileKey } from './site-layers';

export interface OverriddenFact {
  /** `extension of line 1`. */
  readonly fact: string;
  readonly scope: string;
  readonly parameter: string;
  readonly line: number | null;
}

const fields = {
  name: 'name',
  extension: 'extension',
  authId: 'auth id',
  password: 'password',
  server: 'server',
} as const;

/** As drafted. A value with variables in it is not reported: it may well follow the fact. */
export function overriddenFacts(state: SiteState, { family }: Surroundings, phone: PhoneRecord): OverriddenFact[] {
  const scope: Scope = { kind: 'phone', mac: phone.mac };
  const typed = new Map(
    state.layers.fileParameters(scope, phone.model, 'draft').map(({ name, value }) => [name, value] as const),
  );
  if (typed.size === 0) return [];
  const facts = state.layers.phoneFacts(phone.mac, 'draft');
  const site = state.layers.siteFacts('draft');
  const found: OverriddenFact[] = [];
  for (const line of facts.lines) {
    for (const [field, words] of Object.entries(fields) as [keyof typeof fields, string][]) {
      const value = line.line === 1 && field === 'name' ? line.name || facts.name : line[field];
      if (value === '') continue;
      const alone: LineFacts = { ...emptyLine, line: line.line, [field]: value };
      for (const parameter of family.phoneFactParameters(
        { name: '', group: null, lines: [alone] },
        site,
        phone.model,
      )) {
        const other = typed.get(parameter.name);
        // Beside the value itself a fact may switch things on; only a file that contradicts the value makes it inert.
        if (other === undefined || other === parameter.value || parameter.value !== value || hasVariables(other))
          continue;
        found.push({
          fact: `${words} of line ${line.line}`,
          scope: formatScope(scope),
          parameter: parameter.name,
          line: lineIn(state, fileKey(scope), parameter.name, 'draft'),
        });
      }
    }
  }
  const { checkTime, ...others } = facts;
  // Without lines and a time of its own only what the site tells phones of their group is left: firmware.
  const firmware = family.phoneFactParameters({ ...others, name: '', lines: [] }, site, phone.model);
  const isFirmware = new Set(firmware.map(({ name }) => name));
  const ownTime = family
    .phoneFactParameters({ ...others, name: '', lines: [], ...(checkTime && { checkTime }) }, site, phone.model)
    .filter(({ name }) => !isFirmware.has(name));
  for (const [fact, written] of [
    ['daily check', ownTime],
    ['firmware of the library', firmware],
  ] as const) {
    for (const { name, value } of written) {
      const other = typed.get(name);
      if (other === undefined || other === value || hasVariables(other)) continue;
      found.push({
        fact,
        scope: formatScope(scope),
        parameter: name,
        line: lineIn(state, fileKey(scope), name, 'draft'),
      });
    }
  }
  return found;
}
