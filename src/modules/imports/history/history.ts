import { People } from '../find-people/people.js';
import { PeopleController } from '../find-people/people.controller.js';
import { CatchingUp } from './catching-up.js';
import { ImportFactsReader } from './import-facts.js';
import { ImportList } from './import-list.js';
import { ImportPeople } from './import-people.js';
import { ImportsController } from './imports.controller.js';

/** What the module of the imports takes from the history. */
export { historyProjections } from './projections.js';
export const historyControllers = [ImportsController, PeopleController];
export const historyProviders = [ImportList, ImportPeople, ImportFactsReader, CatchingUp, People];

export {
  ImportList,
  type ImportListPage,
  type ImportListQuery,
  type ImportOutcome,
  type ImportSummary,
} from './import-list.js';
export { sentenceOf } from './sentence.js';
