// A small sign beside the clock: whether phones are served, and whether this laptop is kept awake for them.
import { app, Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { Workstation } from '../workstation';

/** After `ready`. Where the desktop has no such place nothing is shown. */
export function showTray(workstation: Workstation): void {
  const tray = new Tray(trayIcon());
  let shown = '';
  const show = (): void => {
    const lines = workstation.statusLines();
    if (lines.join('\n') === shown) return;
    shown = lines.join('\n');
    tray.setToolTip(`Cordboard\n${shown}`);
    tray.setContextMenu(Menu.buildFromTemplate(lines.map((label) => ({ label, enabled: false }))));
  };
  const stop = workstation.onEvent((event) => {
    if (event === 'changed') show();
  });
  app.once('will-quit', () => {
    stop();
    tray.destroy();
  });
  show();
}

/** A handset on a tile. `#` tile, `o` handset. */
const picture = [
  '..############..',
  '.##############.',
  '################',
  '################',
  '#####oooooo#####',
  '####oo####oo####',
  '####o######o####',
  '####o######o####',
  '####o######o####',
  '###oooooooooo###',
  '###oooooooooo###',
  '################',
  '################',
  '################',
  '.##############.',
  '..############..',
];

/** Blue, green, red, opacity. */
const colours: Readonly<Record<string, readonly number[]>> = {
  '.': [0, 0, 0, 0],
  '#': [0x75, 0x6b, 0x0b, 0xff],
  o: [0xff, 0xff, 0xff, 0xff],
};

function trayIcon(): NativeImage {
  const size = picture.length;
  const pixels = picture.flatMap((row) => row.split('').flatMap((sign) => colours[sign] ?? []));
  return nativeImage.createFromBitmap(Buffer.from(pixels), { width: size, height: size });
}
