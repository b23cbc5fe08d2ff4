// The Panasonic family: KX-UT, KX-HDV and KX-TGP phones, put together from the files beside this one.
import type { Parameter } from '../../configs/layers';
import type { CatalogueEntry, Family, RenderedFile, ServedFileName } from '../family';
import { fileRequest, macInPath } from './boot-paths';
import { createCatalogue } from './catalogue';
import { checkConfigFile } from './check/check-config-file';
import { downloadTiming } from './download-timing';
import { checkFactText } from './fact-text';
import { phoneFactParameters, siteFactParameters, siteFactsOfEveryModel, type Knows } from './facts-to-parameters';
import { parametersTaken } from './language/read-file';
import { writeConfigFile } from './language/write-file';
import { isManagedParameter } from './managed';
import { findPanasonicModel, magicKindOf, panasonicModels, type PanasonicModel } from './models';
import { notifyEvent } from './notify-event';
import {
  bootstrapParameters,
  managedParameters,
  servedContent,
  standardParameters,
  type ServedFileRules,
} from './served-files';
import { filtersSipSource, sipAccount, sipPort } from './sip-account';
import { userAgentHint } from './user-agent';

/** Any model that takes the master file: its magic line is the one all of them know. */
const masterModel = 'KX-UT670';

/** `catalogueRows` come from resources/families/panasonic. */
export function createPanasonicFamily(catalogueRows: readonly CatalogueEntry[]): Family {
  const catalogue = createCatalogue(catalogueRows);
  const knows: Knows = (name, series) => catalogue.describe(name, series) !== null;
  const rules: ServedFileRules = {
    isManaged: isManagedParameter,
    isSecret: (name) => catalogue.isSecret(name),
    factsOfEveryModel: siteFactsOfEveryModel(panasonicModels.filter(readsCommonMaster), knows),
    takesMaster,
  };

  return {
    id: 'panasonic',
    models: panasonicModels,
    findModel: findPanasonicModel,

    check: (bytes, options) => checkConfigFile(bytes, options, catalogue),
    parametersOf: parametersTaken,
    isManaged: isManagedParameter,
    isSecret: (name) => catalogue.isSecret(name),
    describe: (name, series) => catalogue.describe(name, series),
    catalogueOf: (series) => catalogue.ofSeries(series),

    checkFactText,
    siteFactParameters(facts, modelName) {
      const model = findPanasonicModel(modelName);
      return model ? siteFactParameters(facts, model, knows) : [];
    },
    phoneFactParameters(facts, _site, modelName) {
      const model = findPanasonicModel(modelName);
      return model ? phoneFactParameters(facts, model, knows) : [];
    },

    content: (input) => servedContent(input, rules),
    renderMaster: (content) => render('master', masterModel, content.master),
    renderProduct: (content) => render('product', content.model, content.product),
    renderStandard: (content, addresses) =>
      render('standard', content.model, [
        ...standardParameters(content),
        ...managedParameters(content, addresses, takesMaster),
      ]),
    renderFirst: (content, addresses) =>
      render('first', content.model, [...content.effective, ...managedParameters(content, addresses, takesMaster)]),
    renderBootstrap: (model, site, baseUrl) => render('bootstrap', model, bootstrapParameters(site, baseUrl)),
    managedParameters: (content, addresses) => managedParameters(content, addresses, takesMaster),

    fileRequest: (path) => fileRequest(path, findPanasonicModel),
    macInPath,
    userAgentHint,
    // HDV and UTG look for their server at each start-up (KX-HDV230 guide p. 37, KX-UTG guide p. 43).
    bootstrapsAtEveryStart: (model) => ['hdv', 'utg'].includes(findPanasonicModel(model)?.series ?? ''),

    notifyEvent,
    sipPort,
    sipAccount,
    filtersSipSource,
    downloadTiming,
  };
}

/** UT, HDV and the TGP that share their magic line. The older DECT bases would throw the common master away for its magic line,
 *  UTG wants XML, and the DECT system knows hardly any of its parameters. */
function readsCommonMaster(model: PanasonicModel): boolean {
  const magic = magicKindOf(model);
  return model.series !== 'uds' && (magic === 'panasonic' || magic === 'either');
}

function takesMaster(modelName: string): boolean {
  const model = findPanasonicModel(modelName);
  return model !== null && readsCommonMaster(model);
}

function render(name: ServedFileName, model: string, parameters: readonly Parameter[]): RenderedFile {
  return { name, bytes: writeConfigFile(model, parameters) };
}
