import { UTC } from '../../shared/zones.js';

/** An instant as the clocks of a zone show it. */
export interface ZonedTime {
  readonly at: Date;
  readonly zone: string;
}

export type Cell = string | number | null | ZonedTime;

/** A column of a file, in any format. */
export interface Column<Row> {
  /** its name for programs; does not change */
  readonly key: string;
  readonly head: string;
  readonly value: (row: Row) => Cell;
}

/** A list that can be written to a file. */
export interface FileOf<Row> {
  readonly columns: readonly Column<Row>[];
  /** reads the list from its beginning, part by part */
  rows(): AsyncIterable<readonly Row[]>;
}

/** Two columns for a moment: in UTC, and in the zone of the person who exports. */
export function momentColumns<Row>(
  key: string,
  head: string,
  zone: string,
  at: (row: Row) => Date | null,
): Column<Row>[] {
  const inZone = (of: string) => (row: Row) => {
    const moment = at(row);
    return moment && { at: moment, zone: of };
  };
  return [
    { key: `${key}Utc`, head: `${head} (UTC)`, value: inZone(UTC) },
    { key: `${key}Local`, head: `${head} (local: ${zone})`, value: inZone(zone) },
  ];
}
