// Whether a window can be opened here at all.
import { connect } from 'node:net';
import { join } from 'node:path';

/**
 * Electron dies of a segmentation fault when nothing answers on the display, so it is asked first.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 * @returns {Promise<'x11' | 'wayland' | 'native' | 'none'>}
 */
export async function findDisplay(env, platform) {
  if (platform !== 'linux') return 'native';
  const x11 = /^(.*):(\d+)/.exec(env.DISPLAY ?? '');
  if (x11) {
    const [, host = '', number = ''] = x11;
    const remote = host !== '' && host !== 'unix';
    const socket = `/tmp/.X11-unix/X${number}`;
    if (remote && (await accepts({ host, port: 6000 + Number(number) }))) return 'x11';
    // Some servers listen only on the abstract socket of the same name.
    if (!remote && ((await accepts({ path: socket })) || (await accepts({ path: `\0${socket}` })))) return 'x11';
  }
  if (env.WAYLAND_DISPLAY) {
    const path = join(env.WAYLAND_DISPLAY.startsWith('/') ? '' : (env.XDG_RUNTIME_DIR ?? ''), env.WAYLAND_DISPLAY);
    if (await accepts({ path })) return 'wayland';
  }
  return 'none';
}

/** @param {import('node:net').NetConnectOpts} address @returns {Promise<boolean>} */
function accepts(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.setTimeout(2000);
    socket.on('connect', () => resolve(true));
    for (const event of ['error', 'timeout']) socket.on(event, () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
    socket.once('timeout', () => socket.destroy());
  });
}
