// How phones are told which root to trust. HDV has no parameter for it: such phones check nothing, or cannot use HTTPS.
import type { Parameter } from '../../configs/layers';
import type { ManagedAddresses } from '../family';
import { findPanasonicModel } from './models';
import type { Knows } from './facts-to-parameters';

/** UT and TGP have one place for a root, UTG three of which ours takes the first. */
const names = ['CFG_ROOT_CERTIFICATE_PATH', 'CFG_ROOT_CERTIFICATE_PATH1'];

export function rootCertificateParameters(
  modelName: string,
  { rootUrl }: Pick<ManagedAddresses, 'rootUrl'>,
  knows: Knows,
): Parameter[] {
  const model = findPanasonicModel(modelName);
  if (!model || !rootUrl) return [];
  return names.filter((name) => knows(name, model.series)).map((name) => ({ name, value: rootUrl }));
}
