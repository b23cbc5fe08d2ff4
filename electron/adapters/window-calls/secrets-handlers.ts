import type { secretsCalls } from '../../contract/secrets';
import { ok } from '../../core/shared/result';
import { secretShownMs } from '../../services/configs/secret-service';
import type { Handlers } from './handlers';

export const secretsHandlers: Handlers<keyof typeof secretsCalls> = {
  'secrets.generate': ({ kind }, { services }) => ok({ value: services.secrets.generate(kind) }),
  'secrets.reveal': (place, { services, actor }) => {
    const value = services.secrets.reveal(place, actor);
    return value.ok ? ok({ value: value.value, showMs: secretShownMs }) : value;
  },
  'secrets.moveToVault': ({ scope, parameter, name, basedOn }, { services, actor }) => {
    const moved = services.secrets.moveToVault(scope, parameter, name, basedOn, actor);
    if (!moved.ok) return moved;
    const { text, version, problems } = moved.value.file;
    return ok({ name: moved.value.name, text, version, problems: [...problems] });
  },
};
