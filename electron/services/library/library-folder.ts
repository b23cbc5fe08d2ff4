import type { Result } from '../../core/shared/result';
import type { FileBody } from '../provisioning/answer';

/** The bytes of the library, each content once, by its hash. */
export interface LibraryFolder {
  /** Begins a file under a temporary name. Problems DISK_FULL (for so many bytes), DATA_FOLDER_READ_ONLY. */
  begin(bytes: number): Promise<Result<LibraryUpload>>;
  /** How a content lies on the disk at this moment: another text once anything has touched it; null: gone. */
  stamp(sha256: string): string | null;
  /** Reads all of it and says whether it has its hash still. */
  isWhole(sha256: string): Promise<boolean>;
  /** To be read as long as it has this stamp. */
  body(sha256: string, bytes: number, stamp: string): FileBody;
  remove(sha256: string): void;
  /** Takes away unfinished uploads and every content that is not in use. To be called before anything else. */
  clean(inUse: ReadonlySet<string>): void;
}

/** Nobody goes on for a while: it is given up, and everything after gives LIBRARY_UPLOAD_UNKNOWN. */
export interface LibraryUpload {
  /** Bytes received in all. After a problem the upload is given up. Problem DISK_FULL. */
  append(bytes: Uint8Array): Promise<Result<number>>;
  /** All of it on the disk, under the temporary name. */
  finish(): Promise<Result<{ readonly sha256: string; readonly bytes: number }>>;
  /** Gives it its name and tells its stamp; at once, so that nothing can come between this and the row that uses it. */
  keep(): Result<string>;
  cancel(): void;
}
