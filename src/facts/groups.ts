/** A HaloPSA group whose people can be imported. */
export interface GroupReference {
  readonly kind: 'client' | 'list' | 'site';
  readonly id: number;
  /** for a site: "Client, Site" */
  readonly name: string;
  /** for a site: HaloPSA's id of its client */
  readonly clientId?: number;
}

/** The fields that identify a group. */
export type GroupKey = Omit<GroupReference, 'name'>;
