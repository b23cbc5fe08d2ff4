// A port that another program has, and a free one right above it.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

export interface OccupiedPort {
  port: number;
  free: () => Promise<void>;
}

export async function occupiedPort(): Promise<OccupiedPort> {
  for (;;) {
    const server = await listening(0);
    if (!server) continue;
    const { port } = server.address() as AddressInfo;
    const above = port < 65_535 ? await listening(port + 1) : null;
    if (above) {
      await close(above);
      return { port, free: () => close(server) };
    }
    await close(server);
  }
}

async function listening(port: number): Promise<Server | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
