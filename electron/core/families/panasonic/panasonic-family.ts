// The Panasonic family: KX-UT, KX-HDV and KX-TGP phones, put together from the files beside this one.
import { emptyPhoneFacts } from '../../configs/facts';
import type { Parameter } from '../../configs/layers';
import type { ConfigSample } from '../config-sample';
import type { CatalogueEntry, Family, RenderedFile, ServedFileName } from '../family';
import { fileRequest, isBehindLogin, macInPath } from './boot-paths';
import { createCatalogue } from './catalogue';
import { checkConfigFile } from './check/check-config-file';
import { checkEffective } from './check/check-effective';
import { totalLimitBytes } from './check/file-rules';
import { severities } from './check/problem-list';
import { clockHeld } from './clock-held';
import { downloadTiming } from './download-timing';
import { checkFactText } from './fact-text';
import { factsFromParameters } from './facts-from-parameters';
import { phoneFactParameters, siteFactParameters, siteFactsOfEveryModel, type Knows } from './facts-to-parameters';
import { firmwareParameters, takesFirmware } from './firmware';
import { importHints, macInFileName, modelsIn, referenceMatch } from './foreign-files';
import { editConfigFile } from './language/edit-file';
import { parametersTaken } from './language/read-file';
import { rewriteLayer } from './language/rewrite-layer';
import { writeConfigFile } from './language/write-file';
import { writeUtgXml, type LineOf } from './language/write-xml';
import { comparableValue, libraryAddress, phoneBookAddress, toldParameter } from './library-address';
import { menuWays } from './hand-out';
import { makePassword } from './make-password';
import { isManagedParameter } from './managed';
import { findPanasonicModel, magicKindOf, panasonicModels, type PanasonicModel } from './models';
import { notifyEvent } from './notify-event';
import { phoneBookText, readPhoneBook, utf16WithMark } from './phone-book';
import { rootCertificateParameters } from './root-certificate';
import {
  bootstrapParameters,
  managedParameters,
  servedContent,
  standardParameters,
  type ServedFileRules,
} from './served-files';
import { filtersSipSource, notifyHabits, sipAccount, sipAccounts, sipPort, sipServer } from './sip-account';
import { userAgentHint } from './user-agent';

/** Any model that takes the master file: its magic line is the one all of them know. */
const masterModel = 'KX-UT670';

/** `catalogueRows` come from resources/families/panasonic. */
export function createPanasonicFamily(
  catalogueRows: readonly CatalogueEntry[],
  samples: readonly ConfigSample[] = [],
): Family {
  const catalogue = createCatalogue(catalogueRows);
  const knows: Knows = (name, series) => catalogue.describe(name, series) !== null;
  const rules: ServedFileRules = {
    isManaged: isManagedParameter,
    isSecret: (name) => catalogue.isSecret(name),
    factsOfEveryModel: siteFactsOfEveryModel(panasonicModels.filter(readsCommonMaster), knows),
    takesMaster,
  };

  const lineOf: LineOf = (name) => catalogue.utgLineOf(name);
  const render = (name: ServedFileName, model: string, parameters: readonly Parameter[]): RenderedFile => {
    const isXml = findPanasonicModel(model)?.series === 'utg';
    return { name, bytes: isXml ? writeUtgXml(parameters, lineOf) : writeConfigFile(model, parameters) };
  };
  const managed: Family['managedParameters'] = (content, addresses) => [
    ...managedParameters(content, addresses, takesMaster),
    ...rootCertificateParameters(content.model, addresses, knows),
  ];

  return {
    id: 'panasonic',
    samples,
    models: panasonicModels,
    findModel: findPanasonicModel,

    check: (bytes, options) => checkConfigFile(bytes, options, catalogue),
    severities,
    checkEffective,
    sizeLimitBytes: (model) => totalLimitBytes(findPanasonicModel(model)),
    makePassword,
    parametersOf: parametersTaken,
    edit: (bytes, model, edits) => editConfigFile(bytes, model, edits, lineOf),
    isManaged: isManagedParameter,
    isSecret: (name) => catalogue.isSecret(name),
    describe: (name, series) => catalogue.describe(name, series),
    catalogueOf: (series) => catalogue.ofSeries(series),

    checkFactText,
    siteFactParameters(facts, modelName) {
      const model = findPanasonicModel(modelName);
      return model ? siteFactParameters(facts, model, knows) : [];
    },
    phoneFactParameters(facts, site, modelName) {
      const model = findPanasonicModel(modelName);
      if (!model) return [];
      const firmware = firmwareParameters(site.firmware, model, facts.group, knows);
      return [...phoneFactParameters(facts, model, knows), ...firmware];
    },

    factsFrom(parameters, modelName, within) {
      const model = findPanasonicModel(modelName);
      if (!model) return { site: {}, phone: emptyPhoneFacts, rest: parameters };
      return factsFromParameters(parameters, model, knows, within);
    },

    importHints,
    modelsIn,
    macInFileName,
    referenceMatch,
    rewriteLayer,

    content: (input) => servedContent(input, rules),
    renderMaster: (content) => render('master', masterModel, content.master),
    renderProduct: (content) => render('product', content.model, content.product),
    renderStandard: (content, addresses) =>
      render('standard', content.model, [
        ...standardParameters(content).map((parameter) => toldParameter(parameter, addresses)),
        ...managed(content, addresses),
      ]),
    renderFirst: (content, addresses) =>
      render('first', content.model, [
        ...content.effective.map((parameter) => toldParameter(parameter, addresses)),
        ...managed(content, addresses),
      ]),
    renderBootstrap: (model, site, baseUrl, rootUrl = null) =>
      render('bootstrap', model, [
        ...bootstrapParameters(site, baseUrl),
        ...rootCertificateParameters(model, { rootUrl }, knows),
      ]),
    managedParameters: managed,

    told: toldParameter,
    comparable: comparableValue,
    takesFirmware(modelName) {
      const model = findPanasonicModel(modelName);
      return model !== null && takesFirmware(model.series, knows);
    },
    libraryAddress,
    phoneBookAddress,
    writePhoneBook: (contacts) => utf16WithMark(phoneBookText(contacts)),
    readPhoneBook,

    fileRequest: (path) => fileRequest(path, findPanasonicModel),
    isBehindLogin,
    macInPath,
    userAgentHint,
    menuWays,
    // HDV and UTG look for their server at each start-up (KX-HDV230 guide p. 37, KX-UTG guide p. 43).
    bootstrapsAtEveryStart: (model) => ['hdv', 'utg'].includes(findPanasonicModel(model)?.series ?? ''),

    notifyEvent,
    sipPort,
    sipAccount,
    sipAccounts,
    sipServer,
    notifyHabits,
    filtersSipSource,
    downloadTiming,
    clockHeld: (held, modelName, assumptions) =>
      clockHeld(held, modelName === null ? null : findPanasonicModel(modelName), assumptions),
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
