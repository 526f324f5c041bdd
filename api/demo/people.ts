/**
 * A thousand members of an invented charity. Addresses end in `.example` (RFC 2606): nobody can ever receive a mail
 * that escapes from a demonstration.
 */
import type { Json } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { Choices } from './random.ts'

export interface DemoRow {
  id: string
  values: Record<string, Json>
}

export const contactCount = 1000

const names: Record<
  string,
  { first: [name: string, gender: string][]; last: string[]; cities: [city: string, postcode: string][] }
> = {
  GB: {
    first: [
      ['Olivia', 'female'],
      ['George', 'male'],
      ['Amelia', 'female'],
      ['Harry', 'male'],
      ['Isla', 'female'],
      ['Noah', 'male'],
      ['Ava', 'female'],
      ['Jack', 'male'],
      ['Margaret', 'female'],
      ['Arthur', 'male'],
      ['Priya', 'female'],
      ['Imran', 'male'],
      ['Siân', 'female'],
      ['Alasdair', 'male'],
      ['Chipo', 'female'],
      ['Alex', 'nonbinary'],
    ],
    last: [
      'Smith',
      'Jones',
      'Taylor',
      'Brown',
      'Patel',
      'Evans',
      'O’Brien',
      'Walker',
      'MacDonald',
      'Khan',
      'Wright',
      'Okafor',
      'Green',
      'Hughes',
      'Fraser',
      'Ahmed',
      'Whitfield',
      'Clarke',
    ],
    cities: [
      ['London', 'SE1 7PB'],
      ['York', 'YO1 7HH'],
      ['Leeds', 'LS1 4DY'],
      ['Bristol', 'BS1 5TR'],
      ['Cardiff', 'CF10 3AT'],
      ['Edinburgh', 'EH1 1YZ'],
      ['Belfast', 'BT1 5GS'],
      ['Norwich', 'NR2 1TF'],
      ['Exeter', 'EX1 1GE'],
    ],
  },
  IE: {
    first: [
      ['Aoife', 'female'],
      ['Conor', 'male'],
      ['Niamh', 'female'],
      ['Seán', 'male'],
      ['Róisín', 'female'],
      ['Darragh', 'male'],
    ],
    last: ['Murphy', 'Kelly', 'Byrne', 'Ó Súilleabháin', 'Walsh', 'McCarthy'],
    cities: [
      ['Dublin', 'D02 X285'],
      ['Cork', 'T12 W8KP'],
      ['Galway', 'H91 E9XT'],
    ],
  },
  DE: {
    first: [
      ['Anna', 'female'],
      ['Jürgen', 'male'],
      ['Lena', 'female'],
      ['Björn', 'male'],
      ['Käthe', 'female'],
      ['Uwe', 'male'],
    ],
    last: ['Müller', 'Schultheiß', 'Weber', 'Krüger', 'Böhm', 'Lange'],
    cities: [
      ['Berlin', '10115'],
      ['Köln', '50667'],
      ['München', '80331'],
    ],
  },
  FR: {
    first: [
      ['Chloé', 'female'],
      ['Lucas', 'male'],
      ['Zoë', 'female'],
      ['Rémi', 'male'],
      ['Inès', 'female'],
      ['Benoît', 'male'],
    ],
    last: ['Lefèvre', 'Moreau', 'Dubois', 'Garçon', 'Petit', 'Roux'],
    cities: [
      ['Paris', '75004'],
      ['Lyon', '69002'],
      ['Nantes', '44000'],
    ],
  },
  US: {
    first: [
      ['Emma', 'female'],
      ['Liam', 'male'],
      ['Maria', 'female'],
      ['Tyrell', 'male'],
      ['Grace', 'female'],
      ['Wei', 'male'],
    ],
    last: ['Johnson', 'Garcia', 'Nguyen', 'Williams', 'Lee', 'Davis'],
    cities: [
      ['Boston', '02108'],
      ['Portland', '97204'],
      ['Austin', '78701'],
    ],
  },
  PL: {
    first: [
      ['Zofia', 'female'],
      ['Łukasz', 'male'],
      ['Agnieszka', 'female'],
      ['Paweł', 'male'],
    ],
    last: ['Kowalska', 'Wiśniewski', 'Wójcik', 'Żak'],
    cities: [
      ['Kraków', '31-042'],
      ['Gdańsk', '80-831'],
    ],
  },
}

const elsewhere = ['IE', 'DE', 'FR', 'US', 'PL']
const streets = [
  'High Street',
  'Station Road',
  'Church Lane',
  'Mill Road',
  'Victoria Road',
  'Queen Street',
  'The Green',
  'Park Avenue',
]
const companies = [
  'Acorn & Co',
  'Brightwater Trust',
  'Hazel Books',
  'Larch Engineering',
  'Northway Schools',
  'Willow Clinic',
]
const jobs = ['Teacher', 'Nurse', 'Engineer', 'Retired', 'Gardener', 'Accountant', 'Librarian', 'Student']
const tags = ['volunteer', 'donor', 'trustee', 'speaker', 'family', 'local group', 'gift aid']
const memberships = ['standard', 'family', 'life', 'student']
const dayMs = 86_400_000

export function demoPeople(pick: Choices, nowMs: number, owners: readonly string[]): DemoRow[] {
  const taken = new Set<string>()
  return Array.from({ length: contactCount }, (_, index) => {
    const country = pick.chance(0.6) ? 'GB' : pick.one(elsewhere)
    const home = names[country] as (typeof names)[string]
    const [firstName, gender] = pick.one(home.first)
    const lastName = pick.one(home.last)
    const [city, postcode] = pick.one(home.cities)
    // More joined lately than long ago: a square bends an even spread over eight years towards today.
    const joined = nowMs - Math.floor(pick.next() ** 2 * 8 * 365) * dayMs
    const consent = pick.chance(0.88) ? true : pick.chance(0.5) ? null : false
    const values: Record<string, Json> = {
      firstName,
      lastName,
      gender,
      email: pick.chance(0.04) ? null : addressOf(firstName, lastName, taken),
      phone: pick.chance(0.6) ? phoneOf(pick, country) : null,
      jobTitle: pick.chance(0.5) ? pick.one(jobs) : null,
      company: pick.chance(0.3) ? pick.one(companies) : null,
      address: {
        line1: `${pick.whole(1, 140)} ${pick.one(streets)}`,
        line2: null,
        city,
        state: null,
        postcode,
        country,
      },
      tags: pick.some(tags, pick.one([0, 0, 1, 1, 2, 3])),
      membership: pick.one(memberships),
      memberSince: isoOf(joined).slice(0, 10),
      // The agents' own clients stand at the end, so that the first page is the charity's.
      ownerId: index >= contactCount - 60 ? (owners[index % owners.length] ?? null) : null,
      consent: {
        email: consent,
        at: isoOf(joined),
        source: 'Membership form',
        wording: consent === null ? null : 'Yes, write to me about your work and events.',
      },
    }
    return { id: `demo-contact-${String(index + 1).padStart(4, '0')}`, values }
  })
}

function addressOf(firstName: string, lastName: string, taken: Set<string>): string {
  const plain = (text: string) =>
    text
      .replace(/ł/gi, 'l')
      .replace(/ß/g, 'ss')
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
  const base = `${plain(firstName)}.${plain(lastName)}`
  let address = `${base}@members.example`
  for (let next = 2; taken.has(address); next++) address = `${base}${next}@members.example`
  taken.add(address)
  return address
}

/** Numbers that the authorities keep free for fiction, where there are such. */
function phoneOf(pick: Choices, country: string): string {
  const last = String(pick.whole(0, 999)).padStart(3, '0')
  if (country === 'US') return `+1 617 555 01${last.slice(1)}`
  if (country === 'GB') return `020 7946 0${last}`
  return { IE: '+353 20 910 0', DE: '+49 30 23125 ', FR: '+33 1 99 00 0', PL: '+48 22 600 0' }[country] + last
}
