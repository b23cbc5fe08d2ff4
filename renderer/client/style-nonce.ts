/** The nonce of this page's content security policy; every style sheet made at run time carries it. Empty without a policy. */
export function styleNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return nonce?.nonce || nonce?.content || '';
}
