import { Box, Button } from '@mui/material'
import {
  DeleteWithConfirmButton,
  SaveButton,
  useNotify,
  useRecordContext,
  useRedirect,
  useTranslate,
} from 'react-admin'
import { Link } from 'react-router-dom'
import { bottomBarHeight } from '../../layout/BottomBar.tsx'
import { declarationOf, removable } from '../titles.ts'

/** Save, the way back, and at the far end what cannot be undone. Stays in view while the form scrolls (its card must not clip). */
export function FormButtons({ resource, doing }: { resource: string; doing: 'create' | 'edit' }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const { single } = declarationOf(resource)
  const back = doing === 'create' || !record ? `/${resource}` : `/${resource}/${encodeURIComponent(record.id)}/show`
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        px: 2,
        py: 1.25,
        position: 'sticky',
        // On a phone the quick menu stands at the very bottom.
        bottom: { xs: bottomBarHeight, sm: 0 },
        gap: 1,
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
        borderRadius: '0 0 14px 14px',
        zIndex: 1,
      }}
    >
      <SaveButton alwaysEnable={doing === 'create'} />
      {!single && (
        <Button component={Link} to={back}>
          {translate('ra.action.cancel')}
        </Button>
      )}
      <Box sx={{ flex: 1 }} />
      {doing === 'edit' && removable(resource) && <Delete resource={resource} />}
    </Box>
  )
}

function Delete({ resource }: { resource: string }) {
  const translate = useTranslate()
  const notify = useNotify()
  const redirect = useRedirect()
  const deleted = (answer: object) => {
    // Where thousands go with it, that takes a while, and a line at the bottom of the screen tells of it.
    if (!('job' in answer)) notify('ra.notification.deleted', { messageArgs: { smart_count: 1 } })
    redirect('list', resource)
  }
  return (
    <DeleteWithConfirmButton
      mutationMode="pessimistic"
      mutationOptions={{ onSuccess: deleted }}
      label={translate('ra.action.delete')}
    />
  )
}
