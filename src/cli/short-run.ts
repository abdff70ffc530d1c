/**
 * Tells V8 to optimise ten times later. A process waits at its end for code that is still being optimised, and one that is over
 * within a hundred milliseconds has nothing of it. To be called when everything is loaded: V8 refuses compiled code from a
 * cache that was made under other flags.
 */
export function expectShortRun(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=1500000')
}
