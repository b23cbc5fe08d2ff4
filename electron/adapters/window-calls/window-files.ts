// The built window as two carriers serve it: the app protocol in Electron, the control server in a browser.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

export interface WindowFile {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** A file below `folder`, or index.html with a fresh nonce for every path without an extension (the window routes itself).
 *  Null when there is none. */
export async function readWindowFile(
  folder: string,
  path: string,
  makeNonce: () => string,
): Promise<WindowFile | null> {
  const extension = extname(path);
  const file = normalize(join(folder, extension === '' ? 'index.html' : path));
  if (!file.startsWith(normalize(folder) + sep)) return null;
  try {
    const bytes = await readFile(file);
    const isPage = extension === '' || extension === '.html';
    if (!isPage) return { bytes, headers: fileHeaders(types[extension] ?? 'application/octet-stream') };
    const nonce = makeNonce();
    const page = new TextDecoder().decode(bytes).replaceAll('__CSP_NONCE__', nonce);
    return {
      bytes: new TextEncoder().encode(page),
      headers: {
        ...fileHeaders(types['.html'] as string),
        'Content-Security-Policy': contentSecurityPolicy(nonce),
        'Cache-Control': 'no-store',
      },
    };
  } catch {
    return null;
  }
}

/** Nothing inline but styles under this page's own nonce (grid, editor and scroll lock make them at run time). */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function fileHeaders(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
