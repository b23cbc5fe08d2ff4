import type { PhoneRecord } from '../phones/phone-store';
import type { SiteServices } from '../site-services';

/** What every phone of a model may be told. Without a model its place is the phone's own macro. */
export function bootstrapAddress(server: string, model = '{MODEL}'): string {
  return `${server}${model}.cfg`;
}

/** The address that is this phone's alone, token included: a secret. */
export function ownAddress(phone: PhoneRecord, { state, around }: SiteServices): string {
  const token = state.tokens.current(phone.id, around.clock.now()).token;
  const told = around.family.managedParameters(state.contents.of(phone, 'published'), {
    baseUrl: around.toldBaseUrl(),
    siteToken: state.site.siteToken,
    phoneToken: token,
    rootUrl: around.toldFirst().rootUrl,
    asLogin: state.access.asLogin,
  });
  const own = told.find(({ value }) => value.includes(token));
  if (!own) throw new Error(`the files of ${phone.model} carry no address of the phone's own`);
  return own.value;
}
