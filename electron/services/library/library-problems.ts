import type { Problem } from '../../core/shared/problem';

export const libraryProblems = {
  nameInvalid: (name: string): Problem => ({
    code: 'LIBRARY_NAME_INVALID',
    message: `"${name.slice(0, 60)}" cannot stand in an address.`,
    remedy: 'Use letters, digits, dots, hyphens and underscores, and begin with none of the dots and hyphens.',
  }),
  exists: (name: string): Problem => ({
    code: 'LIBRARY_FILE_EXISTS',
    message: `The library has a file "${name}" with other content.`,
    remedy: 'Upload it under another name, or remove the old one first.',
  }),
  tooLarge: (name: string): Problem => ({
    code: 'LIBRARY_FILE_TOO_LARGE',
    message: `"${name}" is larger than 256 MB, or than it was announced.`,
    remedy: 'Check that it is the right file.',
  }),
  incomplete: (name: string): Problem => ({
    code: 'LIBRARY_UPLOAD_UNKNOWN',
    message: `Part of "${name}" did not arrive.`,
    remedy: 'Upload it again.',
  }),
  uploadUnknown: (): Problem => ({
    code: 'LIBRARY_UPLOAD_UNKNOWN',
    message: 'This upload is not under way any more.',
    remedy: 'Upload the file again.',
  }),
  fileUnknown: (): Problem => ({
    code: 'LIBRARY_FILE_UNKNOWN',
    message: 'The library has no such file.',
    remedy: 'Look at the list again; it may have been removed.',
  }),
  inUse: (name: string): Problem => ({
    code: 'LIBRARY_FILE_IN_USE',
    message: `Phones are told to take "${name}".`,
    remedy: 'Take its assignment away and publish; then remove it.',
  }),
  invalid: (message: string, remedy: string): Problem => ({ code: 'VALUE_INVALID', message, remedy }),
};
