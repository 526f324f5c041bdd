import { describe, expect, it } from 'vitest'
import { accounts, contacts, guessField, leads } from './index.ts'
import { property } from './test-property.ts'

const guess = (header: string, samples: string[] = []) => guessField(contacts, header, samples)

describe('the guess of a column', () => {
  it.each([
    ['first_name', 'firstName'],
    ['First name', 'firstName'],
    ['firstName', 'firstName'],
    ['Vorname', 'firstName'],
    ['Prénom', 'firstName'],
    ['Last name', 'lastName'],
    ['SURNAME', 'lastName'],
    ['Nachname', 'lastName'],
    ['Email', 'email'],
    ['E-Mail', 'email'],
    ['E-Mail-Adresse', 'email'],
    ['email_other', 'email'],
    ['email_work', 'email'],
    ['Email 1', 'email'],
    ['Email Address', 'email'],
    ['E-mail 1 - Value', 'email'],
    ['phone_1_number', 'phone'],
    ['phone_2_number', 'phone'],
    ['phone_home', 'phone'],
    ['Mobile', 'phone'],
    ['Telefon', 'phone'],
    ['Handynummer', 'phone'],
    ['title', 'jobTitle'],
    ['Job Title', 'jobTitle'],
    ['company', 'company'],
    ['company_name', 'company'],
    ['Firma', 'company'],
    ['Straße', 'address.line1'],
    ['Street Address', 'address.line1'],
    ['city', 'address.city'],
    ['Ort', 'address.city'],
    ['zip', 'address.postcode'],
    ['Zip Code', 'address.postcode'],
    ['PLZ', 'address.postcode'],
    ['Postcode', 'address.postcode'],
    ['Country', 'address.country'],
    ['Land', 'address.country'],
    ['tags', 'tags'],
    ['has_newsletter', 'consent.email'],
    ['Opt-in', 'consent.email'],
    ['Newsletter', 'consent.email'],
    ['consent.email', 'consent.email'],
    ['gender', 'gender'],
    ['Geschlecht', 'gender'],
    ['Member since', 'memberSince'],
    ['address.city', 'address.city'],
  ])('%s is %s', (header, path) => {
    expect(guess(header)).toBe(path)
  })

  it.each([
    'id',
    'phone_1_type',
    'first_seen',
    'nb_tasks',
    'company_id',
    'sales_id',
    'linkedin_url',
    'background',
    'status',
    '',
    'email_opt_out_reason',
    'attendedCount',
    'emailer',
    'telling',
  ])('%j is nothing known', header => {
    expect(guess(header)).toBeUndefined()
  })

  it('goes by the cells where the header says nothing', () => {
    expect(guess('Column 7', ['a@b.example', 'c@d.example'])).toBe('email')
    expect(guess('Column 7', ['a@b.example', 'Anna'])).toBeUndefined()
    expect(guess('sales owner', ['a@b.example'])).toBeUndefined()
  })

  it('does not believe a header whose cells say otherwise', () => {
    expect(guess('E-Mail', ['yes', 'no', 'yes'])).toBeUndefined()
    expect(guess('Newsletter', ['Spring issue', 'Autumn issue'])).toBeUndefined()
    expect(guess('Newsletter', ['TRUE', 'FALSE', ''])).toBe('consent.email')
  })

  it('knows the fields that staff added, by key and by label', () => {
    const shirt = property({ key: 'shirtSize', label: 'T-Shirt' })
    expect(guessField(contacts, 'shirt_size', [], [shirt])).toBe('properties.shirtSize')
    expect(guessField(contacts, 'T-shirt', [], [shirt])).toBe('properties.shirtSize')
  })

  it('knows other resources by their own names', () => {
    expect(guessField(leads, 'Title')).toBe('title')
    expect(guessField(leads, 'Deal name')).toBe('title')
    expect(guessField(accounts, 'IBAN')).toBe('number')
  })
})
