import { Box, Button } from '@mui/material'
import { DeleteWithConfirmButton, SaveButton, useRecordContext, useTranslate } from 'react-admin'
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
      {doing === 'edit' && removable(resource) && <DeleteWithConfirmButton mutationMode="pessimistic" />}
    </Box>
  )
}
