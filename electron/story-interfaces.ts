import { interfacesFromFile } from './adapters/network/interfaces-from-file';
import type { NetworkInterfaces } from './services/provisioning/network-interfaces';

/** A whole-app story names a file that lists the computer's addresses, so that one can vanish. Nobody else sets the variable. */
export function interfacesOfStory(
  environment: Readonly<Record<string, string | undefined>>,
): NetworkInterfaces | undefined {
  const file = environment['CORDBOARD_TEST_INTERFACES'];
  return file ? interfacesFromFile(file) : undefined;
}
