import type { LibraryFileView } from '../../contract/library';
import { fail, ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { LibraryFileState } from '../../services/library/library-service';
import type { SiteServices } from '../../services/site-services';
import type { Handlers, HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export const libraryHandlers: HandlersOf<'contacts'> & HandlersOf<'library'> = {
  'library.list': async (_input, { services }) => {
    const files = await services.library.list();
    return ok({ files: files.map((file) => fileView(file, services)), contacts: services.contacts.contacts.length });
  },
  'library.begin': async ({ name, kind, bytes }, { services }) => {
    const upload = await services.library.begin(name, kind, bytes);
    return upload.ok ? ok({ upload: upload.value }) : upload;
  },
  'library.append': async ({ upload, base64 }, { services }) => {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
      services.library.cancel(upload);
      return fail({
        code: 'CALL_INVALID',
        message: 'library.append: this is no base64.',
        remedy: 'Upload the file again.',
      });
    }
    const received = await services.library.append(upload, Buffer.from(base64, 'base64'));
    return received.ok ? ok({ received: received.value }) : received;
  },
  'library.finish': async ({ upload, models, version }, { services }) => {
    const file = await services.library.finish(upload, { models, version });
    return file.ok ? ok({ file: fileView(file.value, services) }) : file;
  },
  'library.cancel': ({ upload }, { services }) => {
    services.library.cancel(upload);
    return ok({});
  },
  'library.assign': ({ id, ...assignment }, { services }) => {
    const file = services.library.assign(id, assignment);
    return file.ok ? ok({ file: fileView(file.value, services) }) : file;
  },
  'library.remove': ({ id }, { services }) => {
    const removed = services.library.remove(id);
    return removed.ok ? ok({}) : removed;
  },
  'contacts.list': (_input, { services }) => {
    const { contacts, address } = services.contacts;
    return ok({ contacts: contacts.map((contact) => ({ ...contact, numbers: [...contact.numbers] })), address });
  },
  'contacts.set': ({ contacts }, { services }) => {
    const set = services.contacts.set(contacts);
    return set.ok ? ok({ contacts: contacts.length }) : set;
  },
  'contacts.import': ({ text, dryRun }, { services }) => {
    const imported = services.contacts.import(text, dryRun);
    return imported.ok ? ok({ ...imported.value, problems: [...imported.value.problems] }) : imported;
  },
};

export const phoneLogHandlers: Handlers<'phones.logs' | 'phones.log'> = {
  'phones.logs': ({ mac }, { services }) => {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
    const zone = siteZone(services);
    return ok({ logs: services.logs.ofPhone(phone.value).map((log) => ({ ...log, at: rfc3339(log.at, zone) })) });
  },
  'phones.log': ({ id }, { services }) => {
    const log = services.logs.read(id);
    // Another site's phone is none of this one's.
    if (!log || !services.state.phones.get(log.phoneId)) {
      return fail({ code: 'LIBRARY_FILE_UNKNOWN', message: 'This log is gone.', remedy: 'Look at the list again.' });
    }
    return ok({ name: log.name, at: rfc3339(log.at, siteZone(services)), text: log.text });
  },
};

function fileView(file: LibraryFileState, services: SiteServices): LibraryFileView {
  const { id, name, kind, bytes, sha256, models, version, groups, address, sound } = file;
  const addedAt = rfc3339(file.addedAt, siteZone(services));
  const lists = { models: [...models], groups: groups && [...groups] };
  return { id, name, kind, bytes, sha256, addedAt, ...lists, version, address, sound };
}
