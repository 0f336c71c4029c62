import type { Hono } from 'hono'
import { SIGN_IN_PATH, submitSignIn } from '../features/oauth/service.ts'
import { addAssetRoutes } from '../platform/html/assets.ts'
import { paths } from '../platform/html/paths.ts'
import type { FrameOptions } from '../platform/http/frame.ts'
import { hostedRoute } from '../platform/http/hosted-route.ts'
import { showCheckMail, submitCode } from './check-mail.ts'
import { showCheckoutReturn } from './checkout-return.ts'
import { showConnectRefresh, showConnectReturned } from './connect.ts'
import { showErrorDocs } from './error-docs.ts'
import { showFile, submitFile } from './file.ts'
import { showGroupBuy, submitGroupBuy } from './group-buy.ts'
import { answerOffer, showOffer } from './offer.ts'
import { showPage, submitPage } from './page.ts'
import { showPageList } from './page-list.ts'
import { requestLink, signOutHere } from './sign-in.ts'
import { showSupportEmail, submitSupportEmail } from './support-email.ts'

/** Everything that people open in a browser and that is not in the contract. */
export function addHostedRoutes(app: Hono, options: FrameOptions): void {
  addAssetRoutes(app)
  app.post(paths.signIn, hostedRoute(options, 'hosted.requestLink', 'handle or bare', requestLink))
  app.get(paths.checkMail, hostedRoute(options, 'hosted.showCheckMail', 'handle or bare', showCheckMail))
  app.post(paths.checkMail, hostedRoute(options, 'hosted.submitCode', 'handle or bare', submitCode))
  app.post(paths.signOut, hostedRoute(options, 'hosted.signOut', 'handle or bare', signOutHere))
  app.get(paths.checkoutReturn, hostedRoute(options, 'hosted.checkoutReturn', 'handle', showCheckoutReturn))
  app.get(paths.connectReturned, hostedRoute(options, 'hosted.connectReturned', 'bare', showConnectReturned))
  app.get(paths.connectRefresh, hostedRoute(options, 'hosted.connectRefresh', 'bare', showConnectRefresh))
  app.get(paths.offer(':offerId'), hostedRoute(options, 'hosted.showOffer', 'bare', showOffer))
  app.post(paths.offer(':offerId'), hostedRoute(options, 'hosted.answerOffer', 'bare', answerOffer))
  app.get(
    paths.supportEmail(':token'),
    hostedRoute(options, 'hosted.showSupportEmail', 'handle', showSupportEmail),
  )
  app.post(
    paths.supportEmail(':token'),
    hostedRoute(options, 'hosted.submitSupportEmail', 'handle', submitSupportEmail),
  )
  app.get('/errors/:code', hostedRoute(options, 'hosted.showErrorDocs', 'docs', showErrorDocs))
  app.post(SIGN_IN_PATH, hostedRoute(options, 'hosted.submitSignIn', 'bare', submitSignIn))
  app.get(paths.groupBuy(':slug'), hostedRoute(options, 'hosted.showGroupBuy', 'handle', showGroupBuy))
  app.post(paths.groupBuy(':slug'), hostedRoute(options, 'hosted.submitGroupBuy', 'handle', submitGroupBuy))
  app.get(paths.file(':fileId'), hostedRoute(options, 'hosted.showFile', 'handle', showFile))
  app.post(paths.file(':fileId'), hostedRoute(options, 'hosted.submitFile', 'handle', submitFile))
  app.get('/', hostedRoute(options, 'hosted.showPageList', 'handle or bare', showPageList))
  app.get('/:pageSlug', hostedRoute(options, 'hosted.showPage', 'handle', showPage))
  app.post('/:pageSlug', hostedRoute(options, 'hosted.submitPage', 'handle', submitPage))
}
