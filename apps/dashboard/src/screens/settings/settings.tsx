import { Stack } from '@mantine/core'
import { IconArrowUpRight } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { useHandle } from '../../app/handles.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { SectionButton, SectionNav } from '../../ui/section-nav.tsx'

const sections = [
  { to: '/h/$handle/settings', label: t.settings.profile, needs: 'getHandleProfile', exact: true },
  { to: '/h/$handle/settings/people', label: t.settings.people, needs: 'listCollaborators' },
  { to: '/h/$handle/revenue', label: t.settings.payouts, needs: 'getConnectStatus', isElsewhere: true },
  { to: '/h/$handle/settings/handle', label: t.settings.handle, needs: 'renameHandle' },
  { to: '/h/$handle/settings/front-end', label: t.settings.ownSite, needs: 'updateHandleProfile' },
  { to: '/h/$handle/settings/tokens', label: t.settings.tokens, needs: 'listTokens' },
  { to: '/h/$handle/settings/webhooks', label: t.settings.webhooks, needs: 'listWebhookEndpoints' },
  { to: '/h/$handle/settings/audit-log', label: t.settings.audit, needs: 'listAuditEvents' },
] as const

/** Around the settings of a handle: those that the role may open. */
export function Settings() {
  const { name } = useHandle()
  const may = useMay()
  return (
    <Stack gap="xl">
      <SectionNav label={t.settings.sections}>
        {sections
          .filter(({ needs }) => may(needs))
          .map(({ to, label, ...rest }) => (
            <SectionButton
              key={to}
              {...('isElsewhere' in rest && { rightSection: <IconArrowUpRight size={14} aria-hidden /> })}
              renderRoot={(props) => (
                <Link
                  to={to}
                  params={{ handle: name }}
                  activeOptions={{ exact: 'exact' in rest }}
                  activeProps={{ 'aria-current': 'page' }}
                  {...props}
                />
              )}
            >
              {label}
            </SectionButton>
          ))}
      </SectionNav>
      <Outlet />
    </Stack>
  )
}
