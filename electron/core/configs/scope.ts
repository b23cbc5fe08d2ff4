import { parseMacAddress, type MacAddress } from '../shared/mac-address';
import { fail, ok, type Result } from '../shared/result';

/** Where a config file or a set of facts applies. Written `site`, `model:KX-UT670`, `group:Reception`, `phone:0080F0A1B2C3`. */
export type Scope =
  | { readonly kind: 'site' }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'phone'; readonly mac: MacAddress };

export const siteScope: Scope = { kind: 'site' };

export function formatScope(scope: Scope): string {
  switch (scope.kind) {
    case 'site':
      return 'site';
    case 'model':
      return `model:${scope.model}`;
    case 'group':
      return `group:${scope.group}`;
    case 'phone':
      return `phone:${scope.mac}`;
  }
}

export function parseScope(text: string): Result<Scope> {
  if (text === 'site') return ok(siteScope);
  const [, kind, rest] = /^(model|group|phone):(.+)$/su.exec(text) ?? [];
  const name = rest?.trim();
  if (name && kind === 'model') return ok({ kind, model: name.toUpperCase() });
  if (name && kind === 'group') return ok({ kind, group: name });
  if (name && kind === 'phone') {
    const mac = parseMacAddress(name);
    return mac.ok ? ok({ kind, mac: mac.value }) : mac;
  }
  return fail({
    code: 'SCOPE_INVALID',
    message: `"${text}" is not a scope.`,
    remedy: 'Use site, model:KX-UT670, group:NAME or phone:MAC.',
  });
}
