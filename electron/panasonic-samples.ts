// The sample files of the Panasonic family, put into the program when it is built.
import { configSample } from './core/families/config-sample';
import codecs from '../resources/families/panasonic/samples/codecs.cfg?raw';
import dailyCheck from '../resources/families/panasonic/samples/daily-check.cfg?raw';
import flexibleButtons from '../resources/families/panasonic/samples/flexible-buttons.cfg?raw';
import siteBasics from '../resources/families/panasonic/samples/site-basics.cfg?raw';

export const panasonicSamples = [
  configSample('site-basics', ['site'], siteBasics),
  configSample('daily-check', ['site', 'group'], dailyCheck),
  configSample('codecs', ['model', 'group', 'phone'], codecs),
  configSample('flexible-buttons', ['model', 'group', 'phone'], flexibleButtons),
];
