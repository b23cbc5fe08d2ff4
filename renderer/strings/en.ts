// Every word the window says, one file per feature. A key is `feature:key`, checked by the compiler.
import { activity } from './activity';
import { app } from './app';
import { configs } from './configs';
import { phones } from './phones';
import { resync } from './resync';
import { schedules } from './schedules';
import { server } from './server';

export const en = { app, phones, resync, configs, schedules, activity, server } as const;
