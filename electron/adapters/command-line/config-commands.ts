import type { Command } from 'commander';
import type { Does } from './command-action';
import { addConfigCheckCommand } from './config-check-command';
import { addConfigFileCommands } from './config-file-commands';
import { addConfigImportCommand } from './config-import-command';
import { addConfigRevisionCommands } from './config-revision-commands';
import { addConfigServedCommands } from './config-served-commands';

export function addConfigCommands(program: Command, does: Does): void {
  const config = program.command('config').description('config files, what phones get of them, and revisions');
  addConfigFileCommands(config, does);
  addConfigImportCommand(config, does);
  addConfigCheckCommand(config, does);
  addConfigServedCommands(config, does);
  addConfigRevisionCommands(config, does);
}
