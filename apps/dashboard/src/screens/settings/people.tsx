import { OFFER_DAYS } from 'virtual:contract'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Button, Group, Select, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { type Role, useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, issuesOf } from '../../ui/form.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { useChangePeople } from './change-people.ts'
import type { Person } from './people-change.ts'

/** Roles that one may give and take: those below one's own. */
const rolesBelow = (role: string | undefined): Role[] =>
  role === 'OWNER' ? ['CREATOR', 'OPERATOR'] : role === 'OPERATOR' ? ['CREATOR'] : []

const named = (roles: readonly string[]) =>
  roles.map((role) => ({ value: role, label: t.settings.roles[role] ?? role }))

export function People() {
  const { path, role } = useHandle()
  const isAllowed = useMay()('replaceCollaborators')
  const { data, error, refetch } = useQuery(queryOptions(latchkey.handles.listCollaborators, { path }))
  const below = isAllowed ? rolesBelow(role) : []
  const [removed, setRemoved] = useState<Person | null>(null)
  return (
    <Screen title={t.settings.people} hint={t.settings.peopleHint}>
      {isAllowed ? (
        <Invite path={path} roles={below} />
      ) : (
        <Text c="dimmed">{t.ui.needsRole('OPERATOR')}</Text>
      )}
      <ErrorNotice error={error} onRetry={refetch} />
      {!data && !error && <Skeleton h={160} />}
      {data && (
        <Rows
          rows={data.collaborators}
          keyOf={({ email }) => email}
          label={t.settings.people}
          columns={[
            { name: t.settings.person, isHeading: true, cell: (person) => <Name person={person} /> },
            {
              name: t.settings.role,
              cell: (person) => <RoleOf person={person} path={path} below={below} />,
            },
            {
              name: t.settings.actions,
              cell: (person) =>
                below.includes(person.role) && <Remove person={person} onAsk={() => setRemoved(person)} />,
            },
          ]}
        />
      )}
      <Removal person={removed} onClose={() => setRemoved(null)} path={path} />
    </Screen>
  )
}

function Invite({ path, roles }: { path: { handle: string }; roles: readonly Role[] }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('CREATOR')
  const invite = useChangePeople(path)
  // The list is sent as a whole; the last line of it is the new one.
  const [issue] = issuesOf(invite.error)
  return (
    <Form
      className="card"
      error={invite.error}
      onSubmit={() =>
        invite.mutate(
          { kind: 'invite', email: email.trim(), role },
          {
            onSuccess() {
              notifications.show({ message: t.settings.invited(email.trim(), OFFER_DAYS) })
              setEmail('')
            },
          },
        )
      }
    >
      <Stack>
        <Title order={2} size="h4">
          {t.settings.invite}
        </Title>
        <Group align="flex-start">
          <TextInput
            type="email"
            label={t.settings.email}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={issue?.message}
            autoComplete="off"
            flex="1 1 220px"
            required
          />
          <Select
            label={t.settings.role}
            data={named(roles)}
            value={role}
            onChange={(chosen) => chosen && setRole(chosen as Role)}
            allowDeselect={false}
            flex="0 1 180px"
          />
        </Group>
        <Text size="sm" c="dimmed">
          {t.settings.roleHints[role]}
        </Text>
        {!issue && <ErrorNotice error={invite.error} />}
        <Group>
          <Button type="submit" loading={invite.isPending} disabled={email.trim() === ''}>
            {t.settings.sendInvite}
          </Button>
        </Group>
      </Stack>
    </Form>
  )
}

const Name = ({ person: { email, role, pending, expiresAt } }: { person: Person }) => (
  <Stack gap={2}>
    <Text fw={600} className="breaks">
      {email}
    </Text>
    {pending && expiresAt && (
      <Text size="xs" c="dimmed">
        {role === 'OWNER' ? t.settings.ownershipUntil : t.settings.pendingUntil}{' '}
        <When at={expiresAt} dayOnly />
      </Text>
    )}
  </Stack>
)

interface OfPersonProps {
  readonly person: Person
  readonly path: { readonly handle: string }
}

/** What somebody may do here, to change for those who may. */
function RoleOf({ person: { email, role }, path, below }: OfPersonProps & { below: readonly Role[] }) {
  const change = useChangePeople(path)
  if (!below.includes(role)) return t.settings.roles[role]
  return (
    <Stack gap="xs" maw={180}>
      <Select
        aria-label={t.settings.roleOf(email)}
        data={named(below)}
        value={role}
        disabled={change.isPending}
        allowDeselect={false}
        onChange={(chosen) => {
          if (!chosen || chosen === role) return
          change.mutate(
            { kind: 'role', email, role: chosen as Role },
            { onSuccess: () => void notifications.show({ message: t.settings.roleChanged(email) }) },
          )
        }}
      />
      <ErrorNotice error={change.error} />
    </Stack>
  )
}

/** Asks whether to take a role away, or an invitation back. */
const Remove = ({ person: { email, pending }, onAsk }: { person: Person; onAsk: () => void }) => (
  <Button
    size="xs"
    variant="default"
    onClick={onAsk}
    aria-label={pending ? t.settings.withdrawTitle(email) : t.settings.removePerson(email)}
  >
    {pending ? t.settings.withdraw : t.settings.remove}
  </Button>
)

interface RemovalProps {
  readonly person: Person | null
  readonly onClose: () => void
  readonly path: { readonly handle: string }
}

/** The question, apart from the list: whoever is removed leaves that before it is answered. */
function Removal({ person, onClose, path }: RemovalProps) {
  const { email = '', pending = false } = person ?? {}
  const change = useChangePeople(path)
  return (
    <Confirm
      opened={person !== null}
      onClose={onClose}
      title={pending ? t.settings.withdrawTitle(email) : t.settings.removeTitle(email)}
      action={pending ? t.settings.withdraw : t.settings.remove}
      onConfirm={async () => {
        const { endedTokens } = await change.mutateAsync({ kind: 'remove', email })
        notifications.show({ message: t.settings.removed(email, endedTokens) })
      }}
      danger
    >
      {pending ? t.settings.withdrawBody : t.settings.removeBody}
    </Confirm>
  )
}
