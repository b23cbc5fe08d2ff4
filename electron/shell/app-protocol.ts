// The window's files under app://workstation, and only there.
import { protocol, session, type Session } from 'electron';
import { randomBytes } from 'node:crypto';
import { readWindowFile } from '../adapters/window-calls/window-files';

export const windowOrigin = 'app://workstation';

/** Before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export function serveWindow(folder: string): void {
  session.defaultSession.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'workstation' || request.method !== 'GET') return new Response(null, { status: 404 });
    const file = await readWindowFile(folder, decodeURIComponent(url.pathname), () => randomBytes(18).toString('base64'));
    return file ? new Response(Buffer.from(file.bytes), { headers: file.headers }) : new Response(null, { status: 404 });
  });
  refusePermissions(session.defaultSession);
}

/** Camera, microphone, notifications, USB …: the window needs none of them. Writing the clipboard is a plain copy. */
function refusePermissions(windowSession: Session): void {
  const allowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  windowSession.setPermissionRequestHandler((_contents, permission, decide) => decide(allowed(permission)));
  windowSession.setPermissionCheckHandler((_contents, permission) => allowed(permission));
  windowSession.setDevicePermissionHandler(() => false);
}
