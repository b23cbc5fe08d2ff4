// Single secrets of a site: shown when asked for by name, and moved out of texts into the facts, which are sealed like all secrets.
import { expandVariables, hasVariables, variableNamePattern } from '../../core/configs/variables';
import type { SiteFacts } from '../../core/configs/facts';
import { formatScope, siteScope, type Scope } from '../../core/configs/scope';
import type { PasswordKind } from '../../core/families/family';
import type { MacAddress } from '../../core/shared/mac-address';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { AuditStore, PhoneRecord } from '../phones/phone-store';
import type { InOneTransaction } from '../settings/one-transaction';
import type { SiteState, Surroundings } from '../site-state';
import { writeFacts } from './check-facts';
import type { ConfigEditService } from './config-edit-service';
import type { ConfigService, FileState } from './config-service';
import { factsKey, fileKey } from './site-layers';

export type SecretPlace =
  | { readonly mac: MacAddress; readonly line: number }
  | { readonly mac: MacAddress; readonly parameter: string }
  | { readonly secret: string }
  | { readonly site: 'adminPassword' }
  | { readonly scope: Scope; readonly parameter: string };

/** How long a window shows a secret it was given. */
export const secretShownMs = 20_000;

/** `scheme://user:password@`: group 2 is the login. */
const urlLogin = /([a-z][a-z0-9+.-]*:\/\/)([^/@\s"]+)(?=@)/iu;

export class SecretService {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly configs: ConfigService,
    private readonly edits: ConfigEditService,
    private readonly audit: AuditStore,
    private readonly inOneTransaction: InOneTransaction,
  ) {}

  generate(kind: PasswordKind): string {
    return this.around.family.makePassword(kind, this.around.randomBytes);
  }

  /** The value as drafted. Who asked for what is written down before it is given; the value itself never is. */
  reveal(place: SecretPlace, actor: string): Result<string> {
    const found = this.find(place);
    if (!found.ok) return found;
    const { value, words, phone } = found.value;
    if (value === undefined || value === '') return fail(unknownSecret(words));
    this.note('secret-revealed', words, phone, actor);
    return ok(value);
  }

  /** One edit of the draft: the value becomes `${secret.NAME}`, the site keeps it. Of an address only its login moves. */
  moveToVault(
    scope: Scope,
    parameter: string,
    wanted: string | undefined,
    basedOn: string | undefined,
    actor: string,
  ): Result<{ readonly name: string; readonly file: FileState }> {
    const value = this.valueIn(scope, parameter);
    const login = value === undefined ? undefined : urlLogin.exec(value)?.[2];
    const secret = login ?? value;
    if (value === undefined || !secret || hasVariables(secret))
      return fail(unknownSecret(`${parameter} in ${formatScope(scope)}`));
    const facts = this.state.layers.siteFacts('draft');
    const name = this.secretName(facts, secret, wanted ?? baseName(scope, parameter), wanted !== undefined);
    if (!name.ok) return name;
    const reference = `\${secret.${name.value}}`;
    const typed =
      login === undefined ? reference : value.replace(urlLogin, (_whole, scheme: string) => scheme + reference);
    return this.inOneTransaction(() => {
      const file = this.edits.edit(scope, [{ kind: 'set', name: parameter, value: typed }], basedOn);
      if (!file.ok) return file;
      const secrets = { ...facts.secrets, [name.value]: expandVariables(secret, () => undefined) };
      this.configs.setFacts(factsKey(siteScope), writeFacts({ ...facts, secrets }));
      this.note('secret-moved', `${parameter} in ${formatScope(scope)} to ${name.value}`, null, actor);
      return ok({ name: name.value, file: this.configs.get(scope, 'draft') });
    });
  }

  private find(
    place: SecretPlace,
  ): Result<{ readonly value: string | undefined; readonly words: string; readonly phone: PhoneRecord | null }> {
    const { layers } = this.state;
    if ('mac' in place) {
      const phone = this.state.phones.require(place.mac);
      if (!phone.ok) return phone;
      if ('line' in place) {
        const { lines } = layers.phoneFacts(place.mac, 'draft');
        const value = lines.find(({ line }) => line === place.line)?.password;
        return ok({ value, words: `password of line ${place.line}`, phone: phone.value });
      }
      const { effective } = this.state.contents.of(phone.value, 'draft');
      const value = effective.find(({ name }) => name === place.parameter)?.value;
      return ok({ value, words: place.parameter, phone: phone.value });
    }
    const site = layers.siteFacts('draft');
    if ('secret' in place) {
      const { secrets = {} } = site;
      const value = Object.hasOwn(secrets, place.secret) ? secrets[place.secret] : undefined;
      return ok({ value, words: `secret ${place.secret}`, phone: null });
    }
    if ('site' in place) return ok({ value: site.adminPassword, words: 'admin password of the site', phone: null });
    const words = `${place.parameter} in ${formatScope(place.scope)}`;
    return ok({ value: this.valueIn(place.scope, place.parameter), words, phone: null });
  }

  /** As typed in the draft of a file. */
  private valueIn(scope: Scope, parameter: string): string | undefined {
    const text = this.state.layers.content(fileKey(scope), 'draft') ?? '';
    const model = this.configs.modelOf(scope) ?? this.around.family.models[0]?.name ?? '';
    const parameters = this.around.family.parametersOf(new TextEncoder().encode(text), model);
    return parameters.find(({ name }) => name === parameter)?.value;
  }

  /** A name nobody uses, or one that keeps the same secret already. */
  private secretName(facts: SiteFacts, secret: string, base: string, exactly: boolean): Result<string> {
    if (!variableNamePattern.test(base)) {
      return fail({
        code: 'VALUE_INVALID',
        message: `"${base}" cannot be the name of a secret.`,
        remedy: 'Use up to 40 letters, digits, hyphens and underscores.',
      });
    }
    const { secrets = {} } = facts;
    const free = (name: string): boolean => !Object.hasOwn(secrets, name) || secrets[name] === secret;
    if (free(base)) return ok(base);
    if (exactly) {
      return fail({
        code: 'SECRET_NAME_TAKEN',
        message: `The site keeps another secret under the name ${base}.`,
        remedy: 'Choose another name.',
      });
    }
    let number = 2;
    while (!free(`${base}-${number}`)) number++;
    return ok(`${base}-${number}`);
  }

  private note(
    action: 'secret-revealed' | 'secret-moved',
    detail: string,
    phone: PhoneRecord | null,
    actor: string,
  ): void {
    this.audit.append(this.state.site.id, {
      at: this.around.clock.now(),
      actor,
      action,
      phoneId: phone?.id ?? null,
      detail,
    });
  }
}

function baseName(scope: Scope, parameter: string): string {
  const of = scope.kind === 'phone' ? `-${scope.mac}` : scope.kind === 'model' ? `-${scope.model}` : '';
  return `${parameter}${of}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 34);
}

function unknownSecret(words: string): Problem {
  return {
    code: 'SECRET_UNKNOWN',
    message: `There is no secret here: ${words}.`,
    remedy: 'It may have been changed or moved meanwhile; look at the newest state.',
  };
}
