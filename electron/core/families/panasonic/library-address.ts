// Where phones find what is no configuration: files of the library and the phone book. In a phone's content a library file stands by
// its name alone; the address is put in last, so that another address of this laptop is no other content.
import type { Parameter } from '../../configs/layers';
import type { LibraryAddresses } from '../family';
import { siteAddress } from './boot-paths';

/** The one parameter that may carry a library file's name. */
export const firmwarePathName = 'FIRM_FILE_PATH';

const scheme = 'library:';
const addressForm = /^[a-z]+:\/\/[^/]+(?:\/[^/]+)*\/library\/([^/]+)$/i;

export function libraryAddress(addresses: LibraryAddresses, name: string): string {
  return siteAddress(addresses, `library/${name}`);
}

export function phoneBookAddress(addresses: LibraryAddresses): string {
  return siteAddress(addresses, 'phonebook.csv');
}

/** What stands in a phone's content instead of the address. */
export function fileOfLibrary(name: string): string {
  return scheme + name;
}

/** The parameter as it stands in a served file. */
export function toldParameter(parameter: Parameter, addresses: LibraryAddresses): Parameter {
  const { name, value } = parameter;
  if (name !== firmwarePathName || !value.startsWith(scheme)) return parameter;
  return { ...parameter, value: libraryAddress(addresses, value.slice(scheme.length)) };
}

/** A value without the address of this laptop in it. */
export function comparableValue({ name, value }: Parameter): string {
  if (name !== firmwarePathName) return value;
  const [, file] = addressForm.exec(value) ?? [];
  return file === undefined ? value : scheme + file;
}
