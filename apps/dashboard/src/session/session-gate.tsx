import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSession } from './session.ts'

/** Shows screens while somebody is signed in. */
export function SessionGate() {
  const { status } = useSession()
  const navigate = useNavigate()
  const next = useRouterState({ select: ({ location }) => location.href })
  useEffect(() => {
    if (status === 'signed-out') navigate({ to: '/sign-in', search: { next } })
  }, [status, next, navigate])
  return <Outlet />
}
