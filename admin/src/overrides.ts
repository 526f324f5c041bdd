/** What is made by hand for a resource: the tasks' screens, and the small things of `resources/`. The tasks win. */
import type { ScreenOverrides } from './contract.ts'
import { resources } from './resources/index.ts'
import { tasks } from './tasks/index.tsx'

export function overridesOf(resource: string): ScreenOverrides {
  const [small, task] = [resources[resource], tasks.overrides[resource]]
  if (!small || !task) return task ?? small ?? none
  return {
    ...small,
    ...task,
    actions: { ...small.actions, ...task.actions },
    inputs: { ...small.inputs, ...task.inputs },
    cells: { ...small.cells, ...task.cells },
  }
}

const none: ScreenOverrides = {}
