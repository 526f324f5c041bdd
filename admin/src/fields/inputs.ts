/** The inputs of all kinds. A kind of the model that has none does not compile. Only forms import this file. */
import type { KindName } from '@dormouse/model'
import { AddressInput } from './address.input.tsx'
import { ChoiceInput } from './choice.input.tsx'
import { ChoicesInput } from './choices.input.tsx'
import { CountryInput } from './country.input.tsx'
import { DateInput } from './date.input.tsx'
import { DateTimeInput } from './dateTime.input.tsx'
import { DecimalInput } from './decimal.input.tsx'
import { EmailInput } from './email.input.tsx'
import { FileInput } from './file.input.tsx'
import { FlagInput } from './flag.input.tsx'
import { GroupInput } from './group.input.tsx'
import { fillInputs } from './input-registry.ts'
import { IntegerInput } from './integer.input.tsx'
import { JsonInput } from './json.input.tsx'
import { LongTextInput } from './longText.input.tsx'
import { MoneyInput } from './money.input.tsx'
import { PercentInput } from './percent.input.tsx'
import { PhoneInput } from './phone.input.tsx'
import { RefInput } from './ref.input.tsx'
import { RefsInput } from './refs.input.tsx'
import { RichTextInput } from './richText.input.tsx'
import { SlugInput } from './slug.input.tsx'
import { StageInput } from './stage.input.tsx'
import { TagsInput } from './tags.input.tsx'
import { TextInput } from './text.input.tsx'
import { UrlInput } from './url.input.tsx'
import type { FieldInput } from './view.ts'

/** What nobody types: results of other fields, and the place of the custom properties (each has an input of its own). */
const none: FieldInput = () => null

const inputs = {
  address: AddressInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  country: CountryInput,
  date: DateInput,
  dateTime: DateTimeInput,
  decimal: DecimalInput,
  email: EmailInput,
  file: FileInput,
  flag: FlagInput,
  group: GroupInput,
  integer: IntegerInput,
  json: JsonInput,
  longText: LongTextInput,
  money: MoneyInput,
  percent: PercentInput,
  phone: PhoneInput,
  ref: RefInput,
  refs: RefsInput,
  richText: RichTextInput,
  slug: SlugInput,
  stage: StageInput,
  tags: TagsInput,
  text: TextInput,
  url: UrlInput,
  computed: none,
  rollup: none,
  custom: none,
} satisfies Record<KindName, FieldInput>

fillInputs(inputs)

export { inputOf } from './input-registry.ts'
