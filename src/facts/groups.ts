/** Whose people are imported. */
export interface GroupReference {
  readonly kind: 'client' | 'list' | 'site';
  readonly id: number;
  /** of a site: "Client, Site" */
  readonly name: string;
  /** of a site: HaloPSA's id of its client */
  readonly clientId?: number;
}

/** What it takes to find a group. */
export type GroupKey = Omit<GroupReference, 'name'>;
