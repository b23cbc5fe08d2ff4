// A provisioning server of a few lines: paths and their bytes, and a record of who asked.
import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export const magicLine = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!';

/** A file as the guide wants it. */
export function configFile(parameters: Record<string, string>): string {
  const lines = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return [magicLine, ...lines, '', ''].join('\r\n');
}

export interface AskedFile {
  path: string;
  from: string;
  userAgent: string;
  authorization: string | undefined;
}

export interface FileServer {
  url: string;
  /** Path → content; a number answers with that status. May be changed at any time. */
  files: Map<string, string | Buffer | number>;
  asked: AskedFile[];
  /** While set, answers wait for it. */
  hold: Promise<void> | null;
  close(): Promise<void>;
}

export async function startFileServer(): Promise<FileServer> {
  const server = http.createServer((request, response) => {
    fileServer.asked.push({
      path: request.url ?? '',
      from: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      authorization: request.headers.authorization,
    });
    const content = fileServer.files.get(request.url ?? '') ?? 404;
    const answer = (): void => {
      if (typeof content === 'number') response.writeHead(content).end();
      else response.end(content);
    };
    if (fileServer.hold) void fileServer.hold.then(answer);
    else answer();
  });
  server.listen(0, '127.0.0.1', 4096);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const fileServer: FileServer = {
    url: `http://127.0.0.1:${port}`,
    files: new Map(),
    asked: [],
    hold: null,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fileServer;
}
