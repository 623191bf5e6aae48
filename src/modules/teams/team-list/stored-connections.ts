/** What Teams needs to know about HaloPSA. Credentials depends on Teams, so the credentials module provides the implementation. */
export abstract class StoredConnections {
  /** Whether HaloPSA credentials are stored for this reseller. */
  abstract areStored(resellerId: string): Promise<boolean>;
}
