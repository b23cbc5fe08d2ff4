// Words of the server page about phones that register here.
export const registrar = {
  title: 'Registrar',
  switch: 'Let phones register here',
  text: 'For sites without a telephone system, and for labs: phones register with the log-ins of their lines, so that they can be seen and reached. No calls are carried.',
  off: 'Off: phones that register here are refused.',
  none: 'Nobody is registered.',
  refused_one: '{{refused}} log-in refused since the start: wrong password or account.',
  refused_other: '{{refused}} log-ins refused since the start: wrong password or account.',
  more_one: 'and {{more}} more',
  more_other: 'and {{more}} more',
  column: { phone: 'Phone', user: 'Number', from: 'Registered from', until: 'Until', state: 'State' },
  line: 'line {{line}}',
  answers: 'answers',
  silent: 'does not answer',
};
