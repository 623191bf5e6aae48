import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A Team as the pages read it. Only the projection writes it. */
@Entity({ tableName: 'team' })
export class TeamRow {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  resellerId!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  nameKey!: string;

  @Property({ type: 'datetime' })
  addedAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  archivedAt!: Date | null;

  @Property({ type: 'integer' })
  members!: number;

  @Property({ type: 'uuid', nullable: true })
  lastImportId!: string | null;

  @Property({ type: 'datetime', nullable: true })
  lastImportAt!: Date | null;
}
