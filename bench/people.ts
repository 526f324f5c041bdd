/** The same invented people for every server that is measured; the same seed gives the same people. */
export interface BenchPerson {
  id: string
  firstName: string
  lastName: string
  email: string
  phone: string
  company: string
  jobTitle: string
  address: { line1: string; city: string; postcode: string; country: string }
  tags: string[]
  memberSince: string
}

const firstNames = 'Anna Ben Carla Dmitri Eve Fatima George Hannah Ivan Julia Kenji Lena Marco Nadia Olga Pablo'.split(
  ' ',
)
const syllables = 'ber den fal gor hil jen kam lor mun nor pel ros sar tim vel wen'.split(' ')
const cities = 'York Leeds Hull Lyon Paris Berlin Köln Wien Graz Oslo Bergen Porto Lisboa Gent Malmö Zürich'.split(' ')
const countries = 'GB GB GB GB GB GB FR FR DE DE AT NO PT BE SE CH'.split(' ')
const tags = ['vip', 'donor', 'volunteer', 'newsletter', 'board', 'press']

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(list: readonly T[], roll: number): T => list[Math.floor(roll * list.length)] as T

export function* people(count: number, seed = 1): Generator<BenchPerson> {
  const roll = dice(seed)
  const name = () => {
    const text = pick(syllables, roll()) + pick(syllables, roll()) + pick(syllables, roll())
    return text.charAt(0).toUpperCase() + text.slice(1)
  }
  for (let at = 0; at < count; at++) {
    const [firstName, lastName] = [pick(firstNames, roll()), name()]
    const place = Math.floor(roll() * cities.length)
    yield {
      id: `p-${String(at).padStart(7, '0')}`,
      firstName,
      lastName,
      email: `${firstName}.${lastName}.${at}@example.org`.toLowerCase(),
      phone: `+44 1904 ${String(100_000 + at)}`,
      company: `${name()} Ltd`,
      jobTitle: pick(['Teacher', 'Gardener', 'Engineer', 'Nurse', 'Baker'], roll()),
      address: {
        line1: `${1 + Math.floor(roll() * 200)} ${name()} Street`,
        city: cities[place] as string,
        postcode: `YO${1 + Math.floor(roll() * 60)} 7HH`,
        country: countries[place] as string,
      },
      tags: roll() < 0.3 ? [pick(tags, roll())] : [],
      memberSince: `${2000 + Math.floor(roll() * 25)}-${String(1 + Math.floor(roll() * 12)).padStart(2, '0')}-15`,
    }
  }
}

/** Parts of names that somebody types into a search. */
export const fragments = (seed: number, count: number): string[] => {
  const roll = dice(seed)
  return Array.from({ length: count }, () => pick(syllables, roll()) + pick(syllables, roll()).slice(0, 2))
}
