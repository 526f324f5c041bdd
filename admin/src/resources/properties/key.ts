/** "T-shirt size" → "tShirtSize": what the model takes as a key (letters and digits, beginning with a small letter). */
export function keyFrom(label: string): string {
  const words = label
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[ßæœøðþłđı]/gi, letter => spelt[letter.toLowerCase()] ?? '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  const camel = words.map((word, index) => (index === 0 ? word.toLowerCase() : capital(word.toLowerCase()))).join('')
  return camel
    .replace(/^\d+/, '')
    .replace(/^./, letter => letter.toLowerCase())
    .slice(0, keyLengthMax)
}

/** Letters that are no letter with an accent. */
const spelt: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

const keyLengthMax = 60

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
