// The way in a phone's own menus, per series. Only what the guides we have say; the rest is called unknown. The event text is never
// among it: what is typed on a UT beats files for good (KX-UT123 guide p. 46), and a NOTIFY would no longer fit.
import type { HandOutPhone, HandOutWay } from '../../provisioning/hand-out';

const seriesTold = ['ut', 'hdv', 'tgp', 'utg'] as const;
type ToldSeries = (typeof seriesTold)[number];

/** For all series, or for the one of the phone, with its own address to type. The bootstrap address is none to type: on UT it would beat
 *  the phone's own address for good. */
export function menuWays(phone: HandOutPhone | null): HandOutWay[] {
  const wanted = phone ? seriesTold.filter((series) => series === phone.series) : seriesTold;
  return wanted.map((series) => menuWay(series, phone));
}

const titles: Readonly<Record<ToldSeries, string>> = {
  ut: 'KX-UT, in the phone’s own menus',
  hdv: 'KX-HDV, in the phone’s own menus',
  tgp: 'KX-TGP, in the base’s own menus',
  utg: 'KX-UTG, in the phone’s own menus',
};

function menuWay(series: ToldSeries, phone: HandOutPhone | null): HandOutWay {
  return {
    id: `menu-${series}`,
    title: titles[series],
    text: phone?.ownAddress ?? null,
    steps: [
      ...opening[series],
      'Log in as administrator, with the password the phone has now (factory: admin / adminpass, if nobody changed it).',
      'Open [Maintenance] > [Provisioning Maintenance].',
      phone
        ? 'Put this address in as that of the standard file. It is this phone’s own: nobody else may see it. Leave the header value for the resync event as it is.'
        : 'Put in the phone’s own address as that of the standard file: its page in Cordboard has it. Leave the header value for the resync event as it is.',
      'Save, then restart the phone.',
    ],
    note: [...notes[series], ...(phone ? [byHand[series]] : [])].join(' '),
  };
}

const openPage = 'Find the phone’s IP address in its menu, and open http://ADDRESS in a browser.';

const opening: Readonly<Record<ToldSeries, readonly string[]>> = {
  ut: ['Open the web port on the phone itself, in its setup menu: it is closed until then.', openPage],
  hdv: [
    'If the page does not open, open the web port on the phone itself first, in its setup menu.',
    openPage,
    'At the first log-in it asks for a password of its own: choose one.',
  ],
  tgp: ['If the page does not open, open the web port from the base or a handset first.', openPage],
  utg: [openPage],
};

const resetUnknown = 'The way of its factory reset stands in no guide we have.';

const notes: Readonly<Record<ToldSeries, readonly string[]>> = {
  ut: [
    'Where the menu item for the web port stands differs by model: see its operating instructions.',
    'Factory reset: KX-UT113 to 248 see "Resetting to Factory Default (Factory Setting)", section 1.2.1.1 of the administrator guide; KX-UT670 section 9.1, "Resetting to Factory Default and Clearing Data/Settings".',
  ],
  hdv: [
    'The menu is that of the UT and TGP guides; that HDV words it alike is likely, not documented.',
    'The administrator’s factory password need not be the one above: it is documented for TGP.',
    resetUnknown,
  ],
  tgp: [
    '"Reset Web ID/Password" from base or handset restores the log-ins alone (KX-TGP500 guide p. 52).',
    resetUnknown,
  ],
  utg: [
    'Which page of the UTG holds the address is not known to us; an address entered by hand comes before PnP and DHCP (KX-UTG guide p. 43).',
    resetUnknown,
  ],
};

const byHand: Readonly<Record<ToldSeries, string>> = {
  ut: 'An address typed in here beats every file for good: only a factory reset takes it back. The phone is to be marked "address set by hand".',
  hdv: 'Whether an address typed in here beats the files is not documented. The phone is to be marked "address set by hand".',
  tgp: 'Whether an address typed in here beats the files is not documented. The phone is to be marked "address set by hand".',
  utg: 'An address typed in here ranks above the files. The phone is to be marked "address set by hand".',
};
