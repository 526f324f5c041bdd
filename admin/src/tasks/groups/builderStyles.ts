/** How the sentence builder lies on the page: one sentence a line, on a phone one part a line. */
import type { Theme } from '@mui/material/styles'
import type { SystemStyleObject } from '@mui/system'

export const builderStyles: SystemStyleObject<Theme> = {
  '& .ruleGroup': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.25, minWidth: 0 },
  '& .ruleGroup .ruleGroup': {
    border: 1,
    borderColor: 'divider',
    borderLeft: 4,
    borderLeftColor: 'secondary.main',
    borderRadius: 1,
    p: 1.5,
  },
  // The header holds what adds conditions; on the page that belongs under them, so it gives up its own box.
  '& .ruleGroup-header': { display: 'contents' },
  '& .ruleGroup-header > .remove': { order: 1 },
  '& .ruleGroup-body': { order: 2, flex: '1 0 100%', display: 'flex', flexDirection: 'column', gap: 1.25, minWidth: 0 },
  '& .ruleGroup-header > button:not(.remove)': { order: 3 },
  '& .combine': { order: 0, flex: '1 1 0', display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' },
  '& .combine .MuiSelect-select': { py: 0.75 },
  '& .rule': {
    display: 'grid',
    gridTemplateColumns: { xs: '1fr auto', sm: 'minmax(170px, 1.1fr) minmax(130px, auto) minmax(170px, 1.6fr) auto' },
    gap: 1,
    alignItems: 'center',
    minWidth: 0,
    p: { xs: 1, sm: 0 },
    bgcolor: { xs: 'action.hover', sm: 'transparent' },
    borderRadius: 1,
  },
  '& .rule > *': { gridColumn: { xs: '1', sm: 'auto' }, minWidth: 0 },
  '& .rule > .remove': { gridColumn: { xs: '2', sm: '4' }, gridRow: '1' },
  // What narrows a count down is a line of its own.
  '& .rule > .narrower': {
    gridColumn: { xs: '1', sm: '1 / 4' },
    gridRow: { sm: '2' },
    display: 'flex',
    flexWrap: 'wrap',
    gap: 1,
    pl: { sm: 3 },
    '& > *': { flex: '1 1 150px', width: 'auto' },
  },
  '& .rule .MuiFormControl-root': { my: 0 },
}
