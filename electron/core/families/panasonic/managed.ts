// The parameters that are Cordboard's alone: where a phone finds its files and certificates.

const managedForm = /^CFG_(?:(?:MASTER|PRODUCT|STANDARD|SYSTEM)_FILE_PATH|ROOT_CERTIFICATE_PATH\d*)$/u;

export function isManagedParameter(name: string): boolean {
  return managedForm.test(name);
}
