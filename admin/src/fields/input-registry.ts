/** Finds the input of a field; `inputs.ts` fills it (an input of a composite field needs the inputs of its parts). */
import type { Field } from '@dormouse/model'
import type { FieldInput } from './view.ts'

let inputs: Record<string, FieldInput> = {}

export function fillInputs(all: Record<string, FieldInput>): void {
  inputs = all
}

export function inputOf(field: Field): FieldInput {
  const found = inputs[field.kind]
  if (!found) throw new Error(`There is no input for the kind of field "${field.kind}".`)
  return found
}
