/**
 * How long a test waits for what should happen at once, in milliseconds. Long enough for a machine with other work on its cores: only a
 * test that fails ever waits for the whole of it.
 */
export const PATIENCE_MS = 90_000;
