// A phone on loopback that asks by multicast and keeps all it hears. Loopback carries multicast where its interface is named.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { pnpGroup } from '../../electron/core/sip/pnp';
import { okTo, subscribe, type Subscribing } from './pnp-phone';

export class MulticastPhone {
  readonly heard: string[] = [];
  /** Whether it answers requests, as a phone does. */
  answers = true;
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly socket: Socket,
    private readonly groupPort: number,
  ) {
    socket.on('message', (bytes, from) => {
      const text = bytes.toString();
      this.heard.push(text);
      if (this.answers && !text.startsWith('SIP/2.0')) socket.send(okTo(text), from.port, from.address);
      for (const look of this.waiting) look();
    });
  }

  static async at(address: string, groupPort: number): Promise<MulticastPhone> {
    const socket = createSocket('udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    socket.setMulticastInterface('127.0.0.1');
    onTestFinished(() => void socket.close());
    return new MulticastPhone(socket, groupPort);
  }

  /** Resolves when the question has left. */
  ask(more: Subscribing = {}): Promise<void> {
    const { address, port } = this.socket.address();
    return this.say(subscribe({ address, port, ...more }));
  }

  say(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.send(text, this.groupPort, pnpGroup, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Resolves when so many messages of the kind were heard. */
  hears(startsWith: string, count = 1): Promise<string[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.filter((text) => text.startsWith(startsWith));
        if (found.length < count) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }
}

/** A UDP port that nobody has. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
