import type { CallName, Topic } from '../../electron/contract/contract';

/** What an answer depends on: when one of these topics changes, it is asked again. Calls not named here change things. */
export const callTopics: Partial<Record<CallName, readonly Topic[]>> = {
  'status.show': ['site', 'phones', 'waiting', 'configs', 'server', 'resync'],
  'site.show': ['site', 'configs'],
  'sites.list': ['site', 'phones'],
  'phones.list': ['phones', 'configs', 'resync', 'server'],
  'phones.show': ['phones', 'configs', 'resync', 'server'],
  'phones.events': ['phones', 'configs', 'requests', 'resync'],
  'phones.groups': ['phones'],
  'phones.models': [],
  'phones.export': ['phones'],
  'waiting.list': ['waiting', 'phones'],
  'configs.files': ['configs', 'phones'],
  'configs.get': ['configs'],
  'configs.effective': ['configs', 'phones', 'requests'],
  'configs.render': ['configs', 'phones', 'site', 'server'],
  'configs.diff': ['configs', 'phones', 'site', 'requests'],
  'configs.preview': ['configs', 'phones', 'site'],
  'configs.history': ['configs'],
  'resync.list': ['resync'],
  'resync.show': ['resync'],
  'requests.list': ['requests'],
  'schedules.list': ['schedules'],
};
