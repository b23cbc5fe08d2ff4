// The control interface of a host: the loopback server, and the file that tells the command line where it is and what it must know.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ControlServer, type ControlTarget } from './adapters/window-calls/control-server';
import { readWindowFile } from './adapters/window-calls/window-files';
import { randomToken } from './core/shared/digest';
import { ok, type Result } from './core/shared/result';
import type { HostOptions } from './workstation-options';

export class WorkstationControl {
  readonly file: string;
  private readonly server: ControlServer;
  private readonly token = randomToken(randomBytes, 32);

  constructor(
    private readonly options: Pick<HostOptions, 'data' | 'ports'>,
    private readonly windowFolder: string,
  ) {
    this.file = join(options.data, 'control.json');
    this.server = new ControlServer({ token: this.token, windowFolder, makeNonce: windowNonce });
  }

  get url(): string {
    return this.server.url;
  }

  /** The address of the window for a browser, token included. */
  get browserUrl(): string {
    return `${this.url}#token=${this.token}`;
  }

  /** Problems PORT_IN_USE, PORT_REFUSED. Nobody is answered before `open`. */
  async listen(): Promise<Result<unknown>> {
    const { control } = this.options.ports;
    return control === 'off' ? ok(null) : this.server.listen(control);
  }

  async open(target: ControlTarget): Promise<void> {
    this.server.open(target);
    if (this.options.ports.control === 'off') return;
    const content = JSON.stringify({ url: this.url, token: this.token, pid: process.pid });
    const temporary = `${this.file}.${process.pid}`;
    await writeFile(temporary, content, { mode: 0o600 });
    await rename(temporary, this.file);
  }

  /** While the data folder is still ours. */
  forget(): void {
    if (this.options.ports.control !== 'off') rmSync(this.file, { force: true });
  }

  close(): Promise<void> {
    return this.server.close();
  }

  windowFile(path: string): ReturnType<typeof readWindowFile> {
    return readWindowFile(this.windowFolder, path, windowNonce);
  }
}

/** A content security policy's nonce: 144 bits. */
const windowNonce = (): string => randomToken(randomBytes, 24);
