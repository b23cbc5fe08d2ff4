// Every word the window says, one file per feature. A key is `feature:key`, checked by the compiler.
import { activity } from './activity';
import { app } from './app';
import { bulk } from './bulk';
import { certificates } from './certificates';
import { compare } from './compare';
import { configs } from './configs';
import { editor } from './editor';
import { files } from './files';
import { imports } from './import';
import { library } from './library';
import { network } from './network';
import { phones } from './phones';
import { pnp } from './pnp';
import { registrar } from './registrar';
import { reports } from './reports';
import { resync } from './resync';
import { schedules } from './schedules';
import { secrets } from './secrets';
import { server } from './server';
import { sip } from './sip';
import { stagger } from './stagger';
import { timing } from './timing';

export const en = {
  app,
  phones,
  resync,
  reports,
  configs,
  editor,
  schedules,
  activity,
  server,
  compare,
  files,
  bulk,
  secrets,
  imports,
  certificates,
  library,
  registrar,
  sip,
  pnp,
  network,
  stagger,
  timing,
} as const;
