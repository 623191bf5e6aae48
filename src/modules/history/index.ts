import { People } from './people/people.js';
import { PeopleController } from './people/people.controller.js';
import { CatchingUp } from './catching-up.js';
import { ImportFactsReader } from './imports/import-facts.js';
import { ImportList } from './imports/import-list.js';
import { ImportPeople } from './imports/import-people.js';
import { ImportsController } from './imports/imports.controller.js';

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
} from './imports/import-list.js';
export { sentenceOf } from './sentence.js';
