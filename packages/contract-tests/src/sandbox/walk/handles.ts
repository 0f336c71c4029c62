import { listAt, textAt } from '../json.ts'
import type { Sandbox } from '../sandbox.ts'
import { connect, fileBody, newFile, newPurchase, purchase } from '../shop.ts'
import { Stuck } from '../stuck.ts'
import { until } from '../until.ts'
import { onHandle, type Step, type Steps } from './step.ts'

const onSpareHandle =
  (more: Step = async () => ({})): Step =>
  async (s, kind) => {
    const outsider = await s.outsider()
    const call = await more(s, kind)
    return { ...call, params: { handle: await s.newHandle(outsider) }, as: outsider.session.credential }
  }

/** An endpoint for webhooks at which nobody listens. */
async function newEndpoint(s: Sandbox): Promise<string> {
  const created = await s.api.call('createWebhookEndpoint', {
    params: { handle: await s.handle() },
    body: endpointBody(),
    as: await s.credential('accessToken'),
  })
  return textAt(created, 'endpoint', 'id')
}

const endpointBody = () => ({ url: 'http://127.0.0.1:9/webhooks', events: ['purchase.completed'] })

/** Adds an endpoint for the request alone: there may only be a few. */
const onEndpoint = (more: (s: Sandbox, endpointId: string) => Promise<Record<string, string>>): Step =>
  onHandle(async (s) => {
    const webhookEndpointId = await s.once('endpoint', () => newEndpoint(s))
    return { params: { webhookEndpointId, ...(await more(s, webhookEndpointId)) } }
  })

/** Something that was to be delivered to the endpoint. */
async function delivery(s: Sandbox, webhookEndpointId: string): Promise<string> {
  return await s.once('delivery', async () => {
    await newPurchase(s)
    const found = await until(async () => {
      const deliveries = await s.api.call('listWebhookDeliveries', {
        params: { handle: await s.handle(), webhookEndpointId },
        as: await s.credential('accessToken'),
      })
      return textAt(listAt(deliveries, 'items')[0], 'id')
    }, s.signal)
    if (!found) throw new Stuck(null, 'A purchase led to no delivery to an endpoint for webhooks.')
    return found
  })
}

const bought = async (s: Sandbox) => ({ purchaseId: (await purchase(s)).purchaseId })

/** What belongs to a handle as a whole. */
export const handleSteps: Steps = {
  listHandles: async () => ({}),
  createHandle: async (s) => ({ body: { name: s.next(), displayName: 'Contract tests' } }),
  deleteHandle: onSpareHandle(),
  renameHandle: onSpareHandle(async (s) => ({ body: { name: s.next() } })),
  transferHandle: onSpareHandle(async (s) => ({ body: { email: (await s.member()).email } })),
  withdrawTransfer: onHandle(),
  getHandleProfile: onHandle(),
  updateHandleProfile: onHandle(async (s) => ({
    body: {
      displayName: `Contract tests ${s.next()}`,
      allowedOrigins: ['https://shop.example.com'],
      supportEmail: null,
      termsUrl: null,
      privacyUrl: null,
      refundPolicyUrl: null,
      pageUrlTemplate: null,
    },
  })),
  listCollaborators: onHandle(),
  replaceCollaborators: onHandle(async (s) => ({
    body: { collaborators: [{ email: (await s.member()).email, role: 'CREATOR' }] },
  })),
  listAuditEvents: onHandle(),
  getHandleSummary: onHandle(),
  renderMarkdown: onHandle(async () => ({ body: { markdown: '# Chapter one' } })),

  startConnectOnboarding: onHandle(async () => ({ body: {} })),
  getConnectStatus: onHandle(),
  createConnectDashboardLink: onHandle(async (s) => {
    await connect(s)
    return {}
  }),
  getSellingTerms: onHandle(),
  getEarnings: onHandle(),

  listCustomers: onHandle(async (s) => {
    await purchase(s)
    return {}
  }),
  getCustomer: onHandle(async (s) => ({ params: { visitorId: (await purchase(s)).visitor.id } })),
  listSales: onHandle(),
  getSale: onHandle(async (s) => ({ params: await bought(s) })),
  resendReceipt: onHandle(async (s) => ({ params: await bought(s) })),

  listFiles: onHandle(),
  createFile: onHandle(async (s) => ({ body: fileBody(s) })),
  getFile: onHandle(async (s) => ({ params: { fileId: await newFile(s) } })),
  updateFile: onHandle(async (s) => ({
    params: { fileId: await newFile(s) },
    body: { accessMode: 'EMAIL_ALLOWLIST', allowedEmails: [(await s.visitor()).email], expiresAt: null },
  })),
  deleteFile: onHandle(async (s) => ({ params: { fileId: await newFile(s) } })),

  listTokens: onHandle(),
  createToken: onHandle(async (s) => ({ body: { name: s.next(), scopes: s.scopes } })),
  revokeToken: onHandle(async (s) => {
    const { id } = await s.newPersonalToken(await s.handle(), await s.owner())
    return { params: { tokenId: id } }
  }),

  listWebhookEndpoints: onHandle(),
  createWebhookEndpoint: onHandle(async () => ({ body: endpointBody() })),
  deleteWebhookEndpoint: onHandle(async (s) => ({ params: { webhookEndpointId: await newEndpoint(s) } })),
  listWebhookDeliveries: onEndpoint(async () => ({})),
  replayWebhookDelivery: onEndpoint(async (s, id) => ({ deliveryId: await delivery(s, id) })),
}
