import { parseScope, type Scope } from '../../../electron/core/configs/scope';
import type { PhoneView } from '../../../electron/contract/phones';

/** `00:80:F0:A1:B2:C3`, for details and copying. */
export function macWithColons(mac: string): string {
  return mac.match(/../g)?.join(':') ?? mac;
}

/** What a person calls it: `Reception`, `KX-UT670`, a phone's name. `siteWord` stands for the one file without a name. */
export function scopeName(scope: Scope, phones: readonly PhoneView[], siteWord: string): string {
  switch (scope.kind) {
    case 'site':
      return siteWord;
    case 'model':
      return scope.model;
    case 'group':
      return scope.group;
    case 'phone': {
      const name = phones.find((phone) => phone.mac === scope.mac)?.name;
      return name === undefined || name === '' ? macWithColons(scope.mac) : name;
    }
  }
}

/** As the workstation writes scopes; null for what is none (facts, a wrong address). */
export function readScope(text: string): Scope | null {
  const scope = parseScope(text);
  return scope.ok ? scope.value : null;
}
