/**
 * What a creator can do about an error, by code. The catalogue of the contract says it to those who program; where that
 * fits people too, nothing stands here. A test sees to it that every code that a screen can meet is covered.
 */
export const cures: Readonly<Record<string, string>> = {
  // Who is signed in
  missing_bearer_token: 'Load this page again to sign in.',
  invalid_token: 'Load this page again to sign in.',
  token_expired: 'Load this page again to sign in.',
  invalid_refresh_token: 'Load this page again to sign in.',
  insufficient_scope: 'Load this page again. If it happens again, sign out and in.',
  invalid_credentials: 'Check both, or set a new password.',
  invalid_code: 'Check the latest email from us, or have another code sent.',
  session_not_found: 'It is no longer signed in. Load the list again.',
  connected_app_not_found: 'It no longer has access. Load the list again.',
  owns_handles: 'Give each of them to another owner, or delete it. Then try again.',
  offer_not_found: 'It was withdrawn or has expired. Ask whoever made it for another one.',
  insufficient_role: 'Ask the owner of the handle to do it, or to give you another role.',
  handle_not_found: 'Check which account you are signed in with, or ask the owner to invite you.',
  handle_has_payments: 'Give it to another owner, or keep it with its pages unpublished.',

  // What was sent
  invalid_request: 'Correct what is named here, then try again.',
  invalid_redirect_url: 'Load this page again, and start once more.',
  payload_too_large: 'Make the text shorter. Large content fits in a file.',
  unsupported_media_type: 'What you typed is still here: copy it before you load the page again.',
  idempotency_key_reused: 'What you typed is still here: copy it before you load the page again.',
  idempotency_in_progress: 'It will be done in a moment. Then load the page again to see it.',
  precondition_failed: 'Someone else was faster. Load the latest version and make your change again.',
  rate_limited: 'Wait a little before you try again.',
  mail_budget_used_up: 'Invite fewer people at once, or go on tomorrow.',
  not_found: 'It may be gone, or your account may not see it.',

  // Pages, files and group buys
  page_not_found: 'It may have been deleted or renamed. Look for it in your list of pages.',
  page_archived: 'Its buyers keep it as it is. To sell something new, create a new page.',
  page_not_paid: 'Set its access to paid and give it a price first.',
  slug_taken: 'Choose another one.',
  group_buy_not_found: 'It may have been deleted. Look for it in your list of group buys.',
  group_buy_not_open: 'Load the page again to see how it stands.',
  group_buy_target_not_reached: 'Wait until enough people have joined, or lower the target.',
  file_not_found: 'It may have been deleted. Look for it in your list of files.',
  storage_quota_exceeded: 'Delete files you no longer need, or upload a smaller one.',

  // Selling
  connect_not_configured: 'The owner connects Stripe under Revenue. Then it can be sold.',
  customer_not_found: 'Look for them in your list of customers.',
  purchase_not_found: 'Look for it in your list of sales.',
  already_purchased: 'They can already read the page, so there is nothing to give.',
  already_refunded: 'There is nothing left to pay back.',
  purchase_disputed: 'The bank decides about the money. A refund is possible only once it has.',
  payment_in_progress: 'Wait until the payment has gone through or failed. Then try again.',
  payment_provider_error: 'Try again in a few minutes. If it keeps failing, send us the request ID.',
  receipt_unavailable: 'A receipt goes to buyers who paid and whose email address we still have.',

  // Settings and support
  token_not_found: 'It has been revoked already.',
  too_many_tokens: 'Revoke tokens that are no longer used, then try again.',
  webhook_endpoint_not_found: 'It has been deleted. Load the list again.',
  webhook_delivery_not_found: 'It is too old to be kept. Load the list again.',
  too_many_webhook_endpoints: 'Delete an endpoint first, or send more events to an existing one.',
  report_not_found: 'Load the list again.',
  report_claimed: 'Ask them to release it.',
  job_not_found: 'Someone may have retried it already. Load the list again.',
  unavailable: 'Wait a moment, then try again. Nothing that you typed is lost.',
  internal_error: 'Try again. If it keeps failing, send us the request ID.',
}

/** What happened, where the sentence of the catalogue is for somebody else. */
export const sentences: Readonly<Record<string, string>> = {
  connect_not_configured: 'Stripe is not connected yet.',
  insufficient_scope: 'This is not allowed with how you are signed in.',
  invalid_redirect_url: 'Stripe cannot send you back to this page.',
  already_purchased: 'This person already has the page.',
  payment_in_progress: 'A payment is still being processed.',
  purchase_disputed: 'The buyer has disputed this payment with their bank.',
}

/** How long to wait, in place of a guess. */
export const waitFor = (seconds: number): string =>
  seconds < 90
    ? `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
    : seconds < 5400
      ? `Try again in ${Math.ceil(seconds / 60)} minutes.`
      : `Try again in ${Math.ceil(seconds / 3600)} hours.`
