// Who is told of a firmware file: facts of the site, so that an assignment is drafted, published and rolled back like all else.
import type { FirmwareFact, SiteFacts } from '../../core/configs/facts';
import { siteScope } from '../../core/configs/scope';
import type { Problem } from '../../core/shared/problem';
import { writeFacts } from '../configs/check-facts';
import type { ConfigService } from '../configs/config-service';
import { factsKey, type Source } from '../configs/site-layers';
import type { SiteState, Surroundings } from '../site-state';
import { libraryProblems } from './library-problems';
import type { LibraryKind, LibraryRecord } from './library-store';

export interface Assignment {
  readonly models: readonly string[];
  /** Null: no phone is told of the file. */
  readonly version: string | null;
  readonly groups: readonly string[] | null;
}

/** `01.133`, `12.81`, `03.210`. */
const versionForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

export class FirmwareAssignments {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly configs: Pick<ConfigService, 'setFacts'>,
  ) {}

  /** Null while no phone is told of the file. */
  of(file: Pick<LibraryRecord, 'name' | 'sha256'>, source: Source): FirmwareFact | null {
    const assigned = this.state.layers.siteFacts(source).firmware ?? [];
    return assigned.find((fact) => fact.file === file.name && fact.sha256 === file.sha256) ?? null;
  }

  /** The first thing about an assignment that cannot be; null when it can. */
  check(kind: LibraryKind, { models, version, groups }: Assignment): Problem | null {
    const strange = models.find((name) => this.modelsOf(name).length === 0);
    if (strange !== undefined) {
      return {
        code: 'MODEL_UNKNOWN',
        message: `No phone is of the model "${strange}".`,
        remedy: 'Give the model as it is printed on the phone, or how it begins: KX-UT113, KX-UT1.',
      };
    }
    const { invalid } = libraryProblems;
    if (kind !== 'firmware') {
      const extra = version !== null || groups !== null;
      return extra ? invalid('Only firmware has a version and goes to groups.', 'Give the models alone.') : null;
    }
    if (version === null)
      return groups === null ? null : invalid('Firmware without a version is told to no group.', 'Give its version.');
    if (!versionForm.test(version)) return invalid(`"${version}" is no version.`, 'Write it as in 01.133.');
    if (models.length === 0) return invalid('Firmware is made for certain models.', 'Say for which: KX-UT113.');
    const untold = models
      .flatMap((name) => this.modelsOf(name))
      .find((name) => !this.around.family.takesFirmware(name));
    if (untold !== undefined) {
      return invalid(
        `It is not known how ${untold} could be told of firmware by its files.`,
        'Leave the model out, and update it in its own web pages.',
      );
    }
    return groups === null ? null : this.checkGroups(groups);
  }

  /** The newest assignment stands last; none at all is no part of the facts. To be checked before. */
  save(file: LibraryRecord, { models, version, groups }: Assignment): void {
    const entry =
      version === null ? [] : [{ file: file.name, sha256: file.sha256, models: [...models], version, groups }];
    this.write(file, entry);
  }

  withdraw(file: LibraryRecord): void {
    if (this.of(file, 'draft')) this.write(file, []);
  }

  private write(file: LibraryRecord, added: readonly FirmwareFact[]): void {
    const { firmware = [], ...facts } = this.state.layers.siteFacts('draft');
    const kept = [...firmware.filter((fact) => fact.file !== file.name), ...added];
    const edited: SiteFacts = kept.length > 0 ? { ...facts, firmware: kept } : facts;
    if (firmware.length === 0 && kept.length === 0) return;
    this.configs.setFacts(factsKey(siteScope), writeFacts(edited));
    this.around.announce('phones');
  }

  private checkGroups(groups: readonly string[]): Problem | null {
    if (groups.length === 0) return libraryProblems.invalid('A wave needs a group.', 'Name one, or assign it to all.');
    const { phones, layers } = this.state;
    const known = new Set([...phones.all()].map(({ mac }) => layers.phoneFacts(mac, 'draft').group));
    const strange = groups.find((group) => !known.has(group));
    if (strange === undefined) return null;
    return {
      code: 'GROUP_UNKNOWN',
      message: `No phone is in a group "${strange}".`,
      remedy: 'Check the name of the group.',
    };
  }

  /** The models a name, or the beginning of one, means. */
  private modelsOf(name: string): string[] {
    const { family } = this.around;
    const exact = family.findModel(name);
    if (exact?.name === name) return [exact.name];
    return name === '' ? [] : family.models.filter((model) => model.name.startsWith(name)).map((model) => model.name);
  }
}
