export { keptFree, PostgresRequestBudget, type RollingLimit } from './postgres-budget.js';
