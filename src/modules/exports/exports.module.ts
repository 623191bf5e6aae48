import { Module } from '@nestjs/common';
import { ExportSlots } from './export-slots.js';
import { Exports } from './exports.js';

/** Files of lists. Needs `pg.Pool` and EventStore from global modules. */
@Module({ providers: [Exports, ExportSlots], exports: [Exports] })
export class ExportsModule {}
