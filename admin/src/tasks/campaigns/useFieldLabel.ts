/** What a field of a person is called on screen, from its path in a letter. */
import { useMergeFields } from '../templates/mergeFields.ts'

export function useFieldLabel(): (path: string) => string {
  const fields = useMergeFields()
  return path => fields.find(field => field.path === path)?.label ?? path
}
