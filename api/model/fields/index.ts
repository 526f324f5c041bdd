/** Every kind of field: its builder for declarations, and its behaviour under its name. */
import type { Field, Kind } from '../field.ts'
import { addressKind } from './address.ts'
import type { KindName } from './builder.ts'
import { choiceKind } from './choice.ts'
import { choicesKind } from './choices.ts'
import { computedKind } from './computed.ts'
import { countryKind } from './country.ts'
import { customKind } from './custom.ts'
import { dateKind } from './date.ts'
import { dateTimeKind } from './dateTime.ts'
import { decimalKind } from './decimal.ts'
import { emailKind } from './email.ts'
import { fileKind } from './file.ts'
import { flagKind } from './flag.ts'
import { groupKind } from './group.ts'
import { integerKind } from './integer.ts'
import { jsonKind } from './json.ts'
import { longTextKind } from './longText.ts'
import { moneyKind } from './money.ts'
import { percentKind } from './percent.ts'
import { phoneKind } from './phone.ts'
import { refKind } from './ref.ts'
import { refsKind } from './refs.ts'
import { richTextKind } from './richText.ts'
import { rollupKind } from './rollup.ts'
import { slugKind } from './slug.ts'
import { stageKind } from './stage.ts'
import { tagsKind } from './tags.ts'
import { textKind } from './text.ts'
import { urlKind } from './url.ts'

const byName: Record<KindName, Kind> = {
  text: textKind,
  longText: longTextKind,
  richText: richTextKind,
  email: emailKind,
  phone: phoneKind,
  url: urlKind,
  slug: slugKind,
  integer: integerKind,
  decimal: decimalKind,
  money: moneyKind,
  percent: percentKind,
  flag: flagKind,
  date: dateKind,
  dateTime: dateTimeKind,
  choice: choiceKind,
  choices: choicesKind,
  tags: tagsKind,
  ref: refKind,
  refs: refsKind,
  address: addressKind,
  country: countryKind,
  file: fileKind,
  json: jsonKind,
  stage: stageKind,
  rollup: rollupKind,
  computed: computedKind,
  group: groupKind,
  custom: customKind,
}

/** By name, whether known at compile time or read from data. */
export const kinds: Record<KindName, Kind> & Record<string, Kind | undefined> = byName

/** The field whose kind a value has: that of its result for computed fields and rollups, otherwise itself. */
export function effective(field: Field): Field {
  const as = (field.options as { as?: Field }).as
  return as ? { kind: as.kind, options: { ...as.options, ...field.options, required: false } } : field
}

/** The behaviour of a field. */
export function kindOf(field: Field): Kind {
  const kind = kinds[effective(field).kind]
  if (!kind) throw new Error(`There is no kind of field called “${field.kind}”.`)
  return kind
}

export { type Address, type AddressOptions, address } from './address.ts'
export { type KindName, kindNames } from './builder.ts'
export { type ChoiceOptions, choice, choiceLabel, type WithChoices } from './choice.ts'
export { choices } from './choices.ts'
export { type ComputedOptions, computed } from './computed.ts'
export { countryCodes, countryName } from './countries.ts'
export { type CountryOptions, country } from './country.ts'
export { type CustomOptions, custom } from './custom.ts'
export { type DateOptions, date } from './date.ts'
export { type DateTimeOptions, dateTime } from './dateTime.ts'
export { decimal } from './decimal.ts'
export { type EmailOptions, email } from './email.ts'
export { type FileOptions, type FileValue, file } from './file.ts'
export { type FlagOptions, flag } from './flag.ts'
export { type GroupOptions, group, type WithFields } from './group.ts'
export { integer, type NumberOptions } from './integer.ts'
export { type JsonOptions, json } from './json.ts'
export { type LongTextOptions, longText } from './longText.ts'
export { type Money, type MoneyOptions, majorUnits, minorDigits, money } from './money.ts'
export { exampleOf } from './parts.ts'
export { percent } from './percent.ts'
export { type PhoneOptions, phone } from './phone.ts'
export { idPattern, type RefOptions, ref, type WithTarget } from './ref.ts'
export { refs } from './refs.ts'
export { type RichTextOptions, richText } from './richText.ts'
export { type RollupOptions, rollup, type WithSource } from './rollup.ts'
export { labelOf } from './sentences.ts'
export { type SlugOptions, slug } from './slug.ts'
export { stage } from './stage.ts'
export { retagged, type TagsOptions, tags } from './tags.ts'
export { type TextOptions, text } from './text.ts'
export { type UrlOptions, url } from './url.ts'
