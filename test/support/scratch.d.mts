export function scratchDataDir(): Promise<{ readonly dataDir: string; readonly remove: () => Promise<void> }>;
