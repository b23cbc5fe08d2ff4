import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: typeof en;
  }
}

/** One language so far; React escapes, so the words are put in as they are. */
export function createI18n(): i18n {
  const made = createInstance();
  void made.use(initReactI18next).init({
    lng: 'en',
    resources: { en },
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });
  return made;
}
