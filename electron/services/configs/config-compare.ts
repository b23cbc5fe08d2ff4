// Two states side by side: whole texts for a merge view, with secrets that look the same only where they are the same.
import { formatScope, type Scope } from '../../core/configs/scope';
import type { Family } from '../../core/families/family';
import type { MacAddress } from '../../core/shared/mac-address';
import { fail, ok, type Result } from '../../core/shared/result';
import { SiteFiles } from '../provisioning/site-files';
import type { SiteState, Surroundings } from '../site-state';
import { blanked, blankKnown, blankSecrets, factsText, knownSecrets } from './blank-secrets';
import type { ConfigStore, LayerKey } from './config-store';
import { placeText } from './layer-places';
import { withDraftsOf, withLayers } from './other-state';
import { factsKey, fileKey, type Source } from './site-layers';
import { unifiedDiff } from './unified-diff';

export interface CompareSide {
  readonly scope?: Scope | undefined;
  readonly mac?: MacAddress | undefined;
  readonly source: Source;
  readonly revision?: number | undefined;
  /** Of the draft only these, all else as published. */
  readonly layers?: readonly Scope[] | undefined;
}

export interface ComparedFile {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  readonly added: number;
  readonly removed: number;
  readonly text: string;
}

export interface Comparison {
  readonly files: readonly ComparedFile[];
  readonly equal: number;
}

interface SideTexts {
  /** What the side is of, so that `group:A` and `group:B` meet although their names differ. */
  readonly what: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly secrets: readonly string[];
}

const phoneFiles = ['master', 'product', 'standard'] as const;

export class ConfigCompare {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ConfigStore,
  ) {}

  compare(left: CompareSide, right: CompareSide): Result<Comparison> {
    const [one, other] = [this.texts(left), this.texts(right)];
    if (!one.ok) return one;
    if (!other.ok) return other;
    const secrets = [...new Set([...one.value.secrets, ...other.value.secrets])];
    const files: ComparedFile[] = [];
    let equal = 0;
    for (const name of new Set([...one.value.texts.keys(), ...other.value.texts.keys()])) {
      const texts = [one.value.texts.get(name) ?? '', other.value.texts.get(name) ?? ''] as const;
      if (texts[0] === texts[1]) equal++;
      else files.push({ name: shownName(name, one.value.what, other.value.what), ...this.beside(...texts, secrets) });
    }
    return ok({ files, equal });
  }

  private beside(left: string, right: string, secrets: readonly string[]): Omit<ComparedFile, 'name'> {
    const marks = new SecretMarks(this.around.family, secrets);
    const [before, after] = [
      linesOf(left).map((line) => marks.shown(line)),
      linesOf(right).map((line) => marks.shown(line)),
    ];
    const diff = unifiedDiff(before, after);
    return { left: before.join('\n'), right: after.join('\n'), ...diff };
  }

  private texts({ scope, mac, source, revision, layers: chosen }: CompareSide): Result<SideTexts> {
    const state = this.stateOf(revision, chosen);
    if (!state.ok) return state;
    const { layers } = state.value;
    const from: Source = revision === undefined ? source : 'published';
    if (mac !== undefined) {
      const phone = this.state.phones.require(mac);
      if (!phone.ok) return phone;
      const files = new SiteFiles(state.value, this.around).all(phone.value, from, this.around.clock.now());
      const texts = new Map<string, string>();
      for (const name of phoneFiles) {
        const bytes = files.find((file) => file.name === name)?.bytes;
        if (bytes) texts.set(name, new TextDecoder().decode(bytes));
      }
      return ok({ what: 'phone', texts, secrets: knownSecrets(state.value, phone.value) });
    }
    const text = (key: LayerKey): string => {
      const content = layers.content(key, from) ?? '';
      return key.kind === 'facts' && content !== '' ? factsText(content) : content;
    };
    const keys = scope ? [fileKey(scope), factsKey(scope)] : layers.keys(from);
    const named = keys.map((key) => [scope ? key.kind : placeText(key), text(key)] as const);
    const texts = new Map(named.filter(([, content]) => content !== '').sort(([a], [b]) => (a < b ? -1 : 1)));
    return ok({ what: scope ? formatScope(scope) : 'site', texts, secrets: knownSecrets(state.value, null) });
  }

  /** The site as a revision left it, or as it is with the chosen drafts. */
  private stateOf(revision: number | undefined, chosen: readonly Scope[] | undefined): Result<SiteState> {
    if (revision === undefined) return ok(withDraftsOf(this.state, this.around, chosen));
    const siteId = this.state.site.id;
    if (!this.store.history(siteId).some(({ number }) => number === revision)) {
      return fail({
        code: 'REVISION_UNKNOWN',
        message: `There is no revision r${revision}.`,
        remedy: 'Choose one from the history.',
      });
    }
    return ok(withLayers(this.state, this.around, this.state.layers.asOf(this.store.publishedAt(siteId, revision))));
  }
}

/** Gives each secret of a line a number of its own among lines that look alike without it. */
class SecretMarks {
  private readonly seen = new Map<string, string[]>();

  constructor(
    private readonly family: Family,
    private readonly secrets: readonly string[],
  ) {}

  shown(line: string): string {
    const shown = blankKnown(blankSecrets(line, this.family), this.secrets);
    if (shown === line) return line;
    const alike = this.seen.get(shown) ?? [];
    this.seen.set(shown, alike);
    let number = alike.indexOf(line) + 1;
    if (number === 0) number = alike.push(line);
    return number === 1 ? shown : shown.replace(blanked, `${blanked} ${number}`);
  }
}

function shownName(name: string, left: string, right: string): string {
  if (name !== 'file' && name !== 'facts') return name;
  const of = (scope: string): string => (name === 'facts' ? `facts:${scope}` : scope);
  return left === right ? of(left) : `${of(left)} ↔ ${of(right)}`;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/);
}
