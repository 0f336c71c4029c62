import { unwrap } from '@latchkey/sdk'
import { useMutation } from '@tanstack/react-query'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'

/** Takes the owner to Stripe by a link that is made when it is pressed, because it opens once and soon expires. */
export function useLinkToStripe(to: 'onboarding' | 'dashboard') {
  const { name, path } = useHandle()
  const revenue = `${location.origin}/h/${name}/revenue`
  return useMutation({
    mutationFn: async () => {
      if (to === 'dashboard') return await unwrap(latchkey.revenue.createConnectDashboardLink({ path }))
      const body = { returnUrl: `${revenue}?connect=returned`, refreshUrl: `${revenue}?connect=again` }
      return await unwrap(latchkey.revenue.startConnectOnboarding({ path, body }))
    },
    onSuccess: ({ url }) => location.assign(url),
  })
}
