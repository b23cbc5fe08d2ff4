export const sipTransports = ['udp', 'tcp', 'tls'] as const;

export type SipTransport = (typeof sipTransports)[number];
