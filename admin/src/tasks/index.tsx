/** The screens made by hand, where the task asks for more than a derived screen. */
import type { TaskScreens } from '../contract.ts'

export const tasks: TaskScreens = {
  dashboard: () => null,
  routes: [],
  overrides: {},
  menu: [],
  strings: { en: {}, fr: {} },
}
