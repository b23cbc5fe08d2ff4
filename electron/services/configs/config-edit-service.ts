// Edits of a config file's draft that are more than a new text: single parameters, a copy, taking the file away.
import { formatScope, type Scope } from '../../core/configs/scope';
import type { ConfigEdit } from '../../core/families/family';
import { fail, ok, type Result } from '../../core/shared/result';
import type { SiteState, Surroundings } from '../site-state';
import type { ConfigService, FileState } from './config-service';
import { fileKey } from './site-layers';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class ConfigEditService {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly configs: ConfigService,
  ) {}

  /** All of the edits or none; only their own lines change. */
  edit(scope: Scope, edits: readonly ConfigEdit[], basedOn: string | undefined): Result<FileState> {
    const edited = this.edited(scope, edits);
    return edited.ok ? this.configs.set(scope, edited.value, basedOn) : edited;
  }

  /** The text of a draft as edits would leave it; nothing is kept. */
  edited(scope: Scope, edits: readonly ConfigEdit[]): Result<string> {
    const text = this.state.layers.content(fileKey(scope), 'draft') ?? '';
    const bytes = this.around.family.edit(encoder.encode(text), this.configs.modelOf(scope), edits);
    return bytes.ok ? ok(decoder.decode(bytes.value)) : bytes;
  }

  /** Takes a file away, as part of the draft. */
  remove(scope: Scope): { readonly phones: number; readonly values: number } {
    const file = this.configs.fileList().find((one) => formatScope(one.scope) === formatScope(scope));
    this.state.layers.saveDraft(fileKey(scope), null, this.around.clock.now());
    this.around.announce('configs');
    return { phones: file?.phones ?? 0, values: file?.values ?? 0 };
  }

  duplicate(from: Scope, to: Scope, replace: boolean): Result<FileState> {
    const there = this.state.layers.content(fileKey(to), 'draft');
    if (there && !replace) {
      return fail({
        code: 'FILE_EXISTS',
        message: `${formatScope(to)} has a file already.`,
        remedy: 'Choose another place for the copy, or replace that file.',
      });
    }
    return this.configs.set(to, this.configs.get(from, 'draft').text, undefined);
  }
}
