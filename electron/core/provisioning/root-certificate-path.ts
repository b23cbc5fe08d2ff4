/** Where the site's root certificate lies for everybody, for good: phones keep this address. DER, as `.cer` says; which of DER and
 *  PEM each series takes is not known from its guide, and this is the one place to change it. */
export const rootCertificatePath = '/root.cer';
