import { Button, Menu } from '@mantine/core'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { useHandles } from './handles.ts'

/** The handle whose screens these are, and the way to the others. */
export function HandleSwitcher({ handle }: { handle: string }) {
  const { data } = useHandles()
  const handles = data?.items ?? []
  const name = handles.find((each) => each.name === handle)?.displayName ?? handle
  return (
    <Menu width="target" position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          fullWidth
          justify="space-between"
          rightSection={<IconSelector size={16} />}
          aria-label={t.app.switchHandle(name)}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {handles.map((each) => (
          <Menu.Item
            key={each.id}
            rightSection={each.name === handle ? <IconCheck size={16} /> : null}
            renderRoot={(props) => <Link to="/h/$handle" params={{ handle: each.name }} {...props} />}
          >
            {each.displayName}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} />} renderRoot={(props) => <Link to="/new" {...props} />}>
          {t.app.newHandle}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
