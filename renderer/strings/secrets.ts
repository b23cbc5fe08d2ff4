// Words of secrets: shown for a moment, made up, moved out of texts.
export const secrets = {
  reveal: 'Show {{what}} for 20 s',
  hide: 'Hide {{what}}',
  generate: 'Make up {{what}}',
  copy: 'Copy {{what}}',
  left: 'shown for {{seconds}} s',
  linePassword: 'the password of line {{line}}',
  adminPassword: 'the admin password',
  move: {
    title: 'Move {{parameter}} into the vault?',
    text: 'Its value leaves the text of the file; a variable stands in its place, and phones get the same value as before.',
    name: 'Name in the vault',
    nameHint: 'Optional. It is used as ${secret.NAME} in any file.',
    nameInvalid: 'Letters, digits and underscores, beginning with a letter.',
    confirm: 'Move into the vault',
    done: 'Moved into the vault as {{name}}',
  },
} as const;
