// The window's files under app://workstation, and only there.
import { protocol, session, type Session } from 'electron';
import type { Workstation } from '../workstation';

export const windowOrigin = 'app://workstation';

/** Before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveWindow(workstation: Workstation): void {
  session.defaultSession.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'workstation' || request.method !== 'GET') return new Response(null, { status: 404 });
    const file = await workstation.control.windowFile(decodeURIComponent(url.pathname));
    return file
      ? new Response(Buffer.from(file.bytes), { headers: file.headers })
      : new Response(null, { status: 404 });
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
