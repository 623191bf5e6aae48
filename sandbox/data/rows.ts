/**
 * Rows as they are sent. `undefined` fields are omitted from the JSON, as HaloPSA omits fields that are not set.
 * `site_id` is sent as a float (18.0), see ../wire.ts.
 */
export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly site_id: number;
  readonly site_id_int: number;
  readonly site_name?: string | undefined;
  readonly client_id: number;
  readonly client_name: string;
  readonly firstname?: string | undefined;
  readonly surname?: string | undefined;
  readonly title?: string | undefined;
  readonly emailaddress?: string | undefined;
  readonly email2?: string | undefined;
  readonly email3?: string | undefined;
  readonly phonenumber?: string | undefined;
  readonly login?: string | undefined;
  readonly azureoid?: string | undefined;
  readonly notes?: string | undefined;
  readonly inactive: boolean;
  readonly isserviceaccount: boolean;
  readonly linked_agent_id: number;
  readonly is_prospect: boolean;
  readonly relationship_id: number;
  readonly datecreated: string;
  readonly lastlogindate: string;
  readonly use: 'user';
}

export interface ClientRow {
  readonly id: number;
  readonly name: string;
  readonly toplevel_id: number;
  readonly toplevel_name: string;
  readonly inactive: boolean;
  readonly main_site_id: number;
  readonly main_site_name?: string | undefined;
  readonly accountsid?: string | undefined;
  readonly customertype: number;
  readonly datecreated: string;
  readonly logo?: string | undefined;
  readonly use: 'client';
}

export interface SiteRow {
  readonly id: number;
  readonly name: string;
  readonly client_id: number;
  readonly client_name: string;
  readonly clientsite_name: string;
  readonly inactive: boolean;
  readonly sla_id: number;
  readonly phonenumber?: string | undefined;
  readonly use: 'site';
}

export interface ListMember {
  readonly user_id: number;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

export interface DistributionListRow {
  readonly id: number;
  readonly name: string;
  readonly desc?: string | undefined;
  readonly dynamic_members: boolean;
  readonly users: readonly { readonly id: number; readonly name: string }[];
  readonly members: readonly ListMember[];
  readonly users_count: number;
}
