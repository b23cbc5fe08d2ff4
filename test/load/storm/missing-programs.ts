import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Those of the programs that cannot be started here; told with the Debian packages that hold them. */
export function missingPrograms(packages: Readonly<Record<string, string>>): string | null {
  const missing = Object.entries(packages).filter(([program]) => !onPath(program));
  if (missing.length === 0) return null;
  const names = missing.map(([program]) => program).join(' and ');
  return `SKIPPED: ${names} not found. On Debian: apt-get install ${missing.map(([, name]) => name).join(' ')}`;
}

function onPath(program: string): boolean {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
