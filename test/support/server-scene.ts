// A site on a busy morning, for pictures and for axe: phones over three protocols, a guesser, a stolen first contact, a handshake that
// failed, and an address that the laptop has lost.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { fetchFrom, readByTftp, rootOf } from './story-clients';
import type { StoryPhones } from './story-phones';
import type { Workstation } from './window';
import { goTo } from './window-steps';

const sceneAddresses = { old: '127.0.20.9', now: '127.0.20.14', guesser: '127.0.20.61' } as const;

const guesses = 30;
const names = ['Reception 1', 'Reception 2', 'Dr Owen Castell', 'Ward A room 3', 'Ward A station', 'Lift lobby'];

/** For the options `hostArgs` and `hostEnvironment`. */
export const sceneArgs = ['--bind', sceneAddresses.old, '--https-port', '0', '--tftp-port', '0', '--sntp-port', '0'];

export async function sceneEnvironment(folder: string): Promise<Record<string, string>> {
  await have(folder, sceneAddresses.old, sceneAddresses.now);
  return { CORDBOARD_TEST_INTERFACES: interfacesFile(folder) };
}

/** Ends on the Server page, the old address gone and the new one served. */
export async function playServerScene(workstation: Workstation, phones: StoryPhones, folder: string): Promise<void> {
  const { page, cli, url } = workstation;
  const rows = names.map((name, index) => `${mac(index)},KX-UT670,${name},${2001 + index}`);
  const list = await write('phones.csv', ['mac,model,name,line1_extension', ...rows, ''].join('\n'));
  const firmware = await write('UT670-01.302.fw', 'firmware');
  const contacts = await write('contacts.csv', 'name,number\nAmbulance,112\nPharmacy,2040\n');
  await Promise.all([
    cli('site', 'set', 'name=Northgate Clinic', 'timeZone=Europe/London', 'sip.server=192.168.20.2'),
    cli('phones', 'import', list),
    cli('library', 'add', firmware, '--version', '01.302', '--models', 'KX-UT670'),
    cli('contacts', 'import', contacts),
  ]);
  await cli('config', 'publish', '--message', 'First list of phones');

  for (let number = 0; number < guesses; number++)
    await fetchFrom(`${url}first/0080F0DEAD${number + 10}.cfg`, { localAddress: sceneAddresses.guesser });
  await phones.boot({ mac: '0080F0FFEE01', model: 'KX-HDV130', url });
  // The last phone's first file is taken by somebody else.
  await fetchFrom(`${url}first/${mac(names.length - 1)}.cfg`, { localAddress: phones.address() });
  await phones.boot({ mac: mac(names.length - 1), url });
  await phones.bootAll({ mac: mac(0), url, count: names.length - 1 });

  const { listeners } = JSON.parse(await cli('status', '--json')) as { listeners: Record<string, Place | null> };
  const { https, tftp } = listeners;
  if (!https || !tftp) throw new Error('HTTPS or TFTP is not open');
  const secure = `https://${https.address}:${https.port}/KX-UT670.cfg`;
  await fetchFrom(secure, { ca: await rootOf(url) });
  // It knows nothing of our root.
  await fetchFrom(secure).catch(() => undefined);
  await readByTftp(tftp, 'KX-UT670.cfg');

  await have(folder, sceneAddresses.now);
  await expect(page.getByRole('button', { name: /^Address changed/ })).toBeVisible();
  await goTo(page, 'Server');
  await page.getByRole('button', { name: `Serve here… on ${sceneAddresses.now}` }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Serve on ${sceneAddresses.now}` })
    .click();
  const addresses = page.getByRole('list', { name: 'Addresses on this laptop' });
  await expect(addresses.getByRole('listitem').filter({ hasText: sceneAddresses.now })).toContainText('serving');
  // The certificate that names the new address too is made by itself.
  await expect(page.getByRole('list', { name: 'Certificates' })).toContainText(sceneAddresses.now);
  await expect(page.getByRole('list', { name: 'Certificates' })).not.toContainText('name missing');

  async function write(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }
}

interface Place {
  readonly address: string;
  readonly port: number;
}

const interfacesFile = (folder: string): string => join(folder, 'interfaces.json');

/** The addresses the computer seems to have: nobody may touch the real ones. */
function have(folder: string, ...ethernet: string[]): Promise<void> {
  const faces = [
    ...ethernet.map((address) => ({ name: 'Ethernet', kind: 'ethernet', address, prefix: 24 })),
    { name: 'Wi-Fi', kind: 'wifi', address: '10.0.8.122', prefix: 22 },
    { name: 'Office VPN', kind: 'vpn', address: '10.99.0.6', prefix: 32 },
  ];
  return writeFile(interfacesFile(folder), JSON.stringify(faces));
}

function mac(index: number): string {
  return `0080F0A1B2${(0x10 + index).toString(16).toUpperCase()}`;
}
