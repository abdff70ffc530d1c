const form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
/** One character of UTF-8 beyond ASCII, each byte as a character; else a byte that belongs to none. */
const sequence =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g

/** Text from base64 as Go reads it: line breaks do not count, and a byte that is not UTF-8 becomes U+FFFD. */
export function readBase64(text: string): string | undefined {
  const packed = text.replace(/[\r\n]/g, '')
  if (!form.test(packed)) return undefined
  return atob(packed).replace(sequence, bytes => (bytes.length === 1 ? '\ufffd' : decodeURIComponent(percent(bytes))))
}

function percent(bytes: string): string {
  return [...bytes].map(byte => `%${byte.charCodeAt(0).toString(16)}`).join('')
}
