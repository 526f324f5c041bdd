import TagIcon from '@mui/icons-material/LocalOfferOutlined'
import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useState } from 'react'
import { useDataProvider, useListContext, useNotify, useRefresh, useTranslate } from 'react-admin'
import { bulkPatches } from '../../dataProvider.ts'
import { TagsPicker } from '../../fields/tags.tsx'
import { fieldsOf } from '../titles.ts'

/** The field that holds tags, where a resource has one. */
export const tagsFieldOf = (resource: string): string | undefined =>
  Object.entries(fieldsOf(resource)).find(([, field]) => field.kind === 'tags')?.[0]

/** Puts tags on the ticked rows, or takes some off. */
export function BulkTag({ resource }: { resource: string }) {
  const translate = useTranslate()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" startIcon={<TagIcon />} onClick={() => setOpen(true)}>
        {translate('bulk.tag')}
      </Button>
      {open && <TagDialog resource={resource} onClose={() => setOpen(false)} />}
    </>
  )
}

function TagDialog({ resource, onClose }: { resource: string; onClose(): void }) {
  const translate = useTranslate()
  const notify = useNotify()
  const refresh = useRefresh()
  const dataProvider = useDataProvider()
  const { selectedIds, onUnselectItems } = useListContext()
  const [added, setAdded] = useState<string[]>([])
  const [removed, setRemoved] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const path = tagsFieldOf(resource) ?? ''

  async function apply() {
    setBusy(true)
    try {
      const { data } = await dataProvider.getMany(resource, { ids: selectedIds })
      const without = new Set(removed.map(word => word.toLowerCase()))
      const patches = data.map(record => {
        const kept = ((record[path] ?? []) as string[]).filter(word => !without.has(word.toLowerCase()))
        return { id: String(record.id), patch: { [path]: [...new Set([...kept, ...added])] } }
      })
      await bulkPatches(resource, patches)
      notify('bulk.tagged', { messageArgs: { smart_count: patches.length } })
      onUnselectItems()
      onClose()
    } catch (error) {
      notify((error as Error).message, { type: 'error', autoHideDuration: 10_000 })
    }
    refresh()
    setBusy(false)
  }

  const picker = (label: string, value: string[], onChange: (words: string[]) => void) => (
    <TagsPicker resource={resource} path={path} label={translate(label)} value={value} onChange={onChange} />
  )
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="bulk-tag">
      <DialogTitle id="bulk-tag">{translate('bulk.tagTitle', { smart_count: selectedIds.length })}</DialogTitle>
      <DialogContent>
        {picker('bulk.add', added, setAdded)}
        {picker('bulk.remove', removed, setRemoved)}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" onClick={apply} loading={busy} disabled={added.length + removed.length === 0}>
          {translate('ra.action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
