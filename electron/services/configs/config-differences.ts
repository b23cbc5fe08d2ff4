// What differs between two states of a site's layers, or of a phone's files, as unified text without secrets.
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteFiles } from '../provisioning/site-files';
import type { SiteState, Surroundings } from '../site-state';
import { blankKnown, blankSecrets, factsText, knownSecrets } from './blank-secrets';
import type { LayerKey } from './config-store';
import { keyOf, keyText } from './site-layers';
import { unifiedDiff, type TextDiff } from './unified-diff';

export interface NamedDiff extends TextDiff {
  readonly name: string;
}

export class ConfigDifferences {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly files: SiteFiles,
  ) {}

  /** The files a phone would get beside those it gets. */
  ofPhone(phone: PhoneRecord, at: number): NamedDiff[] {
    const texts = (source: 'published' | 'draft'): Map<string, string> =>
      new Map(this.files.all(phone, source, at).map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
    const [before, after] = [texts('published'), texts('draft')];
    return (['master', 'product', 'standard'] as const).flatMap((name) =>
      this.shown(name, linesOf(before.get(name)), linesOf(after.get(name)), knownSecrets(this.state, phone)),
    );
  }

  /** Every draft or published layer beside what it was; only those a phone takes or took, where one is given. */
  ofLayers(then: readonly (LayerKey & { readonly content: string })[], phone: PhoneRecord | null): NamedDiff[] {
    const { layers, contents } = this.state;
    const before = new Map(then.map((layer) => [keyText(layer), layer.content]));
    const after = new Map(layers.keys('draft').map((key) => [keyText(key), layers.content(key, 'draft') ?? '']));
    const only = phone && new Set([...contents.scopesOf(phone, 'draft'), ...contents.scopesOf(phone, 'published')]);
    return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((text) => {
      const { kind, scope } = keyOf(text);
      if (only && !only.has(scope)) return [];
      const lines = kind === 'facts' ? factLines : linesOf;
      return this.shown(kind === 'facts' ? `facts:${scope}` : scope, lines(before.get(text)), lines(after.get(text)));
    });
  }

  /** Compared as they are, shown without secrets: a changed password is a changed line. */
  private shown(
    name: string,
    before: readonly string[],
    after: readonly string[],
    secrets: readonly string[] = [],
  ): NamedDiff[] {
    const diff = unifiedDiff(before, after);
    if (diff.added + diff.removed === 0) return [];
    const blank = (line: string): string =>
      line.slice(0, 1) + blankKnown(blankSecrets(line.slice(1), this.around.family), secrets);
    return [{ name, ...diff, text: diff.text.split('\n').map(blank).join('\n') }];
  }
}

function linesOf(text: string | undefined): string[] {
  return text ? text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/) : [];
}

function factLines(json: string | undefined): string[] {
  return json === undefined ? [] : linesOf(factsText(json));
}
