/** Wrong usage, or input that cannot be read: one sentence on stderr, exit code 2. */
export class UsageError extends Error {}
