const form =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d)))|(?: +(\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?))?$/

/** Whether a text tagged `!!timestamp` is one: the four layouts of go-yaml v2 (resolve.go), as Go's time.Parse takes them. */
export function isTimestamp(text: string): boolean {
  const found = form.exec(text)
  if (!found) return false
  const [year = 0, month = 0, day = 0, ...rest] = found.slice(1).map(part => Number(part ?? 0))
  const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0, hour2 = 0, minute2 = 0, second2 = 0] = rest
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false
  return (
    Math.max(hour, hour2) < 24 && Math.max(minute, minute2, second, second2) < 60 && zoneHour <= 24 && zoneMinute <= 60
  )
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}
