import { defineProblemCodes } from '@loyalty/service-host';

/** What the doors of analytics answer besides what every service does. */
export const analyticsProblemCodes = defineProblemCodes('analytics', {
  programme_not_found: {
    status: 404,
    title: 'There is no such programme',
    doc: 'Programmes are listed by `GET /v1/programmes`.',
  },
  settlement_not_found: {
    status: 404,
    title: 'There is no such settlement',
    doc: 'There is one for each partner and month from the first movement on; they are listed by `GET /v1/settlements?programme=`.',
  },
  period_not_over: {
    status: 409,
    title: 'The month is not over yet',
    doc: '`period` is the month, `now` the present one in the zone of the programme; what happens in it still belongs to it.',
  },
  earlier_period_open: {
    status: 409,
    title: 'An earlier month is still open',
    doc: '`settlement` is the first of the same partner that is to be closed before.',
  },
});
