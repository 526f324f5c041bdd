/** The views of all kinds. A kind of the model that has none does not compile. */
import type { KindName } from '@dormouse/model'
import { address } from './address.tsx'
import { choice } from './choice.tsx'
import { choices } from './choices.tsx'
import { computed } from './computed.tsx'
import { country } from './country.tsx'
import { custom } from './custom.tsx'
import { date } from './date.tsx'
import { dateTime } from './dateTime.tsx'
import { decimal } from './decimal.tsx'
import { email } from './email.tsx'
import { file } from './file.tsx'
import { flag } from './flag.tsx'
import { group } from './group.tsx'
import { integer } from './integer.tsx'
import { json } from './json.tsx'
import { longText } from './longText.tsx'
import { money } from './money.tsx'
import { percent } from './percent.tsx'
import { phone } from './phone.tsx'
import { ref } from './ref.tsx'
import { refs } from './refs.tsx'
import { fillRegistry } from './registry.ts'
import { richText } from './richText.tsx'
import { rollup } from './rollup.tsx'
import { slug } from './slug.tsx'
import { stage } from './stage.tsx'
import { tags } from './tags.tsx'
import { text } from './text.tsx'
import { url } from './url.tsx'
import type { FieldView } from './view.ts'

export const views = {
  address,
  choice,
  choices,
  computed,
  country,
  custom,
  date,
  dateTime,
  decimal,
  email,
  file,
  flag,
  group,
  integer,
  json,
  longText,
  money,
  percent,
  phone,
  ref,
  refs,
  richText,
  rollup,
  slug,
  stage,
  tags,
  text,
  url,
} satisfies Record<KindName, FieldView>

fillRegistry(views)

export { behaving, holdsMany, ordering, viewOf } from './registry.ts'
