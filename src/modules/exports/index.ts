export { momentColumns, type Cell, type Column, type FileOf } from './columns.js';
export { Exports, exportsStream, type WantedExport } from './exports.js';
export { ExportsModule } from './exports.module.js';
export { readFormat, searched, setOf } from './read-format.js';
