// A phone of a running host that has been armed, has taken its first file, and knows its own addresses.
import { runCli } from './running-host';

export interface ServedPhone {
  readonly mac: string;
  readonly model: string;
  /** Paths, as the phone was told them. */
  readonly standard: string;
  readonly master: string;
  readonly product: string;
}

interface Wanted {
  readonly mac: string;
  readonly model: string;
}

/** Adds the phone, publishes, and takes its first file by HTTP at `httpPort`. Three files a phone. */
export async function addServedPhone(data: string, httpPort: number, { mac, model }: Wanted): Promise<ServedPhone> {
  await runCli(data, 'phones', 'add', '--mac', mac, '--model', model, '--extension', '201', '--password', 'pw-of-201');
  await runCli(data, 'site', 'set', 'served=three-files', 'sip.server=192.0.2.10');
  await runCli(data, 'config', 'publish', '--message', `Phone ${mac}`);
  const first = await fetch(`http://127.0.0.1:${httpPort}/first/${mac}.cfg`);
  if (first.status !== 200) throw new Error(`the first file is answered ${first.status}`);
  return { mac, model, ...addressesIn(await first.text(), mac, model) };
}

function addressesIn(text: string, mac: string, model: string): Omit<ServedPhone, keyof Wanted> {
  const [standard, master, product] = ['STANDARD', 'MASTER', 'PRODUCT'].map((file) => {
    const [, address] = new RegExp(`^CFG_${file}_FILE_PATH="([^"]+)"`, 'm').exec(text) ?? [];
    if (address === undefined) throw new Error(`the first file tells no ${file} address`);
    return decodeURI(new URL(address.replaceAll('{MAC}', mac).replaceAll('{MODEL}', model)).pathname);
  });
  return { standard: standard ?? '', master: master ?? '', product: product ?? '' };
}
