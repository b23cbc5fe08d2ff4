const byExtension: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  cer: 'application/pkix-cert',
  crt: 'application/x-x509-ca-cert',
  csv: 'text/csv',
  der: 'application/pkix-cert',
  jpg: 'image/jpeg',
  pem: 'application/x-pem-file',
  png: 'image/png',
  wav: 'audio/wav',
  xml: 'application/xml',
};

/** By the name's ending; anything else is bytes. */
export function contentTypeOf(name: string): string {
  return byExtension[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}
