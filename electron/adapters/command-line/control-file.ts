// DIR/control.json tells where the workstation that owns the data folder DIR can be asked (cli.md).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const controlFile = z.object({
  url: z.url({ protocol: /^http$/ }),
  token: z.string().min(1),
  pid: z.int().positive(),
});

export type ControlFile = z.infer<typeof controlFile>;

/** Null when there is none, and for one that cannot be used: a host killed while it wrote leaves half of it. */
export async function readControlFile(dataFolder: string): Promise<ControlFile | null> {
  try {
    const content: unknown = JSON.parse(await readFile(join(dataFolder, 'control.json'), 'utf8'));
    return controlFile.safeParse(content).data ?? null;
  } catch {
    return null;
  }
}
