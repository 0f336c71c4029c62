export const support = {
  title: 'Support',
  hint: 'Is something not working? Tell the people who run this server.',
  include: 'What helps most',
  tips: [
    'What you did, what you expected, and what happened instead.',
    'The request ID of an error, so that we can look it up.',
    'A link to a screenshot or a recording, if you have one.',
    'Please leave out passwords, tokens and card numbers.',
  ],
  summary: 'The problem in one sentence',
  details: 'What happened?',
  requestId: 'Request ID',
  requestIdHint: (days: number) =>
    `Every error shows one; it starts with req_. We attach what our log says about that request, which is kept for ${days} days.`,
  link: 'Link to a screenshot',
  send: 'Send report',
  sent: 'Thank you. Your report has arrived.',
  number: 'Report number',
  numberHint: 'Quote it when you ask about the report.',
  requestMissing: 'The request you named was not kept, so please describe what you did and when.',
  another: 'Report another problem',
  report: 'Report this',
}
