import { withAddressLimit } from '@latchkey/contract'
import type { Hono } from 'hono'
import { SIGN_IN_PATH, submitSignIn } from '../features/oauth/service.ts'
import { addAssetRoutes } from '../platform/html/assets.ts'
import { paths } from '../platform/html/paths.ts'
import type { FrameOptions } from '../platform/http/frame.ts'
import { type HostedDefinition, hosted, hostedRoute } from '../platform/http/hosted-route.ts'
import { showCheckMail, submitCode } from './check-mail.ts'
import { showCheckoutReturn } from './checkout-return.ts'
import { showConnectRefresh, showConnectReturned } from './connect.ts'
import { showFile, submitFile } from './file.ts'
import { showGroupBuy, submitGroupBuy } from './group-buy.ts'
import { answerOffer, showOffer } from './offer.ts'
import { showPage, submitPage } from './page.ts'
import { showPageList } from './page-list.ts'
import { showReceipt } from './receipt.ts'
import { requestLink, showAccess, showLostSignIn, signOutHere } from './sign-in.ts'
import { showSupportEmail, submitSupportEmail } from './support-email.ts'

/** As wide as that of operations which say nothing else: those that a page counts as have narrower ones. */
const limits = withAddressLimit()
const onHandle = { hosts: 'handle', limits } as const
const onBare = { hosts: 'bare', limits } as const
const onBoth = { hosts: 'handle or bare', limits } as const

/** Everything that people open in a browser and that is not in the contract. What comes first is tried first. */
export const hostedRoutes = {
  'hosted.requestLink': hosted({
    ...onBoth,
    method: 'post',
    path: paths.signIn,
    countsAs: ['requestMagicLink'],
    handler: requestLink,
  }),
  'hosted.showCheckMail': hosted({
    ...onBoth,
    method: 'get',
    path: paths.checkMail,
    countsAs: ['getPublicPage'],
    handler: showCheckMail,
  }),
  'hosted.submitCode': hosted({
    ...onBoth,
    method: 'post',
    path: paths.checkMail,
    countsAs: ['verifyMagicLink'],
    handler: submitCode,
  }),
  'hosted.signOut': hosted({
    ...onBoth,
    method: 'post',
    path: paths.signOut,
    countsAs: [],
    handler: signOutHere,
  }),
  'hosted.leftSignIn': hosted({
    ...onBoth,
    method: 'get',
    path: paths.signIn,
    countsAs: [],
    handler: showAccess,
  }),
  'hosted.leftSignOut': hosted({
    ...onBoth,
    method: 'get',
    path: paths.signOut,
    countsAs: [],
    handler: showAccess,
  }),
  'hosted.showReceipt': hosted({
    ...onBoth,
    method: 'get',
    path: paths.receipt(':purchaseId'),
    countsAs: ['listVisitorAccess'],
    handler: showReceipt,
  }),
  'hosted.checkoutReturn': hosted({
    ...onHandle,
    method: 'get',
    path: paths.checkoutReturn,
    countsAs: ['confirmCheckout'],
    handler: showCheckoutReturn,
  }),
  'hosted.connectReturned': hosted({
    ...onBare,
    method: 'get',
    path: paths.connectReturned,
    countsAs: ['getPublicPage'],
    handler: showConnectReturned,
  }),
  'hosted.connectRefresh': hosted({
    ...onBare,
    method: 'get',
    path: paths.connectRefresh,
    countsAs: [],
    handler: showConnectRefresh,
  }),
  'hosted.showOffer': hosted({
    ...onBare,
    method: 'get',
    path: paths.offer(':offerId'),
    countsAs: ['listOffers'],
    handler: showOffer,
  }),
  'hosted.answerOffer': hosted({
    ...onBare,
    method: 'post',
    path: paths.offer(':offerId'),
    countsAs: ['acceptOffer', 'declineOffer', 'signIn', 'signUp', 'confirmSignUp', 'resendSignUpCode'],
    handler: answerOffer,
  }),
  'hosted.showSupportEmail': hosted({
    ...onHandle,
    method: 'get',
    path: paths.supportEmail(':token'),
    countsAs: ['showMagicLink'],
    handler: showSupportEmail,
  }),
  'hosted.submitSupportEmail': hosted({
    ...onHandle,
    method: 'post',
    path: paths.supportEmail(':token'),
    countsAs: ['showMagicLink'],
    handler: submitSupportEmail,
  }),
  'hosted.leftCreatorSignIn': hosted({
    ...onBare,
    method: 'get',
    path: SIGN_IN_PATH,
    countsAs: [],
    handler: showLostSignIn,
  }),
  'hosted.submitSignIn': hosted({
    ...onBare,
    method: 'post',
    path: SIGN_IN_PATH,
    countsAs: ['signIn'],
    handler: submitSignIn,
  }),
  'hosted.showGroupBuy': hosted({
    ...onHandle,
    method: 'get',
    path: paths.groupBuy(':slug'),
    countsAs: ['getPublicGroupBuy'],
    handler: showGroupBuy,
  }),
  'hosted.submitGroupBuy': hosted({
    ...onHandle,
    method: 'post',
    path: paths.groupBuy(':slug'),
    countsAs: ['getPublicGroupBuy', 'requestMagicLink', 'expressInterest'],
    handler: submitGroupBuy,
  }),
  'hosted.showFile': hosted({
    ...onHandle,
    method: 'get',
    path: paths.file(':fileId'),
    countsAs: ['downloadFile'],
    handler: showFile,
  }),
  'hosted.submitFile': hosted({
    ...onHandle,
    method: 'post',
    path: paths.file(':fileId'),
    countsAs: ['downloadFile', 'requestMagicLink'],
    handler: submitFile,
  }),
  'hosted.showPageList': hosted({
    ...onBoth,
    method: 'get',
    path: '/',
    countsAs: ['listPublicPages'],
    handler: showPageList,
  }),
  'hosted.showPage': hosted({
    ...onHandle,
    method: 'get',
    path: '/:pageSlug',
    countsAs: ['getPublicPage'],
    handler: showPage,
  }),
  'hosted.submitPage': hosted({
    ...onHandle,
    method: 'post',
    path: '/:pageSlug',
    countsAs: ['getPublicPage', 'requestMagicLink', 'createCheckout'],
    handler: submitPage,
  }),
} satisfies Record<`hosted.${string}`, HostedDefinition>

/** Registers them. */
export function addHostedRoutes(app: Hono, options: FrameOptions): void {
  addAssetRoutes(app)
  for (const [name, definition] of Object.entries(hostedRoutes)) {
    app.on(definition.method.toUpperCase(), definition.path, hostedRoute(options, name, definition))
  }
}
