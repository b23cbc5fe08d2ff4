// Ports other programs like to have, and how each system gives them back.
import { expect, test } from 'vitest';
import { listenProblem, type WantedPort } from '../../../electron/core/provisioning/listen-problem';

test.each([
  ['EADDRINUSE', 'HTTP', 80, 'win32', 'net stop w3svc'],
  ['EADDRINUSE', 'HTTP', 80, 'linux', 'nginx'],
  ['EADDRINUSE', 'HTTP', 8088, 'linux', '8089'],
  ['EADDRINUSE', 'TFTP', 69, 'win32', 'net stop wdsserver'],
  ['EADDRINUSE', 'TFTP', 69, 'darwin', 'launchctl'],
  ['EADDRINUSE', 'TFTP', 69, 'linux', 'tftpd-hpa'],
  ['EADDRINUSE', 'SNTP', 123, 'win32', 'net stop w32time'],
  ['EADDRINUSE', 'SNTP', 123, 'win32', 'no longer sets its own clock'],
  ['EADDRINUSE', 'SNTP', 123, 'linux', 'they ask at 123'],
  ['EACCES', 'HTTP', 80, 'linux', 'ip_unprivileged_port_start=80'],
  ['EACCES', 'HTTP', 80, 'linux', '8088'],
  ['EACCES', 'TFTP', 69, 'linux', 'ip_unprivileged_port_start=69'],
  ['EACCES', 'SNTP', 123, 'darwin', '0.0.0.0'],
  ['EACCES', 'SNTP', 123, 'win32', 'excludedportrange udp'],
] as const)('%s for %s at %i on %s: the remedy names %s', (code, service, port, platform, words) => {
  const wanted: WantedPort = { service, port, platform, address: '10.0.0.1' };
  expect(listenProblem(code, wanted).remedy).toContain(words);
});

test('TCP ports of Windows are looked for among TCP ports', () => {
  const problem = listenProblem('EACCES', { service: 'HTTP', port: 80, platform: 'win32', address: '10.0.0.1' });
  expect(problem.remedy).toContain('excludedportrange tcp');
});
