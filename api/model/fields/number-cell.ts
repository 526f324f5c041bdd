/**
 * Reads a number as spreadsheets of several countries write it, without guessing: "1.234,50" and "1,234.50" are clear,
 * "1,234" could be either and is refused. A single point is always a decimal point: that is how numbers are exported.
 */

/** The number in plain digits ("-1234.50"), so that amounts of money lose nothing to floating point. */
export function plainDecimal(cell: string): string | 'ambiguous' | undefined {
  const bare = cell.replace(/[\s\u00a0\u202f'’]/g, '').replace('−', '-')
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(bare)) return undefined
  const point = bare.lastIndexOf('.')
  const comma = bare.lastIndexOf(',')
  if (point >= 0 && comma >= 0) return point > comma ? grouped(bare, ',', '.') : grouped(bare, '.', ',')
  if (comma >= 0) {
    if (bare.indexOf(',') !== comma) return grouped(bare, ',', '.')
    return /,\d{3}$/.test(bare) ? 'ambiguous' : plain(bare.replace(',', '.'))
  }
  return point >= 0 && bare.indexOf('.') !== point ? grouped(bare, '.', ',') : plain(bare)
}

export function numberFromCell(cell: string): number | 'ambiguous' | undefined {
  const decimal = plainDecimal(cell)
  if (decimal === undefined || decimal === 'ambiguous') return decimal
  const value = Number(decimal)
  return Number.isFinite(value) ? value : undefined
}

function grouped(text: string, thousands: string, decimal: string): string | undefined {
  const [whole = '', fraction, ...rest] = text.split(decimal)
  if (rest.length > 0 || fraction?.includes(thousands)) return undefined
  const groups = whole.replace(/^[+-]/, '').split(thousands)
  const wellGrouped = groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group))
  return wellGrouped ? plain(`${whole.replaceAll(thousands, '')}.${fraction ?? '0'}`) : undefined
}

const plain = (text: string): string => text.replace(/^\+/, '').replace(/\.$/, '')

/** Without an exponent: spreadsheets of old turn "1e21" into something else. */
export function plainNumber(value: number): string {
  const text = String(value)
  return /e/.test(text) ? value.toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 21 }) : text
}

export const numberHint = (cell: string, example = '12.5'): string =>
  plainDecimal(cell) === 'ambiguous'
    ? 'the comma could separate thousands or decimals, so write it without one'
    : `write a number like ${example}`
