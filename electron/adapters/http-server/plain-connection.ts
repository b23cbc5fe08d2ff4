// A connection as long as its peer sends nothing but plain requests, one after the other: answered straight on the socket, which costs
// about half of what node:http does. At anything else it is handed over to node:http for good, with all that has come.
import type { Socket } from 'node:net';
import type { Connection } from './connection';
import type { PlainRequest, PlainRequestReader } from './plain-request';

export interface PlainTimes {
  /** From the start to a whole first request. */
  readonly firstMs: number;
  /** From an answer to the next request. */
  readonly keptMs: number;
  /** A peer that takes nothing for so long is gone. */
  readonly stuckMs: number;
}

export interface PlainPorts {
  readonly reader: PlainRequestReader;
  readonly times: PlainTimes;
  /** Answers on the socket and calls back when that has left; false when node:http is to do it. An answer may be the last. */
  respond(connection: Connection, request: PlainRequest, left: () => void): boolean;
  /** Listens to the socket from now on. */
  handOver(socket: Socket): void;
}

export class PlainConnection {
  private busy = false;
  private pieces = 0;

  constructor(
    private readonly connection: Connection,
    private readonly ports: PlainPorts,
  ) {
    const { socket } = connection;
    socket.setTimeout(ports.times.firstMs);
    socket.on('data', this.take);
    socket.on('end', this.end);
    socket.on('timeout', this.giveUp);
  }

  private readonly take = (chunk: Buffer): void => {
    this.pieces++;
    if (this.busy) return this.keepForLater(chunk);
    const request = this.ports.reader.read(chunk);
    this.busy = true;
    if (request && this.ports.respond(this.connection, request, this.left)) return;
    this.busy = false;
    this.handOver(chunk);
  };

  /** The next request came before this answer had left: it waits on the socket. */
  private keepForLater(chunk: Buffer): void {
    const { socket } = this.connection;
    socket.pause();
    socket.unshift(chunk);
    socket.setTimeout(this.ports.times.stuckMs);
  }

  private readonly left = (): void => {
    const { socket } = this.connection;
    this.busy = false;
    if (socket.destroyed) return;
    const { keptMs } = this.ports.times;
    if (socket.timeout !== keptMs) socket.setTimeout(keptMs);
    if (socket.isPaused()) socket.resume();
  };

  private readonly end = (): void => void this.connection.socket.end();

  private readonly giveUp = (): void => {
    const { socket } = this.connection;
    const { stuckMs } = this.ports.times;
    if (this.busy && socket.timeout !== stuckMs) return void socket.setTimeout(stuckMs);
    // Timers come first when the program was busy: what has arrived meanwhile is read before this.
    const { pieces } = this;
    setImmediate(() => {
      if (this.pieces === pieces) socket.destroy();
    });
  };

  private handOver(chunk: Buffer): void {
    const { socket } = this.connection;
    socket.pause();
    socket.off('data', this.take).off('end', this.end).off('timeout', this.giveUp);
    socket.setTimeout(0);
    socket.unshift(chunk);
    this.ports.handOver(socket);
    process.nextTick(() => socket.resume());
  }
}
