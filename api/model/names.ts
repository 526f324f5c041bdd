/**
 * Names of resources that declarations offer as choices. The register fills the lists when it is put together, so that a
 * new resource is offered wherever it belongs without being named there.
 */
import type { AnyResource, Fields } from './resource.ts'

/** Staff may add fields to them. */
export const extensibleNames: string[] = []
/** They can be read in from a spreadsheet. */
export const importableNames: string[] = []
/** Notes, tasks and files can be about their records. */
export const timelineNames: string[] = []
/** Their records go through stages. */
export const stagedNames: string[] = []
/** What the fields of the kind `stage` call their pipelines. */
export const pipelineNames: string[] = []

export function gatherNames(resources: readonly AnyResource[]): readonly AnyResource[] {
  for (const resource of resources) {
    const { name, extensible, importable, timeline } = resource
    if (extensible) add(extensibleNames, name)
    if (importable) add(importableNames, name)
    if (timeline) add(timelineNames, name)
    for (const { kind, options } of Object.values(resource.fields as Fields)) {
      if (kind !== 'stage') continue
      add(stagedNames, name)
      add(pipelineNames, (options as { pipeline?: string }).pipeline ?? name)
    }
  }
  return resources
}

function add(names: string[], name: string): void {
  if (!names.includes(name)) names.push(name)
}
