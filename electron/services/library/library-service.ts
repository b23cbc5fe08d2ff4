// Files that are no configuration: taken in once, pinned by their hash, given to phones only as long as their bytes are what they were.
import { randomToken } from '../../core/shared/digest';
import { fail, ok, type Result } from '../../core/shared/result';
import type { FirmwareFact } from '../../core/configs/facts';
import type { GivenFile } from '../provisioning/answer';
import type { SiteState, Surroundings } from '../site-state';
import { contentTypeOf } from './content-type';
import type { Assignment, FirmwareAssignments } from './firmware-assignments';
import type { LibraryFolder, LibraryUpload } from './library-folder';
import { siteAddresses } from './site-addresses';
import { libraryProblems } from './library-problems';
import type { LibraryKind, LibraryRecord, LibraryStore } from './library-store';

export interface LibraryFileState extends LibraryRecord {
  /** As drafted; null: no phone is told of it. */
  readonly version: string | null;
  readonly groups: readonly string[] | null;
  readonly address: string;
  /** False: the bytes on disk are gone or altered; it is not served. */
  readonly sound: boolean;
}

interface RunningUpload {
  readonly name: string;
  readonly kind: LibraryKind;
  readonly bytes: number;
  received: number;
  readonly upload: LibraryUpload;
}

export const largestFileBytes = 256 * 1024 * 1024;
const mostUploads = 16;

/** What stands in an address as it is, for any client: no blank, no percent sign, nothing that a path could mean. */
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;

export class LibraryService {
  /** By name in lower case: phones are not careful about it. */
  private readonly files = new Map<string, LibraryRecord>();
  private readonly uploads = new Map<string, RunningUpload>();
  private readonly checking = new Map<string, Promise<void>>();
  /** The stamp under which a content was found to be altered. */
  private readonly altered = new Map<string, string>();
  private stopped = false;
  /** Counts what comes and goes. */
  version = 0;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly firmware: FirmwareAssignments,
    private readonly store: LibraryStore,
    private readonly folder: LibraryFolder,
  ) {
    for (const file of store.files(state.site.id)) this.files.set(file.name.toLowerCase(), file);
  }

  has(name: string, sha256: string): boolean {
    return this.files.get(name.toLowerCase())?.sha256 === sha256;
  }

  /** Looks at the bytes of every file that may have been touched, and so takes its time. */
  async list(): Promise<LibraryFileState[]> {
    for (const file of this.files.values()) this.isSound(file);
    await Promise.all(this.checking.values());
    return [...this.files.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map((file) => this.view(file));
  }

  /** What a phone of `model` gets under a name; an unknown one (null) has shown the site's token at least. */
  given(name: string, model: string | null): GivenFile | null {
    const file = this.files.get(name.toLowerCase());
    if (!file || !this.isSound(file) || (model !== null && !this.isFor(file, model))) return null;
    const { sha256, bytes, stamp, addedAt } = file;
    const body = this.folder.body(sha256, bytes, stamp);
    return { body, sha256, contentType: contentTypeOf(file.name), changedAt: addedAt };
  }

  /** Problems LIBRARY_NAME_INVALID, LIBRARY_FILE_EXISTS, LIBRARY_FILE_TOO_LARGE, DISK_FULL, DATA_FOLDER_READ_ONLY. */
  async begin(name: string, kind: LibraryKind, bytes: number): Promise<Result<string>> {
    if (!nameForm.test(name)) return fail(libraryProblems.nameInvalid(name));
    if (bytes > largestFileBytes) return fail(libraryProblems.tooLarge(name));
    const known = this.files.get(name.toLowerCase());
    if (known && known.bytes !== bytes) return fail(libraryProblems.exists(known.name));
    const tooMany = Math.max(0, this.uploads.size + 1 - mostUploads);
    for (const oldest of [...this.uploads.keys()].slice(0, tooMany)) this.cancel(oldest);
    const upload = await this.folder.begin(bytes);
    if (!upload.ok) return upload;
    const id = randomToken(this.around.randomBytes);
    this.uploads.set(id, { name, kind, bytes, received: 0, upload: upload.value });
    return ok(id);
  }

  /** Bytes received in all. Problems LIBRARY_UPLOAD_UNKNOWN, LIBRARY_FILE_TOO_LARGE, DISK_FULL; each ends the upload. */
  async append(id: string, bytes: Uint8Array): Promise<Result<number>> {
    const running = this.uploads.get(id);
    if (!running) return fail(libraryProblems.uploadUnknown());
    running.received += bytes.length;
    if (running.received > running.bytes) {
      this.cancel(id);
      return fail(libraryProblems.tooLarge(running.name));
    }
    const received = await running.upload.append(bytes);
    if (!received.ok) this.uploads.delete(id);
    return received;
  }

  cancel(id: string): void {
    this.uploads.get(id)?.upload.cancel();
    this.uploads.delete(id);
  }

  /** The same bytes under the same name again are the file that is there. Firmware with a version is assigned at once, as a draft.
   *  Problems as of `append` and `assign`, and LIBRARY_FILE_EXISTS; the upload is over in any case. */
  async finish(id: string, assignment: Omit<Assignment, 'groups'>): Promise<Result<LibraryFileState>> {
    const running = this.uploads.get(id);
    if (!running) return fail(libraryProblems.uploadUnknown());
    this.uploads.delete(id);
    const { name, kind, upload } = running;
    const wanted = { ...assignment, groups: null };
    const refused = this.firmware.check(kind, wanted);
    const finished = refused ? fail(refused) : await upload.finish();
    if (!finished.ok || finished.value.bytes !== running.bytes || this.stopped) {
      upload.cancel();
      return finished.ok ? fail(libraryProblems.incomplete(name)) : finished;
    }
    const { sha256, bytes } = finished.value;
    const known = this.files.get(name.toLowerCase());
    if (known && known.sha256 !== sha256) {
      upload.cancel();
      return fail(libraryProblems.exists(known.name));
    }
    const stamp = upload.keep();
    if (!stamp.ok) return stamp;
    this.noteWhole(sha256, stamp.value);
    if (!known) {
      const file = { siteId: this.state.site.id, name, kind, bytes, sha256, stamp: stamp.value, models: [] };
      this.put(this.store.insert({ ...file, addedAt: this.around.clock.now() }));
    }
    const file = this.files.get(name.toLowerCase()) as LibraryRecord;
    if (known && assignment.models.length === 0 && assignment.version === null) return ok(this.view(file));
    // Removed and brought back while phones were to be told of it: they still are.
    const before = known || assignment.version !== null ? null : this.firmware.of(file, 'draft');
    return this.assign(file.id, before ?? wanted);
  }

  /** Which models may have a file; for firmware also who is told of it, as a draft. Problems LIBRARY_FILE_UNKNOWN, MODEL_UNKNOWN,
   *  GROUP_UNKNOWN, VALUE_INVALID. */
  assign(id: number, assignment: Assignment): Result<LibraryFileState> {
    const file = this.byId(id);
    if (!file) return fail(libraryProblems.fileUnknown());
    const refused = this.firmware.check(file.kind, assignment);
    if (refused) return fail(refused);
    const models = [...new Set(assignment.models)];
    this.store.saveModels(id, models);
    this.put({ ...file, models });
    if (file.kind === 'firmware') this.firmware.save(file, assignment);
    this.around.announce('server');
    return ok(this.view({ ...file, models }));
  }

  /** Problems LIBRARY_FILE_UNKNOWN; LIBRARY_FILE_IN_USE while phones are told of it. */
  remove(id: number): Result<void> {
    const file = this.byId(id);
    if (!file) return fail(libraryProblems.fileUnknown());
    if (this.firmware.of(file, 'published')) return fail(libraryProblems.inUse(file.name));
    this.firmware.withdraw(file);
    this.store.remove(id);
    this.files.delete(file.name.toLowerCase());
    this.version++;
    if (!this.store.hashes().has(file.sha256)) this.folder.remove(file.sha256);
    this.around.announce('server');
    return ok(undefined);
  }

  stop(): void {
    this.stopped = true;
    for (const id of this.uploads.keys()) this.cancel(id);
  }

  private byId(id: number): LibraryRecord | undefined {
    return [...this.files.values()].find((file) => file.id === id);
  }

  private put(file: LibraryRecord): void {
    this.version++;
    this.files.set(file.name.toLowerCase(), file);
    this.around.announce('server');
  }

  private view(file: LibraryRecord): LibraryFileState {
    const assigned = this.firmware.of(file, 'draft');
    const address = this.around.family.libraryAddress(siteAddresses(this.state, this.around), file.name);
    const { version = null, groups = null } = assigned ?? {};
    return { ...file, models: assigned?.models ?? file.models, version, groups, address, sound: this.isSound(file) };
  }

  /** What is published counts beside what was chosen last: a rollback must not tell phones of a file they may not have. */
  private isFor(file: LibraryRecord, model: string): boolean {
    if (file.models.length === 0) return true;
    const told: FirmwareFact | null = this.firmware.of(file, 'published');
    return [...file.models, ...(told?.models ?? [])].some((name) => model.startsWith(name));
  }

  /** Cheap enough for every request: the bytes are read again only when something has touched them, and until that is done the file
   *  is not served. */
  private isSound(file: LibraryRecord): boolean {
    const stamp = this.folder.stamp(file.sha256);
    if (stamp === file.stamp) return true;
    if (stamp !== null && this.altered.get(file.sha256) !== stamp) this.checkAgain(file.sha256, stamp);
    return false;
  }

  private checkAgain(sha256: string, stamp: string): void {
    if (this.checking.has(sha256)) return;
    const check = this.folder.isWhole(sha256).then((whole) => {
      if (this.stopped) return;
      if (whole && this.folder.stamp(sha256) === stamp) this.noteWhole(sha256, stamp);
      else this.altered.set(sha256, stamp);
      this.around.announce('server');
    });
    // What cannot be written, on a full disk, is found again after the next start.
    const ended = check.catch(() => undefined).finally(() => this.checking.delete(sha256));
    this.checking.set(sha256, ended);
  }

  private noteWhole(sha256: string, stamp: string): void {
    this.altered.delete(sha256);
    for (const file of this.files.values()) if (file.sha256 === sha256) this.put({ ...file, stamp });
    this.store.saveStamp(sha256, stamp);
  }
}
