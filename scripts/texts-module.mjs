/** A module with texts by name. Getters, because V8 keeps no code of functions that are not called: a command pays for what it reads. */
export function textsModule(name, texts) {
  const getters = texts.map(([key, text]) => `  get ${JSON.stringify(key)}() { return ${JSON.stringify(text)} },`)
  return `export const ${name} = {\n${getters.join('\n')}\n}\n`
}
