import { tagsPathOf } from '@dormouse/model'
import TagIcon from '@mui/icons-material/LocalOfferOutlined'
import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useState } from 'react'
import { useTranslate } from 'react-admin'
import { TagsPicker } from '../../fields/tags.tsx'
import { declarationOf } from '../titles.ts'
import { useChosen } from './chosen.tsx'
import { useChange } from './useChange.ts'

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
  const { count } = useChosen()
  const { change, isPending } = useChange(resource, 'bulk.tagged')
  const [added, setAdded] = useState<string[]>([])
  const [removed, setRemoved] = useState<string[]>([])
  const path = tagsPathOf(declarationOf(resource)) ?? ''

  async function apply() {
    if (await change({ op: 'tag', add: added, remove: removed })) onClose()
  }

  const picker = (label: string, value: string[], onChange: (words: string[]) => void) => (
    <TagsPicker resource={resource} path={path} label={translate(label)} value={value} onChange={onChange} />
  )
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="bulk-tag">
      <DialogTitle id="bulk-tag">{translate('bulk.tagTitle', { smart_count: count })}</DialogTitle>
      <DialogContent>
        {picker('bulk.add', added, setAdded)}
        {picker('bulk.remove', removed, setRemoved)}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
        <Button variant="contained" onClick={apply} loading={isPending} disabled={added.length + removed.length === 0}>
          {translate('ra.action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
