/**
 * Reads a number as spreadsheets of several countries write it, without guessing: "1.234,50" and "1,234.50" are clear,
 * "1,234" could be either and is refused. A single point is always a decimal point: that is how numbers are exported.
 */
export function numberFromCell(cell: string): number | 'ambiguous' | undefined {
  const bare = cell.replace(/[\s\u00a0\u202f'’]/g, '').replace('−', '-')
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(bare)) return undefined
  const point = bare.lastIndexOf('.')
  const comma = bare.lastIndexOf(',')
  if (point >= 0 && comma >= 0) {
    const [thousands, decimal] = point > comma ? [',', '.'] : ['.', ',']
    return grouped(bare, thousands as string, decimal as string)
  }
  if (comma >= 0) {
    if (bare.indexOf(',') !== comma) return grouped(bare, ',', '.')
    return /,\d{3}$/.test(bare) ? 'ambiguous' : finite(bare.replace(',', '.'))
  }
  if (point >= 0 && bare.indexOf('.') !== point) return grouped(bare, '.', ',')
  return finite(bare)
}

function grouped(text: string, thousands: string, decimal: string): number | undefined {
  const [whole = '', fraction, ...rest] = text.split(decimal)
  if (rest.length > 0 || fraction?.includes(thousands)) return undefined
  const groups = whole.replace(/^[+-]/, '').split(thousands)
  const wellGrouped = groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group))
  return wellGrouped ? finite(`${whole.replaceAll(thousands, '')}.${fraction ?? '0'}`) : undefined
}

function finite(text: string): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** Without an exponent: spreadsheets of old turn "1e21" into something else. */
export function plainNumber(value: number): string {
  const text = String(value)
  return /e/.test(text) ? value.toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 21 }) : text
}

export const numberHint = (cell: string): string =>
  numberFromCell(cell) === 'ambiguous'
    ? 'the comma could separate thousands or decimals, so write it without one'
    : 'write a number like 12.5'
