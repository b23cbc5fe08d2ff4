// Where things are when nobody says so: the same answer for the window, the headless host and the command line.

type Environment = Readonly<Record<string, string | undefined>>;

/** The per-user folder for database, blobs and logs. `platform` as Node names it, `home` the user's home folder. */
export function defaultDataFolder(env: Environment, platform: string, home: string): string {
  if (platform === 'win32') return `${env['APPDATA'] || `${home}\\AppData\\Roaming`}\\Cordboard`;
  if (platform === 'darwin') return `${home}/Library/Application Support/Cordboard`;
  // XDG Base Directory Specification: a relative path is invalid and counts as not set.
  const xdg = env['XDG_DATA_HOME'];
  return `${xdg?.startsWith('/') ? xdg : `${home}/.local/share`}/Cordboard`;
}

/** What relative paths on the command line start from. `npm run` goes to the package's folder first and keeps the caller's in INIT_CWD. */
export function callerFolder(env: Environment, currentFolder: string): string {
  const throughNpm = ['cli', 'serve', 'start'].includes(env['npm_lifecycle_event'] ?? '');
  return (throughNpm && env['INIT_CWD']) || currentFolder;
}
