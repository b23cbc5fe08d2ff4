// Networks that exist for one test: namespaces joined by cables, as `ip netns` makes them. Everything is taken away again at its end.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Cable {
  /** End in the first namespace, then in the second: interface and address with prefix. */
  readonly from: readonly [namespace: string, interfaceName: string, address: string];
  readonly to: readonly [namespace: string, interfaceName: string, address: string];
}

export class NetworkNamespaces {
  private readonly made: string[] = [];

  /** Null, or why this computer cannot make any. */
  async whyNot(): Promise<string | null> {
    if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
    try {
      await this.add('probe');
      await run('ip', ['netns', 'exec', this.nameOf('probe'), 'ip', 'link', 'set', 'lo', 'up']);
      return null;
    } catch (error) {
      return `network namespaces cannot be made: ${error instanceof Error ? error.message.trim() : String(error)}`;
    }
  }

  /** With its loopback up. */
  async add(name: string): Promise<void> {
    await run('ip', ['netns', 'add', this.nameOf(name)]);
    this.made.push(name);
    await this.run(name, 'ip', 'link', 'set', 'lo', 'up');
  }

  async plug({ from, to }: Cable): Promise<void> {
    const [one, two] = [from, to].map(([namespace, link]) => ['name', link, 'netns', this.nameOf(namespace)]);
    await run('ip', ['link', 'add', ...(one ?? []), 'type', 'veth', 'peer', ...(two ?? [])]);
    for (const [namespace, link, address] of [from, to]) {
      await this.run(namespace, 'ip', 'address', 'add', address, 'dev', link);
      await this.run(namespace, 'ip', 'link', 'set', link, 'up');
    }
  }

  /** What the program writes to standard output; rejects when it fails. */
  async run(namespace: string, ...command: string[]): Promise<string> {
    const [program = '', ...rest] = this.command(namespace, ...command);
    return (await run(program, rest)).stdout;
  }

  /** The command as it is run from outside. */
  command(namespace: string, ...command: string[]): string[] {
    return ['ip', 'netns', 'exec', this.nameOf(namespace), ...command];
  }

  /** With all cables in them. */
  async remove(): Promise<void> {
    for (const name of this.made.splice(0)) await run('ip', ['netns', 'delete', this.nameOf(name)]);
  }

  private nameOf(name: string): string {
    return `cordboard-${process.pid}-${name}`;
  }
}
