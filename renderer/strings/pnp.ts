// Words of the server page about phones that ask by multicast.
export const pnp = {
  title: 'Plug and play',
  switch: 'Answer phones that ask by multicast',
  text: 'Phones fresh from the carton ask their own network where their files are; routers do not pass that on. KX-HDV and KX-UTG ask this way at every start; KX-UT phones, as far as their guides say, do not: give them the address by DHCP or by hand.',
  off: 'Off: a phone that asks by multicast hears nothing from here.',
  told: 'Phones of the Panasonic family are told {{url}}. Phones of other makers wait without an answer.',
  nowhere: 'This laptop has no IPv4 network now to hear phones on.',
  up: 'Listening on {{name}}, {{address}}',
  down: 'Not listening on {{name}}, {{address}}',
  none: 'Nobody has asked since the start.',
  asked_one: '{{asked}} question heard since the start, {{answered}} answered.',
  asked_other: '{{asked}} questions heard since the start, {{answered}} answered.',
  others:
    'Other responders are looked for when it is turned on and every hour. One that a firewall hides, or that does not answer strangers, is not seen.',
  list: 'Phones that asked by multicast',
  column: { at: 'Asked', phone: 'Phone', what: 'Says it is', from: 'From', answer: 'Answer' },
  unsaid: 'nothing',
  answered: 'told',
  silent: 'no answer',
};
