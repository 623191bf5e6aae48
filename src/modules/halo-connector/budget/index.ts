export { keptFree, PostgresRequestBudget, sharesOf, type RollingLimit } from './postgres-budget.js';
